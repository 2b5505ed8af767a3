import { type AnyKind, parentKinds } from '../../../shared/entity.ts'
import type { Kinds } from '../../../shared/kinds.ts'
import { rightsOf, seeCondition, type Viewer } from '../../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../../shared/record.ts'
import { childKinds } from '../../../shared/timeline.ts'
import { type KindTables, readKindTables } from '../projection/kindTables.ts'
import { quoted } from '../projection/narrowTable.ts'
import { idBytes, idText } from '../projection/rowNumbers.ts'
import type { Reader } from '../storage/database.ts'

/** A moment of a record that hangs on another, directly or by one in between. */
export interface Moment extends RecordKey {
  /** `createdAt` or a field. */
  moment: string
  /** Milliseconds since 1970. */
  at: number
}

export interface Asking {
  kinds: Kinds
  viewer: Viewer
  of: RecordKey
}

/** What hangs on a record, read from the narrow tables by their index on the parent; archived records are left out. */
export interface Related {
  /** Records of each kind that the viewer may see, kinds without any too. */
  counts(asking: Asking): Record<string, number>
  /** Newest first, at most `limit`, none later than `until`; of these kinds only. */
  moments(
    asking: Asking & { kinds: Kinds; of: RecordKey; sorts: ReadonlySet<string>; limit: number; until?: number },
  ): Moment[]
}

export function createRelated(database: Reader): Related {
  const row = (id: string) =>
    database.prepare('SELECT row FROM record_row WHERE id = ?').pluck().get(idBytes(id)) as number | undefined
  return {
    counts({ kinds, viewer, of }) {
      const tables = readKindTables(database)
      const parent = row(of.id)
      const entries = seen(kinds, viewer, of.kind).map(kind => {
        const table = tables.get(kind.name)
        if (!table || parent === undefined) return [kind.name, 0]
        const see = visible(viewer, kind, 'list')
        const sql = `SELECT count(*) FROM ${quoted(table.current.list)} list
          WHERE list.parent = ? AND list.archived = 0 AND ${see.sql}`
        return [
          kind.name,
          database
            .prepare(sql)
            .pluck()
            .get(parent, ...see.values),
        ]
      })
      return Object.fromEntries(entries) as Record<string, number>
    },

    moments({ kinds, viewer, of, sorts, limit, until = Number.MAX_SAFE_INTEGER }) {
      const tables = readKindTables(database)
      const parent = row(of.id)
      if (parent === undefined) return []
      const found: Moment[] = []
      const collect = (kind: AnyKind, from: string, where: string, values: (number | Buffer)[]): void => {
        for (const moment of kind.timeline ?? []) {
          const at = `list.${quoted(moment)}`
          const sql = `SELECT record_row.id AS id, ${at} AS at FROM ${from} JOIN record_row ON record_row.row = list.row
            WHERE ${where} AND list.archived = 0 AND ${at} <= ? ORDER BY ${at} DESC, record_row.id LIMIT ?`
          for (const one of database.prepare(sql).all(...values, until, limit) as { id: Buffer; at: number }[])
            found.push({ kind: kind.name, id: idText(one.id), moment, at: one.at })
        }
      }
      for (const child of seen(kinds, viewer, of.kind)) {
        const list = listOf(tables, child)
        const see = visible(viewer, child, 'list')
        if (list && sorts.has(child.name))
          collect(child, `${list} list`, `list.parent = ? AND ${see.sql}`, [parent, ...see.values])
        // What hangs on what hangs on it: a remark on a call, a file of a task.
        const between = visible(viewer, child, 'middle')
        for (const grandchild of list ? seen(kinds, viewer, child.name) : []) {
          const below = listOf(tables, grandchild)
          if (!below || !sorts.has(grandchild.name)) continue
          const seeBelow = visible(viewer, grandchild, 'list')
          const from = `${list} middle JOIN ${below} list ON list.parent = middle.row`
          const where = `middle.parent = ? AND middle.archived = 0 AND ${between.sql} AND ${seeBelow.sql}`
          collect(grandchild, from, where, [parent, ...between.values, ...seeBelow.values])
        }
      }
      return found.sort(byTime).slice(0, limit)
    },
  }
}

/** Newest first; what happened at the same time always in the same order. */
const byTime = (a: Moment, b: Moment): number =>
  b.at - a.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.moment < b.moment ? -1 : 1)

const seen = (kinds: Kinds, viewer: Viewer, kind: string): AnyKind[] =>
  childKinds(kinds, kind).filter(
    child => !child.internal && parentKinds(child).length > 0 && rightsOf(viewer, child.name).see !== 'none',
  )

const listOf = (tables: ReadonlyMap<string, KindTables>, kind: AnyKind): string | undefined => {
  const table = tables.get(kind.name)
  return table && quoted(table.current.list)
}

/** The rule's SQL face on a narrow table, whose owner and team are row numbers. */
function visible(viewer: Viewer, kind: AnyKind, table: string): { sql: string; values: Buffer[] } {
  const { sql, values } = seeCondition(viewer, kind.name, { owner: `${table}.owner`, team: `${table}.team` })
  return {
    sql: sql.replaceAll('?', '(SELECT row FROM record_row WHERE id = ?)'),
    values: values.map(value => idBytes(String(value))),
  }
}
