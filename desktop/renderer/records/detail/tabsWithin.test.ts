import { expect, test } from 'vitest'
import { tabsWithin } from './tabsWithin.ts'

const names = ['general', 'timeline', 'notes', 'files', 'history']
const widths = new Map(names.map(name => [name, 100]))
const within = (room: number, selected = 'general', known: ReadonlyMap<string, number> = widths) =>
  tabsWithin({ room, widths: known, names, selected })

test('all stand in a row that has room for them', () => {
  expect(within(500)).toEqual(names)
})

test('the first ones stand in a narrower row, with room for the menu of the others', () => {
  expect(within(499)).toEqual(['general', 'timeline', 'notes', 'files'])
  expect(within(435)).toEqual(['general', 'timeline', 'notes'])
})

test('the selected one stands there wherever it is, in its order', () => {
  expect(within(340, 'history')).toEqual(['general', 'timeline', 'history'])
  expect(within(20, 'files')).toEqual(['files'])
})

test('all stand there until each has been measured', () => {
  expect(within(200, 'general', new Map([['general', 100]]))).toEqual(names)
})
