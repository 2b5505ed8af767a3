import { describe, expect, it } from 'vitest'
import { moveTo, nextCell, type Place } from './gridKeys.ts'

const bounds = { rows: 100, columns: 5, page: 20 }
const go = (key: string, at: Place, ctrl = false) => moveTo({ key, ctrl }, at, bounds)

describe('a row as a whole', () => {
  it('moves through the list, whose first and last row Home and End are', () => {
    const at = { row: 10, column: 0 }
    expect(go('ArrowDown', at)).toEqual({ row: 11, column: 0 })
    expect(go('PageUp', at)).toEqual({ row: 0, column: 0 })
    expect(go('End', at)).toEqual({ row: 99, column: 0 })
    expect(go('Home', at)).toEqual({ row: 0, column: 0 })
  })

  it('leads into its cells to the right', () => {
    expect(go('ArrowRight', { row: 3, column: 0 })).toEqual({ row: 3, column: 1 })
    expect(go('ArrowLeft', { row: 3, column: 0 })).toEqual({ row: 3, column: 0 })
  })
})

describe('a cell', () => {
  it('has the ends of its row by Home and End, those of the list with Ctrl', () => {
    const at = { row: 10, column: 2 }
    expect(go('Home', at)).toEqual({ row: 10, column: 0 })
    expect(go('End', at)).toEqual({ row: 10, column: 4 })
    expect(go('ArrowDown', at, true)).toEqual({ row: 99, column: 2 })
    expect(go('End', at, true)).toEqual({ row: 99, column: 4 })
  })

  it('is followed by the first of the next row, and the last one by nothing', () => {
    expect(nextCell({ row: 10, column: 3 }, 1, bounds)).toEqual({ row: 10, column: 4 })
    expect(nextCell({ row: 10, column: 4 }, 1, bounds)).toEqual({ row: 11, column: 1 })
    expect(nextCell({ row: 10, column: 1 }, -1, bounds)).toEqual({ row: 9, column: 4 })
    expect(nextCell({ row: 99, column: 4 }, 1, bounds)).toBeUndefined()
    expect(nextCell({ row: 0, column: 1 }, -1, bounds)).toBeUndefined()
  })
})

it('leaves other keys alone, and every key in an empty list', () => {
  expect(go('a', { row: 1, column: 1 })).toBeUndefined()
  expect(moveTo({ key: 'ArrowDown', ctrl: false }, { row: 0, column: 0 }, { ...bounds, rows: 0 })).toBeUndefined()
})
