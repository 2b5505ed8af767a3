import type { Database } from '../storage/database.ts'

/**
 * The tables of sync, beside RxDB's in the same file. `outbox_touch` holds which records the open entries touch: rows
 * come with an entry and go when it is settled, refused or held, so that it stays small.
 */
export function openSyncTables(database: Database): void {
  database.write(() =>
    database.sql.exec(`
      CREATE TABLE IF NOT EXISTS outbox(
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, operation TEXT NOT NULL, state TEXT NOT NULL,
        epoch INT, number INT, answer TEXT, entry TEXT NOT NULL, changed INT NOT NULL) STRICT;
      CREATE INDEX IF NOT EXISTS outbox_unsettled ON outbox(state, seq) WHERE state <> 'settled';
      CREATE INDEX IF NOT EXISTS outbox_operation ON outbox(operation);
      CREATE INDEX IF NOT EXISTS outbox_undoes ON outbox(entry ->> '$.undoes') WHERE entry ->> '$.undoes' IS NOT NULL;
      CREATE TABLE IF NOT EXISTS outbox_touch(
        record TEXT NOT NULL, kind TEXT NOT NULL, seq INT NOT NULL, creates INT NOT NULL,
        PRIMARY KEY(record, kind, seq)) STRICT, WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS outbox_touch_seq ON outbox_touch(seq);
      CREATE TABLE IF NOT EXISTS sync_value(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS sync_load(
        kind TEXT PRIMARY KEY, place INT NOT NULL, mode TEXT NOT NULL, not_in TEXT,
        epoch INT NOT NULL, number INT NOT NULL, before TEXT, done INT NOT NULL, total INT) STRICT, WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS sync_opened(
        n INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, record TEXT NOT NULL, at TEXT NOT NULL) STRICT;
    `),
  )
}

/** Small values of sync that live in the file, as JSON. Reads and writes take part in the transaction around them. */
export interface SyncValues {
  get(name: string): unknown
  /** `undefined` removes it. */
  set(name: string, value: unknown): void
}

export function syncValues(database: Database): SyncValues {
  const get = database.prepare('SELECT value FROM sync_value WHERE name = ?').pluck()
  const put = database.prepare('INSERT OR REPLACE INTO sync_value(name, value) VALUES (?, ?)')
  const remove = database.prepare('DELETE FROM sync_value WHERE name = ?')
  return {
    get(name) {
      const text = get.get(name)
      return typeof text === 'string' ? JSON.parse(text) : undefined
    },
    set(name, value) {
      database.write(() => (value === undefined ? remove.run(name) : put.run(name, JSON.stringify(value))))
    },
  }
}
