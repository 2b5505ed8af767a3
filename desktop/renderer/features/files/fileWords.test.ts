import { expect, it } from 'vitest'
import { secondsLeft, shareOf, sizeOf } from './fileWords.ts'

it('a size has at most two figures that matter below ten', () => {
  expect([0, 999, 1000, 1250, 48_213, 1_234_567, 5_000_000_000, 12_000_000_000_000].map(sizeOf)).toEqual([
    { value: 0, unit: 'b' },
    { value: 999, unit: 'b' },
    { value: 1, unit: 'kb' },
    { value: 1.3, unit: 'kb' },
    { value: 48, unit: 'kb' },
    { value: 1.2, unit: 'mb' },
    { value: 5, unit: 'gb' },
    { value: 12_000, unit: 'gb' },
  ])
})

it('time left is said only where it is known', () => {
  expect(secondsLeft({ done: 50, size: 100, perSecond: 10 })).toBe(5)
  expect(secondsLeft({ done: 50, size: 100, perSecond: 0 })).toBeUndefined()
  expect(secondsLeft({ done: 100, size: 100, perSecond: 10 })).toBeUndefined()
  expect([shareOf({ done: 0, size: 0 }), shareOf({ done: 25, size: 100 })]).toEqual([1, 0.25])
})
