import type { RecordKey, SyncedState } from '../../../shared/record.ts'
import type { Purge } from '../search/purge.ts'
import type { Database } from '../storage/database.ts'
import type { ChangeLog } from './changeLog.ts'
import { dropGeneration, type KindTables, saveKindTables } from './kindTables.ts'
import { quoted } from './narrowTable.ts'

/** Fills tables that are new or made anew from the copies, and clears away what search still keeps of gone records. */
export interface Fill {
  /** Works for about so many milliseconds in one transaction; false: nothing is left. Call between other work. */
  fillSome(budgetMs: number): boolean
  /**
   * After records were taken away or erased: merges the search index so that none of their words stays in the file.
   * Like `fillSome`, in slices.
   */
  purgeSome(budgetMs: number): boolean
}

interface FillOptions {
  database: Database
  tables(): KindTables[]
  copiesAfter(after: string, limit: number): readonly SyncedState[]
  fill(states: readonly SyncedState[]): void
  refill(keys: readonly RecordKey[]): void
  idOf(row: number): string | undefined
  log: ChangeLog
  purge: Purge
  /** Opens the tables again after a swap. */
  prepare(): void
}

const step = 50

export function createFill(options: FillOptions): Fill {
  const { database } = options
  return {
    fillSome: budgetMs =>
      database.write(() => {
        const started = performance.now()
        while (recover(options)) if (performance.now() - started > budgetMs) return true
        do {
          const open = options.tables().filter(({ fill }) => fill !== undefined)
          const after = open[0]?.fill
          if (after === undefined) return false
          const copies = options.copiesAfter(after, step)
          const last = copies.at(-1)?.id
          if (last === undefined) {
            finish(options, open)
            return false
          }
          const names = new Set(open.map(({ name }) => name))
          options.fill(copies.filter(({ kind }) => names.has(kind)))
          for (const table of open) {
            table.fill = last
            saveKindTables(database, table)
          }
        } while (performance.now() - started < budgetMs)
        return true
      }),
    purgeSome: budgetMs =>
      database.write(() =>
        options.purge.some(
          options.tables().flatMap(({ current, next }) => [current.search ?? [], next?.search ?? []].flat()),
          budgetMs,
        ),
      ),
  }
}

/** Search rows that an earlier version has left out: their narrow rows are written again. False: none is missing. */
function recover({ database, tables, refill, idOf }: FillOptions): boolean {
  const table = tables().find(({ pending }) => pending !== undefined)
  if (!table) return false
  const rows = database
    .prepare(`SELECT row FROM ${quoted(table.current.list)} WHERE row >= ? ORDER BY row LIMIT ${step}`)
    .pluck()
    .all(table.pending) as number[]
  const forget = database.prepare(`UPDATE ${quoted(table.current.list)} SET searched = NULL WHERE row = ?`)
  for (const row of rows) forget.run(row)
  refill(rows.map(row => ({ kind: table.name, id: idOf(row) ?? '' })))
  const last = rows.at(-1)
  if (last === undefined) delete table.pending
  else table.pending = last + 1
  database.prepare('UPDATE projection_kind SET pending = ? WHERE code = ?').run(table.pending ?? null, table.code)
  return last !== undefined
}

/** What only the outbox holds is in no copy, and is written now. Then new tables take the old ones' place. */
function finish({ database, refill, idOf, log, prepare }: FillOptions, open: readonly KindTables[]): void {
  for (const table of open) {
    const { next, current, name, code } = table
    const missing = next ? `row NOT IN (SELECT row FROM ${quoted(next.list)})` : 'number = 0'
    const rows = database
      .prepare(`SELECT row FROM ${quoted(current.list)} WHERE ${missing}`)
      .pluck()
      .all() as number[]
    refill(rows.map(row => ({ kind: name, id: idOf(row) ?? '' })))
    if (next) {
      table.current = next
      delete table.next
    }
    delete table.fill
    saveKindTables(database, table)
    log.everything(code)
    if (next) dropGeneration(database, current)
  }
  prepare()
}
