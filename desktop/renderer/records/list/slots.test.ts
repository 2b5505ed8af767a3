import { describe, expect, it } from 'vitest'
import { aroundSight, movedSlots } from './slots.ts'

describe('the elements that draw the places of a list', () => {
  it('stay with their places while it is scrolled by a little', () => {
    const before = movedSlots(undefined, { first: 0, last: 40 })
    const after = movedSlots(before, { first: 7, last: 47 })
    expect(20 - after.base).toBe(20 - before.base)
  })

  it('take on the rows of places far away', () => {
    const before = movedSlots(undefined, { first: 5, last: 45 })
    const after = movedSlots(before, { first: 90_000, last: 90_040 })
    expect(90_000 - after.base).toBe(5 - before.base)
    expect(90_040 - after.base).toBe(45 - before.base)
  })

  it('are some more than are on screen, within the list', () => {
    expect(aroundSight({ first: 100, last: 124 }, 200_000)).toEqual({ first: 92, last: 132 })
    expect(aroundSight({ first: 0, last: 24 }, 10)).toEqual({ first: 0, last: 9 })
    const { first, last } = aroundSight({ first: 0, last: 24 }, 0)
    expect(last).toBeLessThan(first)
  })
})
