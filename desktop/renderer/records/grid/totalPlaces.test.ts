import { describe, expect, it } from 'vitest'
import { totalPlaces } from './totalPlaces.ts'

const lira = '12.345.000,00 ₺'
const dollar = '3.533.000,00 $'
const euro = '21.951.000,00 €'

describe('totalPlaces', () => {
  it('shows all totals on one line where they fit', () => {
    expect(totalPlaces([lira], 60, 1)).toEqual({ shown: 1, lines: 1 })
    expect(totalPlaces([lira, dollar], 300, 1)).toEqual({ shown: 2, lines: 1 })
    expect(totalPlaces([], 60, 3)).toEqual({ shown: 0, lines: 1 })
  })
  it('leaves out whole totals on a single line, never the first', () => {
    expect(totalPlaces([lira, dollar], 180, 1)).toEqual({ shown: 1, lines: 1 })
    expect(totalPlaces([lira, dollar], 140, 1)).toEqual({ shown: 1, lines: 2 })
    expect(totalPlaces([lira, dollar, euro], 290, 1)).toEqual({ shown: 2, lines: 1 })
    expect(totalPlaces([lira, dollar, euro], 40, 1)).toEqual({ shown: 1, lines: 2 })
  })
  it('puts them under each other where there are lines, and keeps the last for what is left', () => {
    expect(totalPlaces([lira, dollar, euro], 140, 3)).toEqual({ shown: 3, lines: 3 })
    expect(totalPlaces([lira, dollar, euro, lira], 140, 3)).toEqual({ shown: 2, lines: 3 })
  })
})
