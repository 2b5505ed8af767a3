import { AppError, type FieldErrors } from '../../shared/errors.ts'
import { projectFor } from '../../shared/permissions/project.ts'
import { canSee, type Viewer } from '../../shared/permissions/viewer.ts'
import { type RecordState, visibilityKey } from '../../shared/record.ts'
import { keyText } from './companyFacts.ts'
import type { Draft, DraftRecord } from './draft.ts'
import { referencesIn } from './load.ts'

/**
 * What a record newly points to must be there and visible to its writer; both failures answer alike. Fields that keep a
 * stub store the target's title as its writer sees it now. `viewer` undefined: the server writes, being there is enough.
 */
export function resolveReferences(draft: Draft, record: DraftRecord, viewer: Viewer | undefined): void {
  const errors: FieldErrors = {}
  let stubs = record.state.stubs
  for (const name of record.touched) {
    const value = fieldOf(record.state, name)
    const old = new Set(record.before ? referencesIn(record.kind, name, fieldOf(record.before, name)).map(keyText) : [])
    const added = referencesIn(record.kind, name, value).filter(key => !old.has(keyText(key)))
    const targets = added.map(key => draft.get(key))
    if (targets.some(target => !target || (viewer && !canSee(viewer, target.kind, visibilityKey(target)))))
      errors[name] = { reason: 'notVisible' }
    if (record.kind.fields[name]?.stub && (added.length > 0 || value === undefined))
      stubs = withStub(stubs, name, draft, targets[0] && viewer ? projectFor(viewer, targets[0]) : targets[0])
  }
  if (Object.keys(errors).length > 0) throw new AppError('record.notFound', { fields: errors })
  if (stubs !== record.state.stubs) record.state = withStubs(record.state, stubs)
}

const fieldOf = (state: RecordState, name: string): unknown =>
  name === 'owner' || name === 'team' || name === 'parent' ? state[name] : state.values[name]

function withStub(stubs: RecordState['stubs'], name: string, draft: Draft, target: RecordState | undefined) {
  const { [name]: _, ...rest } = stubs ?? {}
  if (!target) return rest
  return { ...rest, [name]: { kind: target.kind, title: draft.kinds.require(target.kind).title(target.values) } }
}

function withStubs(state: RecordState, stubs: RecordState['stubs']): RecordState {
  const { stubs: _, ...rest } = state
  return stubs && Object.keys(stubs).length > 0 ? { ...rest, stubs } : rest
}
