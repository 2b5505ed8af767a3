import { expect, test } from 'vitest'
import { asExpected } from '../http/problem.ts'
import { asUnavailable, databaseTrouble, troubleError } from './away.ts'
import { createDatabaseHealth } from './databaseHealth.ts'

const withCode = (code: string) => Object.assign(new Error('duplicate key value: Ayşe Yılmaz'), { code })

test.each([
  ['ECONNREFUSED', 'database'],
  ['57P03', 'database'],
  ['25006', 'database'],
  ['53100', 'databaseFull'],
  ['53300', 'databaseBusy'],
  ['55P03', 'databaseBusy'],
  ['57014', 'databaseBusy'],
])('%s is told as %s, and callers may come again', (code, reason) => {
  expect(asExpected(withCode(code))).toMatchObject({
    code: 'server.unavailable',
    params: { reason, seconds: expect.any(Number) },
  })
})

test('what an entry did wrong is no trouble of the database', () => {
  for (const code of ['23505', '22001', 'P0001']) expect(databaseTrouble(withCode(code))).toBeUndefined()
  const own = troubleError('databaseBusy')
  expect(asUnavailable(own)).toBe(own)
  expect(databaseTrouble(own)).toBe('databaseBusy')
})

test('a change is told once, a full disk stays full while it is only read from, and ends after a while without a refusal', () => {
  let now = 0
  const health = createDatabaseHealth(() => now)
  const told: (string | undefined)[] = []
  health.onChange(({ trouble }) => told.push(trouble))
  for (let i = 0; i < 3; i++) health.failed(withCode('ECONNREFUSED'))
  health.worked()
  health.failed(withCode('23505'))
  health.failed(withCode('53100'))
  health.worked()
  expect(told).toEqual(['database', undefined, 'databaseFull'])
  now = 61_000
  health.worked()
  expect(told).toEqual(['database', undefined, 'databaseFull', undefined])
})
