import type { Values } from '../../entity.ts'
import type { FieldChange, Patch, RecordKey } from '../../record.ts'

/** Something that somebody of the demo company once did. */
export interface DemoAction {
  at: string
  user: string
  label: 'create' | 'edit' | 'archive'
  patch: Patch
}

export function creation(key: RecordKey, values: Values): Patch {
  const set: Record<string, FieldChange> = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) set[name] = { value }
  return { ...key, create: true, set }
}
