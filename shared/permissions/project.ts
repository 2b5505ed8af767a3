import type { RecordState } from '../record.ts'
import { fieldRight, isRepeating, rightsOf, type Viewer } from './viewer.ts'

/** A record as this viewer may hold it: hidden fields, and their stubs, are absent. The caller has asked `canSee`. */
export function projectFor(viewer: Viewer, state: RecordState): RecordState {
  const fields = rightsOf(viewer, state.kind).fields
  const hidden = fields ? Object.keys(fields).filter(name => fields[name] === 'hidden') : []
  if (repeatsHidden(viewer, state)) hidden.push('mine', 'theirs')
  if (hidden.length === 0) return state
  const values = { ...state.values }
  const stubs = state.stubs ? { ...state.stubs } : undefined
  for (const name of hidden) {
    delete values[name]
    if (stubs) delete stubs[name]
  }
  return { ...state, values, ...(stubs ? { stubs } : {}) }
}

function repeatsHidden(viewer: Viewer, { kind, values }: RecordState): boolean {
  if (!isRepeating(kind)) return false
  const [of, field] = [String(values['recordKind']), String(values['field'])]
  return rightsOf(viewer, of).see === 'none' || fieldRight(viewer, of, field) === 'hidden'
}
