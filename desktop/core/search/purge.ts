import type { Database } from '../storage/database.ts'

/** Clears away what the search index still keeps of records that are gone. */
export interface Purge {
  /** About so many milliseconds of it, in the transaction under way; false: done. */
  some(tables: readonly string[], budgetMs: number): boolean
}

/**
 * A deleted search row is only marked; its words leave the file when segments are merged, and the list of words for
 * typing errors is then compared with what is left. `forget`: the words that are known to be listed may be no more.
 */
export function createPurge(database: Database, forget: () => void): Purge {
  let at: { merged: number; words: number } | undefined
  const nextWords = database.prepare('SELECT n, term FROM search_term WHERE n > ? ORDER BY n LIMIT 200').raw()
  const remove = database.prepare('DELETE FROM search_term WHERE n = ?')

  return {
    some(tables, budgetMs) {
      const started = performance.now()
      const isTimeUp = () => performance.now() - started > budgetMs
      at ??= { merged: 0, words: 0 }
      for (let table = tables[at.merged]; table !== undefined; table = tables[at.merged]) {
        if (!mergeSome(database, table)) at.merged++
        if (isTimeUp()) return true
      }
      for (;;) {
        const words = nextWords.all(at.words) as [number, string][]
        for (const [n, term] of words) {
          if (!tables.some(table => isIndexed(database, table, term))) remove.run(n)
          at.words = n
        }
        if (words.length === 0) break
        if (isTimeUp()) return true
      }
      at = undefined
      forget()
      return false
    },
  }
}

/** False when all of a table is one segment. A negative number puts all segments on one level, if they are not yet. */
function mergeSome(database: Database, table: string): boolean {
  const total = database.prepare('SELECT total_changes()').pluck()
  const before = Number(total.get())
  const merge = database.prepare(`INSERT INTO "${table}"("${table}", rank) VALUES ('merge', ?)`)
  merge.run(-200)
  // FTS5's own measure: fewer than two changes mean that there was nothing left to merge.
  return Number(total.get()) - before >= 2
}

function isIndexed(database: Database, table: string, term: string): boolean {
  return database.prepare(`SELECT 1 FROM "${table}" WHERE "${table}" MATCH ? LIMIT 1`).get(`"${term}"`) !== undefined
}
