import type { AnyKind } from '../../../shared/entity.ts'
import { parentKinds } from '../../../shared/entity.ts'
import { searchTableSql, termTable } from '../search/searchIndex.ts'
import type { Database, Reader } from '../storage/database.ts'
import { changeLogTable } from './changeLog.ts'
import type { Column } from './columns.ts'
import { columnSql, columnsOfKind, createTableSql, projectionFormat, quoted } from './narrowTable.ts'
import { rowNumberTable } from './rowNumbers.ts'

/** The tables of one kind, made together. */
export interface Generation {
  list: string
  /** Absent for kinds that are not searched. */
  search?: string
  columns: Column[]
  /** Columns of fields that the kind does not have at present (an archived own field): rows written now lack them. */
  idle?: string[]
  /** What else than columns they were made from; another one means making them anew. */
  made: string
}

export interface KindTables {
  /** Number of the kind in this file. */
  code: number
  name: string
  current: Generation
  /** Built beside `current` after a change of definitions, then put in its place. */
  next?: Generation
  /** Records are still missing in `next` (or `current`): those with ids above this one. */
  fill?: string
  /** Search rows may be missing from this row on: an earlier version wrote them after the rows, and died between. */
  pending?: number
}

const kindTable = `CREATE TABLE IF NOT EXISTS projection_kind(
  code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, current TEXT NOT NULL, next TEXT, fill TEXT, pending INT) STRICT`

type Row = {
  code: number
  name: string
  current: string
  next: string | null
  fill: string | null
  pending: number | null
}

/** What the file has, by kind name. */
export function readKindTables(reader: Reader): Map<string, KindTables> {
  const rows = reader.prepare('SELECT code, name, current, next, fill, pending FROM projection_kind').all() as Row[]
  return new Map(
    rows.map(({ code, name, current, next, fill, pending }) => [
      name,
      {
        code,
        name,
        current: JSON.parse(current) as Generation,
        ...(next === null ? {} : { next: JSON.parse(next) as Generation }),
        ...(fill === null ? {} : { fill }),
        ...(pending === null ? {} : { pending }),
      },
    ]),
  )
}

/**
 * Makes the file's tables fit the kinds, inside the transaction under way: a new kind gets tables, a new field a column;
 * any other change gets tables beside the old ones. All of these are then to be filled from the copies.
 */
export function ensureKindTables(database: Database, kinds: readonly AnyKind[]): Map<string, KindTables> {
  for (const sql of [kindTable, rowNumberTable, changeLogTable, termTable]) database.sql.exec(sql)
  const tables = readKindTables(database)
  for (const kind of kinds) {
    const found = tables.get(kind.name)
    const wanted = { columns: columnsOfKind(kind), made: madeFrom(kind) }
    if (!found) {
      const code = 1 + Math.max(0, ...[...tables.values()].map(table => table.code))
      const current = create(database, kind, wanted, 1)
      tables.set(kind.name, { code, name: kind.name, current, fill: '' })
    } else adapt(database, kind, found, wanted)
  }
  // One walk over the copies fills them all.
  if ([...tables.values()].some(table => table.fill === ''))
    for (const table of tables.values()) if (table.fill !== undefined) table.fill = ''
  for (const table of tables.values()) saveKindTables(database, table)
  return tables
}

/** Leaves `pending` as it is; see fill.ts. */
export function saveKindTables(database: Database, { code, name, current, next, fill }: KindTables): void {
  database
    .prepare(
      `INSERT INTO projection_kind(code, name, current, next, fill) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT(code) DO UPDATE SET current = excluded.current, next = excluded.next, fill = excluded.fill`,
    )
    .run(code, name, JSON.stringify(current), next ? JSON.stringify(next) : null, fill ?? null)
}

export function dropGeneration(database: Database, { list, search }: Generation): void {
  database.sql.exec(`DROP TABLE ${quoted(list)}`)
  if (search) database.sql.exec(`DROP TABLE ${quoted(search)}`)
}

const madeFrom = (kind: AnyKind): string => {
  const searched = Object.entries(kind.fields).filter(([, field]) => field.search)
  return `${projectionFormat} ${searched.map(([name, field]) => `${name}:${field.search}`).join(' ')}`
}

function adapt(
  database: Database,
  kind: AnyKind,
  found: KindTables,
  wanted: Pick<Generation, 'columns' | 'made'>,
): void {
  const newest = found.next ?? found.current
  const has = new Map(newest.columns.map(column => [column.name, column.type]))
  const missing = wanted.columns.filter(({ name }) => !has.has(name))
  const changed = wanted.columns.some(({ name, type }) => has.has(name) && has.get(name) !== type)
  if (changed || newest.made !== wanted.made) {
    if (found.next) dropGeneration(database, found.next)
    found.next = create(database, kind, wanted, Number(newest.list.split('_').at(-1)) + 1)
    found.fill = ''
  } else if (missing.length > 0) {
    for (const column of missing)
      database.sql.exec(`ALTER TABLE ${quoted(newest.list)} ADD COLUMN ${columnSql(column)}`)
    newest.columns.push(...missing)
    found.fill = ''
  }
  const target = found.next ?? found.current
  const names = new Set(wanted.columns.map(({ name }) => name))
  if (target.idle?.some(name => names.has(name))) found.fill = ''
  target.idle = target.columns.map(({ name }) => name).filter(name => !names.has(name))
}

function create(
  database: Database,
  kind: AnyKind,
  { columns, made }: Pick<Generation, 'columns' | 'made'>,
  version: number,
): Generation {
  const list = `list_${kind.name}_${version}`
  database.sql.exec(createTableSql(list, columns))
  // What belongs to one parent is looked up by it; everything else is found in memory (lists/).
  if (parentKinds(kind).length > 0)
    database.sql.exec(`CREATE INDEX ${quoted(`${list}_parent`)} ON ${quoted(list)}(parent)`)
  if (!Object.values(kind.fields).some(field => field.search)) return { list, columns, made }
  const search = `search_${kind.name}_${version}`
  database.sql.exec(searchTableSql(search))
  return { list, search, columns, made }
}
