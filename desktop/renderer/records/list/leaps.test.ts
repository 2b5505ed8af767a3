import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLeaps } from './leaps.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const table = () => {
  const marks: boolean[] = []
  const element = { scrollLeft: 0, toggleAttribute: (_: string, isMarked = false) => marks.push(isMarked) > 0 }
  return { element, marks, leaps: createLeaps(element) }
}

it('a table is marked from its first leap until the last one is over', () => {
  const { marks, leaps } = table()
  leaps.scrolled(true)
  vi.advanceTimersByTime(200)
  leaps.scrolled(true)
  vi.advanceTimersByTime(200)
  expect(marks).toEqual([true])
  vi.advanceTimersByTime(200)
  expect(marks).toEqual([true, false])
})

it('small steps do not mark it, nor leaps where it is scrolled sideways', () => {
  const { element, marks, leaps } = table()
  leaps.scrolled(false)
  element.scrollLeft = 40
  leaps.scrolled(true)
  expect(marks).toEqual([])
})

it('scrolled sideways, it is marked no longer at once', () => {
  const { element, marks, leaps } = table()
  leaps.scrolled(true)
  element.scrollLeft = 1
  leaps.scrolled(false)
  expect(marks).toEqual([true, false])
})
