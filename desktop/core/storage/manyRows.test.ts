import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { insertRows, selectRows } from './manyRows.ts'
import { createProfile, type TestProfile } from './testing/subjects.ts'

let profile: TestProfile
let database: Database
beforeEach(() => {
  profile = createProfile()
  database = profile.open()
  database.sql.exec('CREATE TABLE thing(id BLOB PRIMARY KEY, n INT)')
})
afterEach(() => profile.remove())

const text = (n: number): string => `id-${String(n).padStart(4, '0')}`
const bytes = (n: number): Buffer => Buffer.from([n >> 8, n & 0xff, 1])

test.each<[string, (n: number) => string | Buffer]>([
  ['text', text],
  ['bytes', bytes],
])('of many ids in any order, as %s, those that are here are found', (_, idOf) => {
  // Blocks that are wholly here, partly here, not here with others between, and not here at all.
  const here = [...Array.from({ length: 40 }, (_, i) => i), 60, 99, 101, 300]
  insertRows(database, 'INSERT INTO thing(id, n)', ['?', '?'])(here.map(n => [idOf(n), n]))
  const find = selectRows(database, 'SELECT id, n FROM thing', 'id')
  const numbers = (asked: number[]) => find(asked.map(n => idOf(n))).map(row => Number((row as [unknown, number])[1]))
  const asked = Array.from({ length: 210 }, (_, i) => 299 - i).filter(n => n !== 100)
  expect(numbers(asked).sort((a, b) => a - b)).toEqual([99, 101])
  expect(numbers([...asked, ...here].reverse()).sort((a, b) => a - b)).toEqual([...here, 99, 101].sort((a, b) => a - b))
  expect(numbers([])).toEqual([])
})
