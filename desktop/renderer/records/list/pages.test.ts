import { expect, it } from 'vitest'
import { leapPage, placeIn, rowIn, seenUpTo } from './pages.ts'

const page = (from: number, count: number, next?: string) => ({
  ...{ from, rows: Array.from({ length: count }, (_, at) => ({ id: `row ${from + at}` })) },
  ...(next === undefined ? {} : { next }),
})

it('the rows of a leap stand at their places, whichever pages these are on', () => {
  const pages = new Map([
    ['0', page(0, 50, 'more')],
    [leapPage, page(1040, 21, 'more')],
  ])
  const places = [3, 1039, 1040, 1050, 1060, 1061]
  expect(places.map(place => rowIn(pages, place)?.id)).toEqual([
    ...['row 3', undefined, 'row 1040', 'row 1050', 'row 1060', undefined],
  ])
  expect(placeIn(pages, 'row 1050')).toBe(1050)
  expect(placeIn(pages, 'row 9')).toBe(9)
  expect(placeIn(pages, 'row 700')).toBeUndefined()
})

it('a page goes before the rows of a leap that it holds', () => {
  const pages = new Map([
    [leapPage, page(1040, 21, 'more')],
    ['20', { from: 1000, rows: page(2000, 50).rows }],
  ])
  expect(rowIn(pages, 1045)?.id).toBe('row 2045')
  expect(rowIn(pages, 1055)?.id).toBe('row 1055')
})

it('a list is known to be as long as what has been seen of it, and longer by one where more follows', () => {
  expect(seenUpTo(new Map())).toBe(0)
  expect(seenUpTo(new Map([['0', page(0, 50, 'more')]]))).toBe(51)
  const ends = new Map([
    ['0', page(0, 50, 'more')],
    [leapPage, page(95, 5)],
  ])
  expect(seenUpTo(ends)).toBe(100)
})
