import type { AnyKind } from '../../../shared/entity.ts'
import type { RecordState } from '../../../shared/record.ts'
import { trSortKey } from '../../../shared/text.ts'
import {
  type Column,
  columnsOfField,
  fieldColumns,
  instantOf,
  lineOf,
  type SqlValue,
  sortKeyLength,
} from './columns.ts'
import type { RowNumbers } from './rowNumbers.ts'

/** Raise when the meaning of a column, the sort key or the text that search sees changes: all tables are made anew. */
export const projectionFormat = 2

/** What a narrow row holds besides its kind's fields. `searched` tells whether the search row must be written anew. */
export const systemColumns: readonly Column[] = [
  { name: 'title', type: 'TEXT' },
  { name: 'title#key', type: 'TEXT' },
  { name: 'owner', type: 'INTEGER' },
  { name: 'team', type: 'INTEGER' },
  { name: 'parent', type: 'INTEGER' },
  { name: 'archived', type: 'INTEGER' },
  { name: 'createdAt', type: 'INTEGER' },
  { name: 'createdBy', type: 'INTEGER' },
  { name: 'updatedAt', type: 'INTEGER' },
  { name: 'updatedBy', type: 'INTEGER' },
  { name: 'epoch', type: 'INTEGER' },
  { name: 'number', type: 'INTEGER' },
  { name: 'waiting', type: 'INTEGER' },
  { name: 'searched', type: 'INTEGER' },
]

/** All columns of a kind's narrow table, own fields last, after `row`. */
export const columnsOfKind = (kind: AnyKind): Column[] => [
  ...systemColumns,
  ...Object.entries(kind.fields).flatMap(([name, field]) => columnsOfField(name, field.kind)),
]

/** What a kind's record is called, on one line. */
export const titleOf = (kind: AnyKind, state: Pick<RecordState, 'values'>): string =>
  (lineOf(kind.title(state.values)) ?? '').trim()

export interface RowExtras {
  title: string
  waiting: boolean
  searched: number
}

/** The values of a record in the order of `columnsOfKind`. */
export function rowValues(kind: AnyKind, rows: RowNumbers): (state: RecordState, extras: RowExtras) => SqlValue[] {
  const fields = Object.entries(kind.fields).map(([name, field]) => ({ name, ...fieldColumns[field.kind] }))
  const width = columnsOfKind(kind).length
  const id = (text: string | undefined) => (text === undefined || text === '' ? null : rows.of(text))
  return (state, { title, waiting, searched }) => {
    const own: SqlValue[] = [
      title === '' ? null : title,
      title === '' ? null : trSortKey(title, sortKeyLength),
      id(state.owner),
      id(state.team),
      id(state.parent?.id),
      state.archived ? 1 : 0,
      instantOf(state.createdAt),
      id(state.createdBy),
      instantOf(state.updatedAt),
      id(state.updatedBy),
      state.epoch,
      state.number,
      waiting ? 1 : 0,
      searched,
    ]
    const values = new Array<SqlValue>(width).fill(null)
    for (let i = 0; i < own.length; i++) values[i] = own[i] as SqlValue
    let at = own.length
    for (const { name, parts, write } of fields) {
      const value = state.values[name]
      if (value !== undefined) {
        const written = write(value, rows)
        for (let i = 0; i < parts.length; i++) values[at + i] = written[i] as SqlValue
      }
      at += parts.length
    }
    return values
  }
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const createTableSql = (table: string, columns: readonly Column[]): string =>
  `CREATE TABLE ${quoted(table)}(row INTEGER PRIMARY KEY, ${columns.map(columnSql).join(', ')})`

export const columnSql = ({ name, type }: Column): string => `${quoted(name)} ${type}`
