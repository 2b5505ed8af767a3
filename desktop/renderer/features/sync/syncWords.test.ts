import { expect, test } from 'vitest'
import type { SyncState } from '../../../core/api/functions.ts'
import { firstSyncProgress, needsPerson } from './syncWords.ts'

const calm: SyncState = { connection: 'online', waiting: 4, refused: 0, clashes: 0 }

test('what only waits for the line does not call the person', () => {
  expect(needsPerson(calm)).toBe(false)
  expect(needsPerson({ ...calm, connection: 'offline' })).toBe(false)
})

test.each<Partial<SyncState>>([{ refused: 1 }, { clashes: 2 }, { connection: 'replaced' }, { connection: 'tooOld' }])(
  '%o calls the person',
  change => expect(needsPerson({ ...calm, ...change })).toBe(true),
)

test('first sync tells its share and the time left', () => {
  expect(firstSyncProgress({ done: 25, total: 100, perSecond: 10 })).toEqual({ share: 0.25, secondsLeft: 8 })
})

test('first sync promises no time before anything has come', () => {
  expect(firstSyncProgress({ done: 0, total: 0, perSecond: 0 })).toEqual({ share: 0, secondsLeft: undefined })
})

test('more records than promised is not more than all', () => {
  expect(firstSyncProgress({ done: 120, total: 100, perSecond: 10 })).toEqual({ share: 1, secondsLeft: 0 })
})
