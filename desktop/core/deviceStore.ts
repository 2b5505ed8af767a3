import type { Database } from './storage/database.ts'

/** What this device keeps for itself beside the records: recents, drafts, the history of records it opened. */
export interface DeviceStore {
  get(topic: Topic, key: string): unknown
  put(topic: Topic, key: string, value: unknown): void
  remove(topic: Topic, key: string): void
  /** Newest first. */
  newest(topic: Topic, limit: number): { key: string; value: unknown; at: number }[]
  /** Forgets all but the newest `keep`. */
  trim(topic: Topic, keep: number): void
}
export type Topic = 'draft' | 'recent' | 'history' | 'timeline' | 'kinds' | 'kept' | 'reminder' | 'news'

/** A plain table in the encrypted file: nothing here is replicated, so RxDB would add only its copies. */
export function createDeviceStore(database: Database, now: () => number): DeviceStore {
  database.sql.exec(`
    CREATE TABLE IF NOT EXISTS device(topic TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (topic, key)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS device_at ON device(topic, at)`)
  const run = (sql: string, ...values: (string | number)[]) =>
    database.write(() => void database.prepare(sql).run(...values))
  return {
    get(topic, key) {
      const row = database.prepare('SELECT value FROM device WHERE topic = ? AND key = ?').get(topic, key)
      return row === undefined ? undefined : JSON.parse((row as { value: string }).value)
    },
    put: (topic, key, value) =>
      run(
        'INSERT INTO device VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at',
        topic,
        key,
        JSON.stringify(value ?? null),
        now(),
      ),
    remove: (topic, key) => run('DELETE FROM device WHERE topic = ? AND key = ?', topic, key),
    newest: (topic, limit) =>
      database
        .prepare('SELECT key, value, at FROM device WHERE topic = ? ORDER BY at DESC, key LIMIT ?')
        .all(topic, limit)
        .map(row => {
          const { key, value, at } = row as { key: string; value: string; at: number }
          return { key, value: JSON.parse(value) as unknown, at }
        }),
    trim: (topic, keep) =>
      run(
        `DELETE FROM device WHERE topic = ? AND key IN
           (SELECT key FROM device WHERE topic = ? ORDER BY at DESC, key LIMIT -1 OFFSET ?)`,
        topic,
        topic,
        keep,
      ),
  }
}
