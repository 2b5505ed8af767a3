import type { z } from 'zod'
import { fromBase64Url, toBase64Url } from '../../shared/auth/bytes.ts'
import type {
  accountAnswer,
  accountPatch,
  devicesAnswer,
  passwordRequest,
  recoveryRequest,
} from '../../shared/auth/identity.ts'
import { AppError } from '../../shared/errors.ts'
import type { Transaction } from '../db/database.ts'
import type { AccessLog } from '../log/access.ts'
import type { Mailer } from '../mail/mailer.ts'
import { type AccountFacts, accountOf, changePassword, changeRecovery } from './accounts.ts'
import { change, type JoiningOptions, write } from './joining.ts'
import type { Lockout } from './lockout.ts'
import { endResetLinks } from './resetLinks.ts'
import { factsOf } from './resets.ts'
import type { Sessions, SignedIn } from './sessions.ts'
import { sameBytes, tokenHash } from './tokens.ts'

export interface OwnAccountOptions extends JoiningOptions {
  access: Pick<AccessLog, 'add'>
  lockout: Lockout
  mailer: Mailer
  sessions: Pick<Sessions, 'closeOthers' | 'closeDevice'>
  now: () => number
  onError: (error: unknown) => void
}
/** Who is signed in, and from where. */
export interface Self extends SignedIn {
  address: string
}

export interface OwnAccount {
  get: (self: Self) => Promise<z.infer<typeof accountAnswer>>
  save: (self: Self, patch: z.infer<typeof accountPatch>) => Promise<void>
  /** The vault key as the present password wrapped it. Throws auth.failed (`password`), auth.locked; so do the next two. */
  prove: (self: Self, authKey: string) => Promise<{ vaultKeyWrapped: string }>
  /** Ends the sessions of all other devices, and reset links. */
  setPassword: (self: Self, request: z.infer<typeof passwordRequest>) => Promise<void>
  setRecovery: (self: Self, request: z.infer<typeof recoveryRequest>) => Promise<void>
  devices: (self: Self) => Promise<z.infer<typeof devicesAnswer>>
  /** Signs a device of one's own out and forgets that it was known. */
  endDevice: (self: Self, device: string) => Promise<void>
}

export function ownAccount(options: OwnAccountOptions): OwnAccount {
  const { database, writer, access, lockout, mailer, sessions } = options
  const tell = ({ company, user, device, address }: Self, details: Record<string, unknown>) =>
    access.add(company, { action: 'account.changed', user, device, address, details })

  /** One who found a desktop open does not get to guess its password. */
  const proven = async (self: Self, authKey: string): Promise<AccountFacts> => {
    const { company, user, device, address } = self
    const tried = { user: `${company}:${user}` }
    await lockout.attempt(tried)
    const account = await database.inCompany(company, tx => accountOf(tx, company, user), { readOnly: true })
    if (!account || !sameBytes(tokenHash(fromBase64Url(authKey)), account.authHash)) {
      access.add(company, { action: 'account.refused', user, device, address, details: { what: 'password' } })
      throw new AppError('auth.failed', { params: { reason: 'password' } })
    }
    await lockout.succeeded(tried)
    return account
  }

  const tellPerson = async ({ company, user }: Self): Promise<void> => {
    if (!mailer.isAble) return
    const { email, language, name, companyName, zone } = await database.inCompany(
      company,
      tx => factsOf(tx, company, user),
      { readOnly: true },
    )
    const at = options.now()
    await mailer.send({
      ...{ to: email, language: language ?? 'tr', zone, until: new Date(at + 86_400_000) },
      occasion: { what: 'changed', name, company: companyName, at: new Date(at).toISOString() },
    })
  }

  return {
    get: ({ company, user }) => database.inCompany(company, tx => read(tx, company, user), { readOnly: true }),
    save: async (self, { name, language }) => {
      const { company, user } = self
      if (name !== undefined) await write(writer, company, [change('user', user, { name })], user)
      if (language !== undefined)
        await database.inCompany(
          company,
          tx => tx`update account set language = ${language} where company_id = ${company} and user_id = ${user}`,
        )
    },
    prove: async (self, authKey) => ({ vaultKeyWrapped: toBase64Url((await proven(self, authKey)).vaultKeyWrapped) }),
    setPassword: async (self, { authKey, next }) => {
      const { company, user } = self
      const { authHash } = await proven(self, authKey)
      await database.inCompany(company, async tx => {
        await changePassword(tx, { company, user, authHash }, next)
        await sessions.closeOthers(tx, self, 'password')
        await endResetLinks(tx, company, user)
      })
      tell(self, { what: 'password' })
      await tellPerson(self).catch(options.onError)
    },
    setRecovery: async (self, { authKey, next }) => {
      const { company, user } = self
      const { authHash } = await proven(self, authKey)
      await database.inCompany(company, tx => changeRecovery(tx, { company, user, authHash }, next))
      tell(self, { what: 'recoveryCode' })
    },
    devices: async ({ company, user, device }) => {
      const rows = await database.inCompany(
        company,
        tx => tx<Omit<z.infer<typeof devicesAnswer>[number], 'isThis'>[]>`
          select d.id, d.name, d.first_seen_at as "firstSeenAt", d.last_seen_at as "lastSeenAt",
            exists (select 1 from session s where s.company_id = d.company_id and s.user_id = d.user_id
              and s.device_id = d.id and s.ended_at is null) as "isActive"
          from device d where d.company_id = ${company} and d.user_id = ${user}
          order by d.id <> ${device}, d.last_seen_at desc limit 100`,
        { readOnly: true },
      )
      return rows.map(row => ({ ...row, isThis: row.id === device }))
    },
    endDevice: async (self, device) => {
      const { company, user } = self
      await database.inCompany(company, async tx => {
        const known = await tx`update device set trust_hash = null
          where company_id = ${company} and id = ${device} and user_id = ${user}`
        if (known.count === 0) throw new AppError('record.notFound')
        await sessions.closeDevice(tx, { company, user, device }, 'signedOut')
      })
      tell(self, { what: 'deviceEnded', device })
    },
  }
}

async function read(tx: Transaction, company: string, user: string): Promise<z.infer<typeof accountAnswer>> {
  const account = await accountOf(tx, company, user)
  const [row] = await tx<{ name: string; role: string | null; team: string | null }[]>`
    select u.name, r.name as role, t.name as team from "user" u
    left join role r on r.company_id = u.company_id and r.id = u.role
    left join team t on t.company_id = u.company_id and t.id = u.member_of
    where u.company_id = ${company} and u.id = ${user}`
  if (!account || !row) throw new AppError('record.notFound')
  return {
    ...{ name: row.name, email: account.email, role: row.role ?? '' },
    ...(row.team ? { team: row.team } : {}),
    ...(account.language ? { language: account.language } : {}),
    passwordChangedAt: account.changedAt,
    recoveryChangedAt: account.recoveryChangedAt,
  }
}
