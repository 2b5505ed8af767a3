import type { Field, FieldKind } from '../../../../shared/fields.ts'
import type { BulkChange, RecordsOf } from '../../../core/api/operations.ts'

/** What shall become of one field of all chosen records. */
export interface BulkRow {
  /** Undefined: not chosen yet. */
  field: string | undefined
  how: How
  value: unknown
}
export const hows = ['set', 'clear', 'add', 'remove'] as const
export type How = (typeof hows)[number]

export const emptyRow: BulkRow = { field: undefined, how: 'set', value: undefined }

const sets: ReadonlySet<FieldKind> = new Set(['tags', 'references', 'multiChoice'])
/** What is no value that many records can have alike. */
const single: ReadonlySet<FieldKind> = new Set(['lines', 'structure', 'files'])

export const isOffered = (field: Field): boolean => !field.readOnly && !single.has(field.kind)

/** What can be done with a field: a set also takes members and gives them up; what is required is not emptied. */
export function howsFor(field: Field, isRequired: boolean): How[] {
  const members: How[] = sets.has(field.kind) ? ['add', 'remove'] : []
  return [...members, 'set', ...(isRequired ? [] : (['clear'] as const))]
}

/** The change that the rows ask for; undefined while one of them lacks its value. A row without a field asks nothing. */
export function changeOf(rows: readonly BulkRow[], of: RecordsOf): BulkChange | undefined {
  const change: Required<Pick<BulkChange, 'set' | 'clear' | 'add' | 'remove'>> = {
    set: {},
    clear: [],
    add: {},
    remove: {},
  }
  for (const { field, how, value } of rows) {
    if (field === undefined) continue
    if (how === 'clear') change.clear.push(field)
    else if (isMissing(value)) return undefined
    else if (how === 'set') change.set[field] = value
    else change[how][field] = [...(change[how][field] ?? []), ...membersOf(value)]
  }
  const asked = rows.filter(({ field }) => field !== undefined)
  return asked.length === 0 ? undefined : { label: labelOf(asked), of, ...filled(change) }
}

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
const membersOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

type Parts = Required<Pick<BulkChange, 'set' | 'clear' | 'add' | 'remove'>>
const filled = ({ set, clear, add, remove }: Parts): Partial<Parts> => ({
  ...(Object.keys(set).length > 0 ? { set } : {}),
  ...(clear.length > 0 ? { clear } : {}),
  ...(Object.keys(add).length > 0 ? { add } : {}),
  ...(Object.keys(remove).length > 0 ? { remove } : {}),
})

/** As the list of what one did calls it. */
function labelOf(rows: readonly BulkRow[]): string {
  if (rows.every(({ field }) => field === 'owner')) return 'assign'
  return rows.every(({ how }) => how === 'add' || how === 'remove') ? 'tag' : 'edit'
}
