import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import { type Database, openDatabase } from '../storage/database.ts'
import { createProfile, type TestProfile } from '../storage/testing/subjects.ts'
import { createRowNumbers, rowNumberTable } from './rowNumbers.ts'

let profile: TestProfile
let database: Database
beforeEach(() => {
  profile = createProfile()
  database = openDatabase(profile)
  database.sql.exec(rowNumberTable)
})
afterEach(() => {
  database.close()
  profile.remove()
})

describe('a number that was made in a transaction which is undone', () => {
  const undone = (fn: () => void): void => {
    expect(() =>
      database.write(() => {
        fn()
        throw new Error('undone')
      }),
    ).toThrow('undone')
  }

  test('is forgotten, also where it was asked for twice', () => {
    const rows = createRowNumbers(database)
    const id = uuidv7()
    undone(() => {
      rows.of(id)
      rows.of(id)
    })
    const row = database.write(() => rows.of(id))
    expect(rows.find(id)).toBe(row)
  })

  test('is forgotten, also where a record was given it and another one refers to it', () => {
    const rows = createRowNumbers(database)
    const id = uuidv7()
    undone(() => {
      rows.allocate([id], 1, 'loading')
      rows.of(id)
    })
    const row = database.write(() => rows.of(id))
    expect(rows.find(id)).toBe(row)
  })

  test('is forgotten where only the inner part was undone', () => {
    const rows = createRowNumbers(database)
    const [id, other] = [uuidv7(), uuidv7()]
    database.write(() => {
      undone(() => {
        rows.of(id)
        rows.of(id)
      })
      rows.of(other)
    })
    expect(rows.find(id)).toBeUndefined()
    expect(database.write(() => rows.of(id))).toBe(rows.find(id))
    expect(rows.of(other)).toBe(rows.find(other))
  })
})

test('a record that is asked for twice at once has one number', () => {
  const rows = createRowNumbers(database)
  const [id, other] = [uuidv7(), uuidv7()]
  const given = database.write(() => rows.allocate([id, other, id], 1, 'live'))
  expect(given.map(({ row }) => row)).toEqual([given[0]?.row, given[1]?.row, given[0]?.row])
  expect(given[2]?.isNew).toBe(false)
})
