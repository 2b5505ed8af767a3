import { expect, it } from 'vitest'
import { secondsLeft, shareOf } from './fileWords.ts'

it('time left is said only where it is known', () => {
  expect(secondsLeft({ done: 50, size: 100, perSecond: 10 })).toBe(5)
  expect(secondsLeft({ done: 50, size: 100, perSecond: 0 })).toBeUndefined()
  expect(secondsLeft({ done: 100, size: 100, perSecond: 10 })).toBeUndefined()
  expect([shareOf({ done: 0, size: 0 }), shareOf({ done: 25, size: 100 })]).toEqual([1, 0.25])
})
