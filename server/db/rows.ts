import { type AnyKind, customPrefix, isCustom, type Values } from '../../shared/entity.ts'
import type { RecordState } from '../../shared/record.ts'
import { trSortKey } from '../../shared/sortKey.ts'
import type { BulkColumn } from './bulk.ts'
import { type FieldCipher, type FieldColumns, fieldColumns, type Row } from './columns.ts'

/** The way between a kind's records and its table's rows; `kind` is the definition, own fields need not be in it. */
export interface RowForm {
  /** Every column that is written, in one order, for `insert into t (…) select … from jsonb_populate_recordset(null::t, …)`. */
  columns: string[]
  /** Those that `stateOf` looks at. */
  read: string[]
  /** All columns with their types, for bulk.ts. */
  typed: BulkColumn[]
  /** A row as plain JSON with all of `columns`. */
  rowOf: (company: string, state: RecordState) => Row
  /** The record in a row that the driver gave (`select *`, or at least `read`). */
  stateOf: (row: Row) => RecordState
}

const systemColumns: BulkColumn[] = [
  { name: 'company_id', type: 'uuid' },
  { name: 'id', type: 'uuid' },
  { name: 'epoch', type: 'int' },
  { name: 'number', type: 'bigint' },
  { name: 'owner_id', type: 'uuid' },
  { name: 'team_id', type: 'uuid' },
  { name: 'parent_kind', type: 'text' },
  { name: 'parent_id', type: 'uuid' },
  { name: 'archived', type: 'boolean' },
  { name: 'created_at', type: 'timestamptz(3)' },
  { name: 'created_by', type: 'uuid' },
  { name: 'updated_at', type: 'timestamptz(3)' },
  { name: 'updated_by', type: 'uuid' },
  { name: 'title', type: 'text' },
  { name: 'title_key', type: 'text' },
  { name: 'custom', type: 'jsonb' },
  { name: 'stubs', type: 'jsonb' },
]

/** What the table holds for finding and ordering: the record's own values say it too. */
const derived = new Set(['company_id', 'title', 'title_key'])

export function rowForm(kind: AnyKind, cipher?: FieldCipher): RowForm {
  const fields: [string, FieldColumns][] = Object.entries(kind.fields)
    .filter(([name]) => !isCustom(name))
    .map(([name, field]) => [name, fieldColumns(name, field, cipher)])
  const own = fields.flatMap(([, f]) => f.columns.filter(c => !c.generated))
  const typed: BulkColumn[] = [...systemColumns, ...own.map(({ name, type }) => ({ name, type }))]
  return {
    columns: typed.map(column => column.name),
    read: typed.map(column => column.name).filter(name => !derived.has(name)),
    typed,
    rowOf: (company, state) => {
      const title = kind.title(state.values)
      const row: Row = systemValues(company, state, title)
      for (const [name, f] of fields) f.write(row, state.values[name])
      return row
    },
    stateOf: row => {
      const values: Values = {}
      for (const [name, f] of fields) {
        const value = f.read(row)
        if (value !== undefined) values[name] = value
      }
      for (const [key, value] of Object.entries((row['custom'] ?? {}) as Values)) values[customPrefix + key] = value
      return { kind: kind.name, ...systemState(row), values }
    },
  }
}

function systemValues(company: string, state: RecordState, title: string) {
  const custom: Values = {}
  for (const [name, value] of Object.entries(state.values))
    if (isCustom(name)) custom[name.slice(customPrefix.length)] = value
  return {
    company_id: company,
    id: state.id,
    epoch: state.epoch,
    number: state.number,
    owner_id: state.owner ?? null,
    team_id: state.team ?? null,
    parent_kind: state.parent?.kind ?? null,
    parent_id: state.parent?.id ?? null,
    archived: state.archived,
    created_at: state.createdAt,
    created_by: state.createdBy,
    updated_at: state.updatedAt,
    updated_by: state.updatedBy,
    title,
    title_key: trSortKey(title),
    custom,
    stubs: state.stubs ?? null,
  }
}

/** What the driver gives is trusted to have the columns' types: the tables are made from the same list. */
interface SystemRow {
  id: string
  epoch: number
  number: number
  owner_id: string | null
  team_id: string | null
  parent_kind: string | null
  parent_id: string | null
  archived: boolean
  created_at: string
  created_by: string
  updated_at: string
  updated_by: string
  stubs: RecordState['stubs'] | null
}

function systemState(raw: Row): Omit<RecordState, 'kind' | 'values'> {
  const row = raw as unknown as SystemRow
  return {
    id: row.id,
    epoch: row.epoch,
    number: row.number,
    ...(row.owner_id === null ? {} : { owner: row.owner_id }),
    ...(row.team_id === null ? {} : { team: row.team_id }),
    ...(row.parent_kind === null || row.parent_id === null
      ? {}
      : { parent: { kind: row.parent_kind, id: row.parent_id } }),
    archived: row.archived,
    createdAt: row.created_at,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    ...(row.stubs === null ? {} : { stubs: row.stubs }),
  }
}
