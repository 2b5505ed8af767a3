import { expect, test } from 'vitest'
import type { SyncState } from '../../../core/api/functions.ts'
import {
  clockError,
  fileProblemOf,
  firstSyncProgress,
  isAllWell,
  isSpoilt,
  lastingFault,
  needsPerson,
} from './syncWords.ts'

const calm: SyncState = { connection: 'online', waiting: 4, refused: 0, clashes: 0 }

test('what only waits for the line does not call the person', () => {
  expect(needsPerson(calm)).toBe(false)
  expect(needsPerson({ ...calm, connection: 'offline' })).toBe(false)
})

test.each<Partial<SyncState>>([{ refused: 1 }, { clashes: 2 }, { connection: 'replaced' }, { connection: 'tooOld' }])(
  '%o calls the person',
  change => expect(needsPerson({ ...calm, ...change })).toBe(true),
)

test('all is well only where nothing waits, neither for the line nor for the person', () => {
  expect(isAllWell({ waiting: 0, refused: 0, clashes: 0 })).toBe(true)
  expect(isAllWell(calm)).toBe(false)
  expect(isAllWell({ waiting: 0, refused: 2, clashes: 0 })).toBe(false)
  expect(isAllWell({ waiting: 0, refused: 0, clashes: 1 })).toBe(false)
})

test('first sync tells its share and the time left', () => {
  expect(firstSyncProgress({ done: 25, total: 100, perSecond: 10 })).toEqual({ share: 0.25, secondsLeft: 8 })
})

test('first sync promises no time before anything has come', () => {
  expect(firstSyncProgress({ done: 0, total: 0, perSecond: 0 })).toEqual({ share: 0, secondsLeft: undefined })
})

test('more records than promised is not more than all', () => {
  expect(firstSyncProgress({ done: 120, total: 100, perSecond: 10 })).toEqual({ share: 1, secondsLeft: 0 })
})

test('a fault of the disk or the file calls the person whatever the line does, and only a spoilt file needs another one', () => {
  const full: SyncState = { ...calm, problem: { code: 'storage.full' } }
  expect([needsPerson(full), lastingFault({ code: 'storage.full' }), isSpoilt({ code: 'storage.full' })]).toEqual([
    true,
    'full',
    false,
  ])
  expect(isSpoilt({ code: 'storage.damaged' }) && isSpoilt({ code: 'storage.wrongKey' })).toBe(true)
  expect(fileProblemOf({ ...calm, problem: { code: 'network.offline' } })).toBeUndefined()
  expect(needsPerson({ ...calm, reason: 'databaseFull' })).toBe(true)
  expect(needsPerson({ ...calm, reason: 'unstable' })).toBe(false)
})

test.each([
  [12 * 60_000, { way: 'ahead', unit: 'minutes', count: 12 }],
  [-3 * 3_600_000, { way: 'behind', unit: 'hours', count: 3 }],
  [-400 * 86_400_000, { way: 'behind', unit: 'days', count: 400 }],
])('a clock that is off by %d ms is told as %o', (skew, told) => {
  expect(clockError(skew)).toEqual(told)
})
