import type { ListRow, ShownRecord } from '../../../core/api/functions.ts'

/** A field's value of a row or record, whether it stands among the values or beside them. */
export function fieldValue(record: ListRow | ShownRecord, name: string): unknown {
  if (name in record.values) return record.values[name]
  return (record as unknown as Record<string, unknown>)[name]
}

/** Kind and title of what a reference pointed to when it was written, where its target is not here. */
export const stubOf = (record: ListRow | ShownRecord, name: string): { kind: string; title: string } | undefined =>
  'stubs' in record ? record.stubs?.[name] : undefined
