import { AppError } from '../../shared/errors.ts'
import type { RecordState } from '../../shared/record.ts'
import type { CompanyFacts } from './companyFacts.ts'
import type { Draft } from './draft.ts'

/**
 * A company keeps at least one colleague who can sign in and may everything: nobody else could ever make another one.
 * Throws command.refused (`lastAdmin`) for an entry after which there would be none.
 */
export function keepAnAdmin(draft: Draft, facts: CompanyFacts): void {
  const touched = [...draft.records.values()].filter(({ before, kind }) => before && rules.has(kind.name))
  if (touched.length === 0) return
  const now = new Map(facts.states)
  const had = countAdmins(now)
  for (const { kind, state } of touched) now.set(`${kind.name}:${state.id}`, state)
  if (had > 0 && countAdmins(now) === 0) throw new AppError('command.refused', { params: { reason: 'lastAdmin' } })
}

const rules: ReadonlySet<string> = new Set(['user', 'role'])

function countAdmins(states: ReadonlyMap<string, RecordState>): number {
  let count = 0
  for (const { kind, values, archived } of states.values())
    if (
      kind === 'user' &&
      !archived &&
      values['isActive'] === true &&
      isAdminRole(states.get(`role:${values['role']}`))
    )
      count++
  return count
}

/** Roles are checked by their structure when they are written. */
export function isAdminRole(role: RecordState | undefined): boolean {
  const rights = role?.archived === false ? role.values['rights'] : undefined
  const abilities = rights instanceof Object && 'abilities' in rights ? rights.abilities : undefined
  return Array.isArray(abilities) && abilities.includes('admin')
}
