import { AppError } from '../../shared/errors.ts'
import { has, type Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordState } from '../../shared/record.ts'
import { sameValue } from '../../shared/value.ts'
import type { CompanyFacts } from './companyFacts.ts'
import type { Draft } from './draft.ts'
import { isAdminRole } from './lastAdmin.ts'

/**
 * Rights are given by administrators alone. A role may let somebody else write colleagues and roles, who could then take
 * what nobody gave them, or hand it to a friend. Throws permission.denied for a colleague who gets another role, for a role
 * that gets other rights, for who moves into another team themselves, and for an administrator who comes back.
 */
export function giveNoMore(draft: Draft, facts: CompanyFacts, viewer: Viewer): void {
  if (has(viewer, 'admin')) return
  for (const { before, state, touched } of draft.records.values()) {
    if (!before || touched.size === 0) continue
    const field = givenBy(before, state, facts, viewer)
    if (field) throw new AppError('permission.denied', { fields: { [field]: { reason: 'readOnly' } } })
  }
}

/** The field by which a record that was there gives somebody more. A new one gives nothing: nobody signs in by it yet. */
function givenBy(before: RecordState, state: RecordState, facts: CompanyFacts, viewer: Viewer): string | undefined {
  const isChanged = (field: string) => !sameValue(before.values[field], state.values[field])
  if (state.kind === 'role') return isChanged('rights') ? 'rights' : undefined
  if (state.kind !== 'user') return undefined
  if (isChanged('role')) return 'role'
  if (state.id === viewer.user && isChanged('memberOf')) return 'memberOf'
  const comesBack = !isThere(before) && isThere(state)
  return comesBack && isAdminRole(facts.states.get(`role:${state.values['role']}`)) ? 'isActive' : undefined
}

const isThere = ({ archived, values }: RecordState): boolean => !archived && values['isActive'] === true
