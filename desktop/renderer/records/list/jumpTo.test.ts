import { expect, it } from 'vitest'
import { jumpTo } from './jumpTo.ts'

it('a typed position means the nearest row that there is, and no number means none', () => {
  const places = ['1', '120', '1.000', '-3', '0', '999999', '2,6'].map(typed => jumpTo(typed, 'tr', 1200))
  expect(places).toEqual([0, 119, 999, 0, 0, 1199, 2])
  expect(jumpTo('5', 'tr', 0)).toBe(0)
  expect(['abc', ''].map(typed => jumpTo(typed, 'tr', 1200))).toEqual([undefined, undefined])
})
