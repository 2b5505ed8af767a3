import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Database } from '../storage/database.ts'
import { createProfile, type TestProfile } from '../storage/testing/subjects.ts'
import { createSearchIndex, searchTableSql, termTable } from './searchIndex.ts'
import { createSearchQueue, type SearchQueue } from './searchQueue.ts'

let profile: TestProfile
let database: Database
let queue: SearchQueue
beforeEach(() => {
  profile = createProfile()
  database = profile.open()
  database.sql.exec(`${termTable}; ${searchTableSql('leads')};
    CREATE TABLE projection_kind(code INTEGER PRIMARY KEY, pending INT);
    INSERT INTO projection_kind(code) VALUES (1)`)
  queue = createSearchQueue(database, createSearchIndex(database))
})
afterEach(() => {
  vi.useRealTimers()
  profile.remove()
})

const text = { text: 'isik', vocabulary: ['isik'] }
const add = (rows: number) =>
  database.write(() =>
    queue.add(
      1,
      'leads',
      Array.from({ length: rows }, (_, i) => ({ row: i + 1, text, isNew: true })),
    ),
  )
const readOnly = (on: boolean) => database.sql.pragma(`query_only = ${on ? 'ON' : 'OFF'}`)
const found = () => database.prepare("SELECT count(*) FROM leads WHERE leads MATCH 'isik'").pluck().get()
const pending = () => database.prepare('SELECT pending FROM projection_kind').pluck().get()

test.each([10, 1_000])('what a disk refuses of %d rows waits, and is found once it takes them', rows => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] })
  add(rows)
  readOnly(true)
  // More than any wait here; a throw would come out of it.
  vi.advanceTimersByTime(10_000)
  expect([queue.size, queue.has('leads', 1), pending(), found()]).toEqual([rows, true, 1, 0])
  readOnly(false)
  vi.advanceTimersByTime(10_000)
  expect([queue.size, queue.has('leads', 1), pending(), found()]).toEqual([0, false, null, rows])
})

test('whoever asks for what waits is told that the disk refuses it, and nothing is lost', () => {
  add(1_000)
  readOnly(true)
  expect(() => queue.flush()).toThrow(expect.objectContaining({ code: 'storage.readOnly' }))
  expect([queue.size, pending()]).toEqual([1_000, 1])
  readOnly(false)
  queue.flush()
  expect([queue.size, pending(), found()]).toEqual([0, null, 1_000])
})
