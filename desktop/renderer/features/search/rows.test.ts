import { expect, test } from 'vitest'
import { movedBy } from './rows.ts'

test('the arrows go round', () => {
  expect(movedBy('ArrowDown', 2, 3)).toBe(0)
  expect(movedBy('ArrowUp', 0, 3)).toBe(2)
})

test('a page stops at the ends', () => {
  expect(movedBy('PageDown', 1, 3)).toBe(2)
  expect(movedBy('PageUp', 1, 3)).toBe(0)
})

test('other keys and an empty list move nothing', () => {
  expect(movedBy('a', 0, 3)).toBeUndefined()
  expect(movedBy('ArrowDown', 0, 0)).toBeUndefined()
})
