import { expect, test } from 'vitest'
import { groupPlaces } from './groupPlaces.ts'

const places = groupPlaces([
  { count: 3, isFolded: false },
  { count: 5, isFolded: true },
  { count: 2, isFolded: false },
])

test('every group has a header above its rows; a folded one has no rows', () => {
  expect(places.length).toBe(8)
  expect([0, 1, 2, 3, 4, 5, 6, 7].map(place => [places.groupAt(place), places.rowIn(place)])).toEqual([
    [0, -1],
    [0, 0],
    [0, 1],
    [0, 2],
    [1, -1],
    [2, -1],
    [2, 0],
    [2, 1],
  ])
  expect([places.headerOf(0), places.headerOf(1), places.headerOf(2), places.headerOf(3)]).toEqual([0, 4, 5, 8])
})

test('positions count records, folded ones too', () => {
  expect([0, 1, 3, 4, 5, 6, 7, 8].map(place => places.recordsBefore(place))).toEqual([0, 0, 2, 3, 8, 8, 9, 10])
})

test('a record is found where it stands, or at the header that it is folded under', () => {
  expect([0, 2, 3, 7, 8, 9].map(record => places.placeOf(record))).toEqual([1, 3, 4, 4, 6, 7])
})

test('no groups have no places', () => {
  const none = groupPlaces([])
  expect([none.length, none.recordsBefore(0), none.groupAt(0)]).toEqual([0, 0, 0])
})
