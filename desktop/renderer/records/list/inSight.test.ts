import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { around, createInSight, followWanted, type Places } from './inSight.ts'

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

describe('the places to have rows for', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const places = (first: number): Places => ({ first, last: first + 20 })
  const following = ({ isHere = false } = {}) => {
    const inSight = createInSight(places(0))
    const told: string[] = []
    const answers = new Map<number, () => void>()
    followWanted(
      inSight,
      { current: around(places(0)) },
      {
        want: ({ first, last }) => void told.push(`want ${first}-${last}`),
        ask: ({ first }) => {
          if (isHere) return undefined
          told.push(`ask ${first}`)
          return new Promise<void>(resolve => void answers.set(first, resolve))
        },
        come: ({ first }) => void told.push(`come ${first}`),
      },
    )
    return { inSight, told, answer: async (first: number) => await answers.get(first)?.() }
  }

  it('are wanted at once where they are near', () => {
    const { inSight, told } = following()
    inSight.tell(places(100))
    expect(told).toEqual(['want 75-149'])
  })

  it('are asked for at a jump and wanted when their rows are here, those around them after', async () => {
    const { inSight, told, answer } = following()
    inSight.tell(places(5000))
    expect(told).toEqual(['ask 5000'])
    await answer(5000)
    expect(told).toEqual(['ask 5000', 'come 5000'])
    vi.advanceTimersByTime(1000)
    expect(told.slice(2)).toEqual(['want 4975-5049'])
  })

  it('are wanted at once at a jump to rows that are here', () => {
    const { inSight, told } = following({ isHere: true })
    inSight.tell(places(5000))
    expect(told).toEqual(['want 5000-5020'])
  })

  it('do not go back to those of a jump whose rows come late', async () => {
    const { inSight, told, answer } = following()
    inSight.tell(places(5000))
    vi.advanceTimersByTime(1000)
    inSight.tell(places(9000))
    await answer(9000)
    await answer(5000)
    expect(told).toEqual(['ask 5000', 'want 4975-5049', 'ask 9000', 'come 9000'])
  })
})
