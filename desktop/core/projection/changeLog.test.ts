import { expect, test } from 'vitest'
import { onlyDatabase } from '../testing/onlyDatabase.ts'
import { changeLogTable, createChangeLog, followChanges } from './changeLog.ts'

function open() {
  const database = onlyDatabase()
  database.write(() => database.sql.exec(changeLogTable))
  return { log: createChangeLog(database), follower: followChanges(database) }
}

const [customer, contact] = [1, 2]

test('rows that changed more than once are told once, together with those beside them', () => {
  const { log, follower } = open()
  log.rows(customer, [7, 8, 9])
  log.rows(contact, [8])
  log.rows(customer, [-2, 8, 9, 10, 20])
  expect(follower.read()).toEqual([
    { kind: customer, first: -2, last: -2 },
    { kind: customer, first: 7, last: 10 },
    { kind: customer, first: 20, last: 20 },
    { kind: contact, first: 8, last: 8 },
  ])
  expect(follower.read()).toEqual([])
})

test('many rows beside each other are told in stretches, each row once', () => {
  const { log, follower } = open()
  const rows = Array.from({ length: 1_200 }, (_, i) => i)
  for (let from = 0; from < 1_200; from += 200) log.rows(customer, rows.slice(from, from + 200))
  const told = follower.read() ?? []
  expect(told.length).toBeGreaterThan(1)
  expect(told.flatMap(({ first, last }) => rows.slice(first ?? 0, (last ?? 0) + 1))).toEqual(rows)
})

test('that a kind changed as a whole is told beside its rows', () => {
  const { log, follower } = open()
  log.rows(customer, [3])
  log.everything(customer)
  expect(follower.read()).toMatchObject([
    { kind: customer, first: null, last: null },
    { kind: customer, first: 3, last: 3 },
  ])
})
