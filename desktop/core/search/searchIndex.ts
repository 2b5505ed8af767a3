import type { Database } from '../storage/database.ts'
import type { SearchText } from './searchText.ts'

/**
 * The index that search reads: one contentless FTS5 table per kind (its rowids are the narrow rows'), and the words
 * that all of them hold, for mistyped ones. Measured at 200,000 customers, with prefixes of three
 * letters besides: 175 bytes a record.
 */
export interface SearchIndex {
  put(table: string, row: number, text: SearchText, isNew: boolean): void
  remove(table: string, row: number): void
  /** Words may have been taken out of the list of words. */
  forgetTerms(): void
}

/** Numbers of words are never used twice, so that a reader sees which ones are new. */
export const termTable = `CREATE TABLE IF NOT EXISTS search_term(
  n INTEGER PRIMARY KEY AUTOINCREMENT, term TEXT NOT NULL UNIQUE) STRICT`

/** Two leaves fill a page of the file; of FTS5's usual 4,050 bytes only one fits beside its checksum (60 bytes a record). */
const leafBytes = 4000

/**
 * Segments of one level that are merged into one. Of a first copy of 100,000 FTS5's usual four write each row four times,
 * sixteen three times, these twice; searches take the same.
 */
const mergedAtOnce = 32

/**
 * Segments of one level at which a commit merges all of them itself. FTS5's usual 16 would be reached before it has begun
 * to merge them bit by bit, as it does with each commit: at 200,000 records some edit would hold core for over half a
 * second.
 */
const neverMore = 128

/**
 * `detail=none`: no phrases, half the room. Prefixes of one and two letters have lists of their own; longer ones begin few
 * words each.
 */
export const searchTableSql = (table: string): string =>
  `CREATE VIRTUAL TABLE "${table}" USING fts5(text, content='', contentless_delete=1, detail=none,
   tokenize="ascii tokenchars '#='", prefix='1 2');
   INSERT INTO "${table}"("${table}", rank) VALUES('pgsz', ${leafBytes});
   INSERT INTO "${table}"("${table}", rank) VALUES('automerge', ${mergedAtOnce});
   INSERT INTO "${table}"("${table}", rank) VALUES('crisismerge', ${neverMore})`

/** Every call belongs in a transaction, rows best in ascending order: FTS5 writes out what it holds at a step back. */
export function createSearchIndex(database: Database): SearchIndex {
  const addTerm = database.prepare('INSERT OR IGNORE INTO search_term(term) VALUES (?)')
  const known = new Set<string>()
  return {
    put(table, row, { text, vocabulary }, isNew) {
      if (!isNew) database.prepare(`DELETE FROM "${table}" WHERE rowid = ?`).run(row)
      if (text !== '') database.prepare(`INSERT INTO "${table}"(rowid, text) VALUES (?, ?)`).run(row, text)
      for (const term of vocabulary) {
        if (known.has(term)) continue
        addTerm.run(term)
        if (known.size >= knownTerms) known.clear()
        // Only once on disk, so that an undone transaction's words are written again.
        database.afterCommit(() => known.add(term))
      }
    },
    remove(table, row) {
      database.prepare(`DELETE FROM "${table}" WHERE rowid = ?`).run(row)
    },
    forgetTerms: () => known.clear(),
  }
}

const knownTerms = 30_000
