import type { z } from 'zod'
import { fromBase64Url, toBase64Url } from '../../shared/auth/bytes.ts'
import type { resetRequest, SessionAnswer, sessionRequest } from '../../shared/auth/signIn.ts'
import { defaultKdf, type Kdf, kdf, saltLength } from '../../shared/auth/splitKey.ts'
import { AppError } from '../../shared/errors.ts'
import type { Language } from '../../shared/labels.ts'
import { minimumClient } from '../../shared/sync/protocol.ts'
import type { Database } from '../db/database.ts'
import type { AccessAction, AccessLog } from '../log/access.ts'
import { type Account, changeCredentials, findAccount, isDemo } from './accounts.ts'
import { forgetDevices, knownDevice } from './devices.ts'
import { emailKey } from './emailKey.ts'
import type { Lockout } from './lockout.ts'
import { endResetLinks } from './resetLinks.ts'
import type { Secret } from './secret.ts'
import type { Sessions } from './sessions.ts'
import { sameBytes, tokenHash } from './tokens.ts'
import type { Viewers } from './viewers.ts'

export interface SignInOptions {
  database: Database
  secret: Secret
  lockout: Lockout
  sessions: Sessions
  viewers: Viewers
  access: Pick<AccessLog, 'add'>
  /** A server that others can reach does not serve the company whose passwords everybody knows, unless told to. */
  servesDemo: boolean
}

export interface SignIn {
  saltOf: (email: string) => Promise<{ salt: string; kdf: Kdf }>
  /** Throws auth.failed (the same for a wrong address and a wrong password) and auth.locked. */
  signIn: (request: z.infer<typeof sessionRequest>, address: string) => Promise<SessionAnswer>
  /** Throws as `signIn` does. */
  reset: (request: z.infer<typeof resetRequest>, address: string) => Promise<{ recoveryWrapped?: string }>
}

interface From {
  device?: string
  address: string
  /** The device token of an earlier sign-in. */
  trust?: string | undefined
}

export function signIn(options: SignInOptions): SignIn {
  const { database, secret, sessions, viewers } = options

  /** The account whose stored hash (of `which`) the shown key has; nothing tells a wrong address from a wrong key. */
  const prove = async (
    which: 'authHash' | 'recoveryHash',
    given: From & { email: string; key: string },
  ): Promise<Account & { knownDevice: string | undefined }> => {
    const [account, known] = await Promise.all([findAccount(database, given.email), knownDevice(database, given.trust)])
    const isKnown = known !== undefined && known.company === account?.companyId && known.user === account.userId
    const tried = isKnown ? { device: known.device } : { account: emailKey(given.email), address: given.address }
    await options.lockout.attempt(tried)
    const isRight = sameBytes(tokenHash(fromBase64Url(given.key)), account?.[which] ?? Buffer.alloc(32))
    const refusal = account && isRight ? await unwelcome(account) : {}
    if (!account || refusal) {
      if (account) tell('session.refused', account, given)
      throw new AppError('auth.failed', refusal)
    }
    await options.lockout.succeeded(tried)
    return { ...account, knownDevice: isKnown ? known.device : undefined }
  }

  /** Asked only of who has shown the right key: how long it takes says that there is such an account, and they may know why. */
  const unwelcome = async ({ companyId, userId }: Account): Promise<{ params?: { reason: string } } | undefined> => {
    if (!options.servesDemo && (await isDemo(database, companyId))) return {}
    const viewer = await viewers.viewerOf(companyId, userId)
    return viewer ? undefined : { params: { reason: 'inactive' } }
  }

  const tell = (action: AccessAction, account: Account, from: From, details?: Record<string, unknown>): void =>
    options.access.add(account.companyId, {
      action,
      user: account.userId,
      device: from.device,
      address: from.address,
      ...(details ? { details } : {}),
    })

  return {
    saltOf: async email => {
      const account = await findAccount(database, email)
      const falseSalt = secret.mac('falseSalt', emailKey(email)).subarray(0, saltLength)
      // Parsed for its order: the database gives keys back in one of its own, which would say that there is an account.
      return { salt: toBase64Url(account?.salt ?? falseSalt), kdf: kdf.parse(account?.kdf ?? defaultKdf) }
    },
    signIn: async ({ email, authKey, device, trust }, address) => {
      const from = { device: device.id, address, trust }
      const account = await prove('authHash', { email, key: authKey, ...from })
      const { companyId: company, userId: user } = account
      const facts = await readFacts(database, company, user)
      const opened = await sessions.open({ company, user, device, isKnown: account.knownDevice === device.id })
      tell('session.started', account, from)
      return { ...opened, ...facts, vaultKeyWrapped: toBase64Url(account.vaultKeyWrapped), minimumClient }
    },
    reset: async ({ email, recoveryKey, next }, address) => {
      const from = { address }
      const account = await prove('recoveryHash', { email, key: recoveryKey, ...from })
      if (!next) return { recoveryWrapped: toBase64Url(account.recoveryWrapped) }
      await database.inCompany(account.companyId, async tx => {
        await changeCredentials(tx, account, next)
        await sessions.closeAll(tx, account.companyId, account.userId, 'reset')
        await forgetDevices(tx, account.companyId, account.userId)
        await endResetLinks(tx, account.companyId, account.userId)
      })
      tell('account.changed', account, from, { what: 'reset', by: 'recoveryCode' })
      return {}
    },
  }
}

async function readFacts(database: Database, company: string, user: string) {
  const [row] = await database.inCompany(
    company,
    tx => tx<{ name: string; zone: string; userName: string; email: string; language: Language | null }[]>`
      select c.name, c.zone, u.name as "userName", a.email, a.language from company c
      join "user" u on u.company_id = c.id
      join account a on a.company_id = c.id and a.user_id = u.id where c.id = ${company} and u.id = ${user}`,
    { readOnly: true },
  )
  if (!row) throw new AppError('auth.failed')
  return {
    user: { id: user, name: row.userName, email: row.email },
    company: { id: company, name: row.name, zone: row.zone },
    ...(row.language ? { language: row.language } : {}),
  }
}
