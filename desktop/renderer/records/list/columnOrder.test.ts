import { expect, test } from 'vitest'
import { moved, type PlacedColumn, placed } from './columnOrder.ts'

const columns = (text: string): PlacedColumn[] =>
  text.split(' ').map(name => ({ name: name.replace('*', ''), isPinned: name.endsWith('*') }))
const text = (all: PlacedColumn[]) => all.map(({ name, isPinned }) => name + (isPinned ? '*' : '')).join(' ')

test('pinned columns stand before the others', () => {
  expect(text(placed(columns('a b* c d*')))).toBe('b* d* a c')
})

test.each([
  ['a b c d', 'a', 'c', 'b c a d'],
  ['a b c d', 'd', 'b', 'a d b c'],
  ['a b', 'a', 'a', 'a b'],
  ['a b', 'a', 'x', 'a b'],
  // Among pinned ones it is pinned, and let go among the others.
  ['p* a b', 'b', 'p', 'b* p* a'],
  ['p* a b', 'p', 'b', 'a b p'],
])('of %s, %s put at %s gives %s', (before, name, to, after) => {
  expect(text(moved(columns(before), name, to))).toBe(after)
})
