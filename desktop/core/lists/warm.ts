import type { AnyKind } from '../../../shared/entity.ts'
import { type Access, accessTo, isSortable, operatorsOf } from './access.ts'
import { makeColumn } from './memory/columns.ts'
import type { ColumnSource } from './memory/load.ts'
import { testOf } from './operators.ts'
import { sortSource } from './sorts.ts'
import type { Titles } from './titles.ts'

/** The columns that lists of a kind begin with: what they show is what people sort and filter by. */
export function firstSources(kind: AnyKind, titles: Titles): ColumnSource[] {
  const sources: ColumnSource[] = []
  // Asked for a column, it notes which one and gives an empty one.
  const column = (source: ColumnSource) => {
    sources.push(source)
    return makeColumn(source.type, 0)
  }
  const rows = { of: () => 0, find: () => undefined, idOf: () => undefined }
  const context = { column, rows, user: '', zone: 'UTC', now: 0 }
  for (const name of new Set([
    'title',
    'createdAt',
    'updatedAt',
    'owner',
    ...(kind.list ?? []),
    ...(kind.filters ?? []),
  ])) {
    const access: Access = accessTo(kind, name)
    if (isSortable(access.kind)) sortSource({ column, titles, textAt: () => '' }, access)
    const isText = sources.at(-1)?.type === 'bytes'
    if (!isText && operatorsOf(access.kind).includes('notEmpty'))
      testOf(context, access, { field: name, op: 'notEmpty' })
  }
  return sources
}
