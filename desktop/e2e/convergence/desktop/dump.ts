import type { Kinds } from '../../../../shared/kinds.ts'
import { viewKey } from '../../../../shared/permissions/viewer.ts'
import { canonicalJson } from '../../../../shared/value.ts'
import { readKindTables } from '../../../core/projection/kindTables.ts'
import { columnsOfKind, quoted, rowValues, titleOf } from '../../../core/projection/narrowTable.ts'
import { idText, readRowNumbers } from '../../../core/projection/rowNumbers.ts'
import { tableName } from '../../../core/storage/collectionTable.ts'
import { openReader, type Reader } from '../../../core/storage/database.ts'
import { recordsName } from '../../../core/sync/records.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { DesktopState, Dump, OutboxLine, Position } from '../orders.ts'

/** Where the desktop stands, by its own state and its file. */
export function stateOf(work: Workspace, reader: Reader): DesktopState {
  const { connection, problem, waiting } = work.sync.state()
  const sight = value(reader, 'sight') as { view: string; partial?: true } | undefined
  return {
    connection,
    problem: problem && `${problem.code} ${JSON.stringify(problem.params ?? {})}`,
    waiting,
    position: positionOf(reader),
    loading: reader.prepare('SELECT kind FROM sync_load').pluck().all().map(String),
    isPartial: sight?.partial === true,
    view: sight?.view,
    isFilling: [...readKindTables(reader).values()].some(table => table.fill !== undefined || table.next !== undefined),
  }
}

/** Everything at one moment: no turn of the event loop lies between its reads, and only this process writes. */
export function dumpOf(work: Workspace, reader: Reader): Dump {
  // Slices of a load are committed together, and core alone sees those that are not yet. Any other write commits them.
  work.device.remove('recent', '')
  const copies = copiesOf(reader)
  const state = stateOf(work, reader)
  return {
    ...state,
    copies,
    outbox: reader.prepare('SELECT id, seq, state, number FROM outbox ORDER BY seq').all() as OutboxLine[],
    heads: (value(reader, 'heads') as Position[] | undefined) ?? [],
    wrong: isBetween(work, state) ? [] : wrongRows(work, reader, copies),
    integrity: integrityOf(reader),
  }
}

/** Lists follow in steps where tables are filled, or where another view's records are being taken away. */
const isBetween = (work: Workspace, { isFilling, isPartial, view }: DesktopState): boolean => {
  const viewer = work.sync.viewer()
  return isFilling || isPartial || (viewer !== undefined && viewKey(viewer) !== view)
}

/**
 * Without the search index: on a connection that stays open its check compares with what it remembers of an earlier
 * moment (its queries look anew). `integrityOfFile` checks that too.
 */
const integrityOf = (reader: Reader): string =>
  String(reader.sql.pragma('integrity_check("rx:records:0")', { simple: true }))

/** Of the whole file, by a connection of its own. */
export function integrityOfFile(settings: { file: string; key: Buffer }): string {
  const reader = openReader(settings)
  try {
    return String(reader.sql.pragma('integrity_check', { simple: true }))
  } finally {
    reader.close()
  }
}

/** Ids of a kind's narrow rows, in order. */
export function idsIn(reader: Reader, kind: string): string[] {
  const table = readKindTables(reader).get(kind)
  if (!table) return []
  const sql = `SELECT id FROM ${quoted(table.current.list)} list JOIN record_row ON record_row.row = list.row ORDER BY id`
  return reader
    .prepare(sql)
    .pluck()
    .all()
    .flatMap(id => (Buffer.isBuffer(id) ? [idText(id)] : []))
}

const value = (reader: Reader, name: string): unknown => {
  const text = reader.prepare('SELECT value FROM sync_value WHERE name = ?').pluck().get(name)
  return typeof text === 'string' ? JSON.parse(text) : undefined
}

type Row = { id: string; data: string }
const table = tableName(recordsName, 0)

function positionOf(reader: Reader): Position | undefined {
  const rows = reader.prepare(`SELECT id, data FROM ${table} WHERE id < '0'`).all() as Row[]
  const heads = rows.map(({ data }) => JSON.parse(data) as Position)
  const last = heads.sort((a, b) => a.epoch - b.epoch || a.number - b.number).at(-1)
  return last && { epoch: last.epoch, number: last.number, hash: last.hash }
}

function copiesOf(reader: Reader): Record<string, string> {
  const rows = reader.prepare(`SELECT id, data FROM ${table} WHERE id >= '0' AND deleted = 0`).all() as Row[]
  return Object.fromEntries(
    rows.map(({ id, data }) => {
      // What RxDB notes for itself is no part of the record.
      const { _meta, ...state } = JSON.parse(data) as Record<string, unknown>
      return [id, canonicalJson({ ...state, id })]
    }),
  )
}

/** Narrow rows that are not what the projection of copy and outbox gives, are missing, or should not be there. */
function wrongRows(work: Workspace, reader: Reader, copies: Record<string, string>): string[] {
  const wrong: string[] = []
  const numbers = readRowNumbers(reader)
  const tables = readKindTables(reader)
  const kinds: Kinds = work.kinds()
  const idsByKind = new Map<string, Set<string>>()
  const note = (kind: string, id: string): void => void (idsByKind.get(kind) ?? set(idsByKind, kind)).add(id)
  for (const [id, text] of Object.entries(copies)) note((JSON.parse(text) as { kind: string }).kind, id)
  for (const { kind, record } of reader.prepare('SELECT kind, record FROM outbox_touch').all() as {
    kind: string
    record: string
  }[])
    note(kind, record)
  for (const kind of kinds.all) {
    const list = tables.get(kind.name)?.current.list
    if (!list) continue
    const rows = new Map(
      (
        reader
          .prepare(`SELECT id, list.* FROM ${quoted(list)} list JOIN record_row ON record_row.row = list.row`)
          .all() as {
          id: Buffer
          [column: string]: unknown
        }[]
      ).map(row => [idText(row.id), row]),
    )
    const columns = columnsOfKind(kind).map(column => column.name)
    const valuesOf = rowValues(kind, numbers)
    for (const id of new Set([...rows.keys(), ...(idsByKind.get(kind.name) ?? [])])) {
      const shown = work.shownWithState({ kind: kind.name, id })
      const row = rows.get(id)
      if (!shown && !row) continue
      if (!shown || !row) {
        wrong.push(`${kind.name} ${id} ${row ? 'is listed and not shown' : 'is shown and not listed'}`)
        continue
      }
      const due = valuesOf(shown.state, {
        title: titleOf(kind, shown.state),
        waiting: shown.waiting,
        searched: Number(row['searched']),
      })
      const differing = columns.flatMap((name, i) => {
        const [is, should] = [JSON.stringify(row[name] ?? null), JSON.stringify(due[i] ?? null)]
        // What hangs on a record and is not at the server yet shows its parent's key as it was when it was made.
        const isBorrowed = (name === 'owner' || name === 'team') && shown.waiting && kind.parents && !(id in copies)
        return is === should || isBorrowed ? [] : [`${name} ${is} and not ${should}`]
      })
      if (differing.length > 0) wrong.push(`${kind.name} ${id} lists ${differing.join(', ')}`)
    }
  }
  return wrong
}

function set(map: Map<string, Set<string>>, key: string): Set<string> {
  const made = new Set<string>()
  map.set(key, made)
  return made
}
