import type { z } from 'zod'
import { fromBase64Url, toBase64Url } from '../../shared/auth/bytes.ts'
import type { resetFinishRequest, resetLookAnswer } from '../../shared/auth/identity.ts'
import { AppError } from '../../shared/errors.ts'
import { uuidv7 } from '../../shared/ids.ts'
import type { Database, Transaction } from '../db/database.ts'
import type { AccessLog } from '../log/access.ts'
import { accountOf, changeCredentials, findAccount } from './accounts.ts'
import { forgetDevices, welcomeDevice } from './devices.ts'
import { emailKey } from './emailKey.ts'
import { type HandedOut, type HandingOut, handOut } from './handingOut.ts'
import { type By, isAdminNow, refused } from './invitations.ts'
import type { Lockout } from './lockout.ts'
import { endResetLinks } from './resetLinks.ts'
import type { Sessions } from './sessions.ts'
import { newToken, sameBytes, tokenHash, tokenKind } from './tokens.ts'
import type { Viewers } from './viewers.ts'

export interface ResetOptions {
  database: Database
  handing: HandingOut
  access: Pick<AccessLog, 'add'>
  lockout: Lockout
  sessions: Pick<Sessions, 'closeAll'>
  viewers: Pick<Viewers, 'viewerOf'>
  now: () => number
  onError: (error: unknown) => void
}
type Finish = z.infer<typeof resetFinishRequest>
export interface FinishAnswer {
  email: string
  recoveryWrapped?: string
  deviceToken?: string
}

/** A link that its user asked for, and one that an administrator hands on: milliseconds. */
const askedMs = 2 * 3_600_000
const handedMs = 24 * 3_600_000

export interface Resets {
  /**
   * Answers at once and the same for every address; what there is to do is done afterwards: a mail, or without mail a
   * note for the administrators.
   */
  begin: (email: string, address: string) => Promise<{ byMail: boolean }>
  /** An administrator's link for a colleague. Throws record.notFound where they have no account. */
  linkFor: (by: By, user: string) => Promise<HandedOut>
  /** Throws auth.failed with `link`, `linkUsed`, `linkExpired` or `inactive`. */
  look: (token: string) => Promise<z.infer<typeof resetLookAnswer>>
  /** Throws as `look`, and auth.failed with `recoveryCode`, auth.locked, input.invalid. */
  finish: (request: Finish, address: string) => Promise<FinishAnswer>
  /** Nothing that was begun is under way any more when this resolves. */
  idle: () => Promise<void>
}

export function resets(options: ResetOptions): Resets {
  const { database, handing, access, lockout, sessions, viewers, now } = options
  const underWay = new Set<Promise<void>>()

  const makeLink = async (tx: Transaction, given: { company: string; user: string; by: string | null; ms: number }) => {
    const token = newToken('reset')
    const expiresAt = new Date(now() + given.ms).toISOString()
    await tx`insert into reset_link ${tx({
      ...{ company_id: given.company, id: uuidv7(), user_id: given.user, token_hash: tokenHash(token) },
      ...{ made_by: given.by, expires_at: expiresAt },
    })}`
    return { token, expiresAt }
  }
  const hand = (facts: Facts, made: { token: string; expiresAt: string }): Promise<HandedOut> =>
    handOut(handing, {
      ...{
        purpose: 'reset',
        ...made,
        byMail: true,
        to: facts.email,
        language: facts.language ?? 'tr',
        zone: facts.zone,
      },
      occasion: link => ({ what: 'reset', name: facts.name, company: facts.companyName, ...link }),
    })

  const beginFor = async (email: string, address: string): Promise<void> => {
    const account = await findAccount(database, email)
    if (!account) return
    const { companyId: company, userId: user } = account
    if (!(await viewers.viewerOf(company, user))) return
    access.add(company, { action: 'account.resetAsked', user, address })
    if (!handing.mailer.isAble) {
      await database.inCompany(
        company,
        tx => tx`update account set reset_asked_at = now() where company_id = ${company} and user_id = ${user}`,
      )
      return
    }
    const [facts, made] = await database.inCompany(company, async tx => [
      await factsOf(tx, company, user),
      await makeLink(tx, { company, user, by: null, ms: askedMs }),
    ])
    await hand(facts, made)
  }

  return {
    begin: async (email, address) => {
      // Whoever asks again and again sends no more mails, and is told no more than others.
      const isTooMany = await lockout.attempt({ mail: emailKey(email) }).then(
        () => false,
        () => true,
      )
      if (!isTooMany) {
        const work = beginFor(email, address).catch(options.onError)
        underWay.add(work)
        void work.finally(() => underWay.delete(work))
      }
      return { byMail: handing.mailer.isAble }
    },
    linkFor: async (by, user) => {
      const { company } = by
      const [facts, made] = await database.inCompany(company, async tx => [
        await factsOf(tx, company, user),
        await makeLink(tx, { company, user, by: by.user, ms: handedMs }),
      ])
      access.add(company, {
        ...{ action: 'account.changed', user: by.user, device: by.device ?? undefined, address: by.address },
        ...{ kind: 'user', record: user, details: { what: 'resetLink' } },
      })
      return hand(facts, made)
    },
    look: async token => {
      const { company, user, expiresAt } = await find(options, token)
      const facts = await database.inCompany(company, tx => factsOf(tx, company, user), { readOnly: true })
      return { company: { name: facts.companyName }, email: facts.email, expiresAt }
    },
    finish: async ({ token, recoveryKey, next, device }, address) => {
      const link = await find(options, token)
      const { company, user, id } = link
      const from = { user, device: device?.id, address }
      const account = await database.inCompany(company, tx => accountOf(tx, company, user), { readOnly: true })
      if (!account) throw refused('link')
      const { email } = account
      if (recoveryKey !== undefined) {
        await lockout.attempt({ link: id })
        if (!sameBytes(tokenHash(fromBase64Url(recoveryKey)), account.recoveryHash)) {
          access.add(company, { action: 'account.refused', ...from, details: { what: 'recoveryCode' } })
          throw refused('recoveryCode')
        }
        await lockout.succeeded({ link: id })
        if (!next) return { email, recoveryWrapped: toBase64Url(account.recoveryWrapped) }
      }
      if (!next) throw new AppError('input.invalid', { fields: { next: { reason: 'required' } } })
      const welcome = await database.inCompany(company, async tx => {
        const used = await tx`update reset_link set used_at = now()
          where company_id = ${company} and id = ${id} and used_at is null`
        if (used.count === 0) throw refused('linkUsed')
        await endResetLinks(tx, company, user)
        await changeCredentials(tx, { companyId: company, userId: user, recoveryHash: account.recoveryHash }, next)
        await sessions.closeAll(tx, company, user, 'reset')
        await forgetDevices(tx, company, user)
        return welcomeDevice(tx, { company, user, device })
      })
      await lockout.succeeded({ account: email })
      access.add(company, {
        ...{ action: 'account.changed', ...from },
        details: { what: 'reset', by: 'link', madeBy: link.madeBy, vaultKept: recoveryKey !== undefined },
      })
      return { email, ...welcome }
    },
    idle: async () => {
      await Promise.all(underWay)
    },
  }
}

interface Link {
  company: string
  user: string
  id: string
  madeBy: string | null
  expiresAt: string
  usedAt: string | null
}

/** The link that a token opens now. Whoever has left is told that, and not that their links went with them. */
async function find({ database, viewers, now }: ResetOptions, token: string): Promise<Link> {
  if (tokenKind(token) !== 'reset') throw refused('link')
  const hash = tokenHash(token)
  const [row] = await database.lookup(
    hash.toString('hex'),
    tx => tx<Link[]>`
      select company_id as company, user_id as "user", id, made_by as "madeBy", expires_at as "expiresAt",
        used_at as "usedAt" from reset_link where token_hash = ${hash}`,
  )
  if (!row || (row.madeBy && !(await isAdminNow(viewers, row.company, row.madeBy)))) throw refused('link')
  if (!(await viewers.viewerOf(row.company, row.user))) throw refused('inactive')
  if (row.usedAt) throw refused('linkUsed')
  if (Date.parse(row.expiresAt) < now()) throw refused('linkExpired')
  return row
}

type Facts = Awaited<ReturnType<typeof factsOf>>

/** Whom a link is for and how they are written to. Throws record.notFound where they have no account. */
export async function factsOf(tx: Transaction, company: string, user: string) {
  const account = await accountOf(tx, company, user)
  const [row] = await tx<{ companyName: string; zone: string; name: string }[]>`
    select c.name as "companyName", c.zone, u.name from company c
    join "user" u on u.company_id = c.id and u.id = ${user} where c.id = ${company}`
  if (!account || !row) throw new AppError('record.notFound')
  return { ...row, email: account.email, language: account.language }
}
