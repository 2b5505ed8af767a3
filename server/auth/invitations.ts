import { z } from 'zod'
import type { acceptRequest, invitationAnswer, inviteRequest } from '../../shared/auth/identity.ts'
import { AppError } from '../../shared/errors.ts'
import { uuidv7 } from '../../shared/ids.ts'
import type { Language } from '../../shared/labels.ts'
import { has } from '../../shared/permissions/viewer.ts'
import type { Transaction } from '../db/database.ts'
import type { AccessLog } from '../log/access.ts'
import { welcomeDevice } from './devices.ts'
import { emailKey } from './emailKey.ts'
import { type HandedOut, type HandingOut, handOut } from './handingOut.ts'
import { asEmailTaken, type JoiningOptions, join } from './joining.ts'
import type { Lockout } from './lockout.ts'
import { wrongEmail } from './setup.ts'
import { newToken, tokenHash, tokenKind } from './tokens.ts'
import type { Viewers } from './viewers.ts'

export interface InvitationOptions extends JoiningOptions {
  handing: HandingOut
  access: Pick<AccessLog, 'add'>
  lockout: Pick<Lockout, 'succeeded'>
  viewers: Pick<Viewers, 'viewerOf'>
  now: () => number
}
/** An administrator who is signed in, and where they are. */
export interface By {
  company: string
  user: string
  device: string | null
  address: string
}

const validMs = 7 * 86_400_000

export interface Invitations {
  /**
   * Throws record.exists for who has an account in this company. That an address has one elsewhere is told only to the
   * person who holds the link.
   */
  invite: (by: By, request: z.infer<typeof inviteRequest>) => Promise<HandedOut & { invitation: string }>
  /** A new link, from now on of whoever asks; the old one opens nothing. Throws record.notFound, command.refused (`noMail`). */
  resend: (by: By, invitation: string, how: 'mail' | 'copy') => Promise<HandedOut>
  withdraw: (by: By, invitation: string) => Promise<void>
  /** Throws auth.failed with `link`, `linkUsed` or `linkExpired`, as `accept` does. */
  look: (token: string) => Promise<z.infer<typeof invitationAnswer>>
  accept: (request: z.infer<typeof acceptRequest>, address: string) => Promise<{ email: string; deviceToken?: string }>
}

interface Row {
  company: string
  id: string
  email: string
  name: string
  role: string
  team: string | null
  language: Language
  invitedBy: string
  expiresAt: string
  endedBy: string | null
  /** May be accepted: it has not ended, and nobody is about to. */
  isOpen: boolean
}

export function invitations(options: InvitationOptions): Invitations {
  const { database, handing, access, now } = options
  const tell = (by: By, action: 'invitation.made' | 'invitation.ended', details: Record<string, unknown>) =>
    access.add(by.company, {
      ...{ action, user: by.user, device: by.device ?? undefined, address: by.address },
      details,
    })
  const mail = async (by: By, row: Row, token: string, byMail: boolean): Promise<HandedOut> => {
    const { company, zone, inviter } = await database.inCompany(by.company, tx => namesFor(tx, row), { readOnly: true })
    const { name, email: to, language, expiresAt } = row
    return handOut(handing, {
      ...{ purpose: 'join', token, expiresAt, byMail, to, language, zone },
      occasion: link => ({ what: 'invitation', name, company, inviter, ...link }),
    })
  }

  return {
    invite: async (by, { email: typed, name = '', role, team = null, user = null, language = 'tr' }) => {
      const email = typed.trim()
      if (!z.email().safeParse(email).success) throw wrongEmail()
      const token = newToken('invitation')
      const row: Row = {
        ...{ company: by.company, id: uuidv7(), email, name, role, team, language, invitedBy: by.user, endedBy: null },
        isOpen: true,
        expiresAt: new Date(now() + validMs).toISOString(),
      }
      await database.inCompany(by.company, async tx => {
        await requirePlace(tx, row)
        const key = emailKey(email)
        const [taken] = await tx`select 1 from account where company_id = ${by.company} and email = ${key}`
        if (taken) throw new AppError('record.exists', { params: { reason: 'hasAccount' } })
        const open = await tx<{ id: string; email: string }[]>`
          select id, email from invitation where company_id = ${by.company} and ${isOpen(tx)} for update`
        const earlier = open.filter(one => emailKey(one.email) === key).map(({ id }) => id)
        await tx`update invitation set ended_at = now(), ended_by = 'withdrawn'
          where company_id = ${by.company} and id = any(${earlier}::uuid[])`
        await tx`insert into invitation ${tx({
          ...{ company_id: by.company, id: row.id, token_hash: tokenHash(token), email, name, role_id: role },
          ...{ team_id: team, user_id: user, language, invited_by: by.user, expires_at: row.expiresAt },
        })}`
      })
      tell(by, 'invitation.made', { invitation: row.id, email })
      return { invitation: row.id, ...(await mail(by, row, token, true)) }
    },
    resend: async (by, invitation, how) => {
      if (how === 'mail' && !handing.mailer.isAble)
        throw new AppError('command.refused', { params: { reason: 'noMail' } })
      const token = newToken('invitation')
      const expiresAt = new Date(now() + validMs).toISOString()
      const [row] = await database.inCompany(
        by.company,
        tx => tx<Row[]>`
          update invitation set token_hash = ${tokenHash(token)}, expires_at = ${expiresAt}, invited_by = ${by.user},
            ended_at = null, ended_by = null
          where company_id = ${by.company} and id = ${invitation} and ${isOpen(tx)} returning ${columns(tx)}`,
      )
      if (!row) throw new AppError('record.notFound')
      tell(by, 'invitation.made', { invitation, email: row.email, again: true })
      return mail(by, row, token, how === 'mail')
    },
    withdraw: async (by, invitation) => {
      const ended = await database.inCompany(
        by.company,
        tx => tx`update invitation set ended_at = now(), ended_by = 'withdrawn'
          where company_id = ${by.company} and id = ${invitation} and ${isOpen(tx)}`,
      )
      if (ended.count === 0) throw new AppError('record.notFound')
      tell(by, 'invitation.ended', { invitation })
    },
    look: async token => {
      const row = await find(options, token)
      const { email, name, expiresAt } = row
      const names = await database.inCompany(row.company, tx => namesFor(tx, row), { readOnly: true })
      return {
        ...{ company: { name: names.company }, email, name, expiresAt },
        ...{ role: names.role, invitedBy: names.inviter },
      }
    },
    accept: async ({ token, name, credentials, language, device }, address) => {
      const row = await find(options, token)
      const { company, id, email, role, invitedBy } = row
      await database.inCompany(company, async tx => {
        // One of two at once; the other is told that the link is used. So is who comes while another link replaces it.
        const claimed = await tx`update invitation set ended_at = now(), ended_by = 'accepting'
          where company_id = ${company} and id = ${id} and token_hash = ${tokenHash(token)} and ${isOpen(tx)}`
        if (claimed.count === 0) throw refused('linkUsed')
      })
      const joining = {
        ...{ company, name, email, role, team: row.team ?? undefined, credentials, by: invitedBy },
        language: language ?? row.language,
      }
      // Together with the account: where this process dies before, the same link goes on where it ended.
      const made = await join(options, joining, async (tx, user) => {
        const ended = await tx`update invitation set ended_at = now(), ended_by = 'accepted'
          where company_id = ${company} and id = ${id} and ended_by = 'accepting'`
        if (ended.count === 0) throw refused('linkUsed')
        return welcomeDevice(tx, { company, user, device })
      }).catch(async error => {
        await database.inCompany(
          company,
          tx => tx`update invitation set ended_at = null, ended_by = null
            where company_id = ${company} and id = ${id} and ended_by = 'accepting'`,
        )
        throw asEmailTaken(error)
      })
      await options.lockout.succeeded({ account: emailKey(email) })
      access.add(company, {
        ...{ action: 'account.made', user: made.user, device: device?.id, address },
        details: { invitation: id },
      })
      return { email, ...made.finished }
    },
  }
}

export const refused = (reason: string) => new AppError('auth.failed', { params: { reason } })

const columns = (tx: Transaction) => tx`
  company_id as company, id, email, name, role_id as role, team_id as team, language, invited_by as "invitedBy",
  expires_at as "expiresAt", ended_by as "endedBy", ${isOpen(tx)} as "isOpen"`

/**
 * An invitation that can be accepted, sent again and taken back. One that somebody began to accept is not, for as long as
 * that may take; after that they never got to its end, since the account and the end come in one transaction.
 */
export const isOpen = (tx: Transaction) =>
  tx`(ended_at is null or (ended_by = 'accepting' and ended_at < now() - interval '2 minutes'))`

/** What somebody handed out as an administrator is good for as long as they are one: nobody comes back by it. */
export async function isAdminNow(viewers: Pick<Viewers, 'viewerOf'>, company: string, user: string): Promise<boolean> {
  const viewer = await viewers.viewerOf(company, user)
  return viewer !== null && has(viewer, 'admin')
}

/** The invitation that a token opens now. */
async function find({ database, viewers, now }: InvitationOptions, token: string): Promise<Row> {
  if (tokenKind(token) !== 'invitation') throw refused('link')
  const hash = tokenHash(token)
  const [row] = await database.lookup(
    hash.toString('hex'),
    tx => tx<Row[]>`select ${columns(tx)} from invitation where token_hash = ${hash}`,
  )
  if (!row || row.endedBy === 'withdrawn') throw refused('link')
  if (!row.isOpen) throw refused('linkUsed')
  if (Date.parse(row.expiresAt) < now()) throw refused('linkExpired')
  if (!(await isAdminNow(viewers, row.company, row.invitedBy))) throw refused('link')
  return row
}

/** Role and team are there; whoever invites chose them from a list that may be old. */
async function requirePlace(tx: Transaction, { company, role, team }: Row): Promise<void> {
  const [found] = await tx`select 1 from role where company_id = ${company} and id = ${role} and not archived`
  if (!found) throw new AppError('input.invalid', { fields: { role: { reason: 'badReference' } } })
  if (team === null) return
  const [member] = await tx`select 1 from team where company_id = ${company} and id = ${team} and not archived`
  if (!member) throw new AppError('input.invalid', { fields: { team: { reason: 'badReference' } } })
}

async function namesFor(tx: Transaction, { company, role, invitedBy }: Row) {
  const [names] = await tx<{ company: string; zone: string; role: string | null; inviter: string | null }[]>`
    select name as company, zone, (select name from role where company_id = ${company} and id = ${role}) as role,
      (select name from "user" where company_id = ${company} and id = ${invitedBy}) as inviter
    from company where id = ${company}`
  if (!names) throw new AppError('record.notFound')
  return { ...names, role: names.role ?? '', inviter: names.inviter ?? names.company }
}
