import { z } from 'zod'
import { handedOutAnswer, inviteAnswer, peopleAnswer } from '../../../shared/auth/identity.ts'
import { type LinkPurpose, linkTo } from '../../../shared/auth/links.ts'
import { AppError } from '../../../shared/errors.ts'
import { roleRights } from '../../../shared/permissions/rights.ts'
import { trSortKey } from '../../../shared/sortKey.ts'
import type { Handlers } from '../api/dispatch.ts'
import type { FunctionName, ShownRecord } from '../api/functions.ts'
import type { HandedOut, identityFunctions, Person } from '../api/identity.ts'
import { ask } from '../session/ask.ts'
import type { Desk } from '../session/desk.ts'
import type { Workspace } from '../workspace.ts'
import { allShown } from './records.ts'
import { saveRecord } from './write.ts'

type Names = Extract<keyof typeof identityFunctions, Extract<FunctionName, `people.${string}`>>
type Roster = z.infer<typeof peopleAnswer>

/** Administrators: colleagues as records of this desktop, with what the server knows of their accounts besides. */
export function peopleHandlers({ desk }: { desk: Desk }): Pick<Handlers, Names> {
  const post = async <S extends z.ZodType>(path: string, body: unknown, answer: S) => {
    const { server, token } = desk.session()
    return ask(server, { path, token, body }, answer)
  }
  /** The server names itself where its operator has; else it is known here by the address that works here. */
  const shown = (purpose: LinkPurpose, answer: z.infer<typeof handedOutAnswer>): HandedOut => {
    const { token, base = desk.session().server, isMailed, expiresAt } = answer
    return { isMailed, expiresAt, ...(token ? { link: linkTo({ purpose, server: base, token }) } : {}) }
  }

  return {
    'people.list': async () => {
      const { server, token } = desk.session()
      const roster = await ask(server, { method: 'GET', path: '/auth/people', token }, peopleAnswer)
      return peopleOf(allShown(desk.require(), 'user'), roster, desk.session().account.user.id)
    },
    'people.invite': async ({ email, name = '', role, team, user, language }) => {
      const body = { email, ...(name.trim() ? { name } : {}), role, team, user, language }
      const made = await post('/auth/invitations', body, inviteAnswer)
      return { ...shown('join', made), invitation: made.invitation }
    },
    'people.resend': async ({ invitation, by }) =>
      shown('join', await post(`/auth/invitations/${invitation}/link`, { by }, handedOutAnswer)),
    'people.withdraw': async ({ invitation }) => {
      const { server, token } = desk.session()
      await ask(server, { method: 'DELETE', path: `/auth/invitations/${invitation}`, token }, z.object({}))
      return {}
    },
    'people.resetLink': async ({ user }) =>
      shown('reset', await post(`/auth/people/${user}/reset-link`, undefined, handedOutAnswer)),
    'people.setActive': ({ user, isActive }) => {
      const work = desk.require()
      if (!isActive) keepAnAdmin(work, user, undefined)
      return saved(work, user, { isActive })
    },
    'people.change': ({ user, role, team }) => {
      const work = desk.require()
      if (role !== undefined) keepAnAdmin(work, user, role)
      return saved(work, user, {
        ...(role === undefined ? {} : { role }),
        ...(team === undefined ? {} : { memberOf: team ?? undefined }),
      })
    },
  }
}

function saved(work: Workspace, id: string, values: Record<string, unknown>): { operation: string } {
  const before = work.shown({ kind: 'user', id })
  const set = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { base: before?.values[name], value }]),
  )
  const { operation } = saveRecord(work, { kind: 'user', id, create: false, set })
  return { operation }
}

/** The server refuses it too; here it is said before anything is written. */
function keepAnAdmin(work: Workspace, user: string, role: string | undefined): void {
  const admins = new Set(
    work.all('role').flatMap(({ id, archived, values }) => {
      const rights = archived ? undefined : roleRights.safeParse(values['rights']).data
      return rights?.abilities.includes('admin') ? id : []
    }),
  )
  if (role !== undefined && admins.has(role)) return
  const isAdmin = ({ archived, values }: { archived: boolean; values: Record<string, unknown> }) =>
    !archived && values['isActive'] === true && admins.has(String(values['role']))
  const people = work.all('user').filter(isAdmin)
  if (people.length === 1 && people[0]?.id === user)
    throw new AppError('command.refused', { params: { reason: 'lastAdmin' } })
}

/** Colleagues and open invitations together, by name. */
export function peopleOf(users: readonly ShownRecord[], { accounts, invitations }: Roster, me: string): Person[] {
  const accountOf = new Map(accounts.map(account => [account.user, account]))
  const used = new Set<string>()
  const colleagues = users.map((record): Person => {
    const { name, email, role, memberOf, isActive } = record.values
    const account = accountOf.get(record.id)
    const open = account
      ? undefined
      : invitations.find(one => one.user === record.id || sameAddress(one.email, String(email ?? '')))
    if (open) used.add(open.id)
    return {
      ...{ id: record.id, user: record.id, name: String(name ?? ''), email: account?.email ?? String(email ?? '') },
      ...{ role: String(role), team: typeof memberOf === 'string' ? memberOf : null, isMe: record.id === me },
      state: record.archived || isActive !== true ? 'inactive' : account ? 'active' : open ? 'invited' : 'noAccount',
      ...(open ? timesOf(open) : {}),
      ...(account?.lastSeenAt ? { lastSeenAt: account.lastSeenAt } : {}),
      ...(account?.askedForResetAt ? { askedForResetAt: account.askedForResetAt } : {}),
    }
  })
  const strangers = invitations
    .filter(({ id }) => !used.has(id))
    .map((open): Person => {
      const { id, name, email, role, team } = open
      return { ...{ id, name, email, role, team, isMe: false }, state: 'invited', ...timesOf(open) }
    })
  return [...colleagues, ...strangers].sort((a, b) => (trSortKey(a.name) < trSortKey(b.name) ? -1 : 1))
}

const timesOf = ({ id, createdAt, expiresAt }: Roster['invitations'][number]) => ({
  invitation: id,
  invitedAt: createdAt,
  expiresAt,
})

const sameAddress = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()
