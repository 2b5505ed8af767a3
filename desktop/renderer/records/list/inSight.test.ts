import { describe, expect, it, vi } from 'vitest'
import { around, createInSight } from './inSight.ts'

describe('the places on screen', () => {
  it('are told to who follows them, and only when they are others', () => {
    const inSight = createInSight({ first: 0, last: 20 })
    const told = vi.fn()
    const stop = inSight.follow(told)
    inSight.tell({ first: 0, last: 20 })
    inSight.tell({ first: 3, last: 23 })
    stop()
    inSight.tell({ first: 9, last: 29 })
    expect(told).toHaveBeenCalledTimes(1)
    expect(inSight.now()).toEqual({ first: 9, last: 29 })
  })

  it('are asked for with some before and behind them, the same ones for some steps of scrolling', () => {
    expect(around({ first: 0, last: 20 })).toEqual({ first: 0, last: 49 })
    expect(around({ first: 130, last: 152 })).toEqual({ first: 100, last: 199 })
    expect(around({ first: 149, last: 174 })).toEqual({ first: 100, last: 199 })
    expect(around({ first: 150, last: 175 })).toEqual({ first: 125, last: 224 })
  })
})
