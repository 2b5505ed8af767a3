import { expect, test } from 'vitest'
import type { SavedView } from './savedView.ts'
import { reordered, tabsOf } from './tabs.ts'

const view = (id: string, position?: number) => ({ id, name: id, position }) as SavedView
const views = [view('a', 1), view('b', 2), view('c'), view('d')]
const memory = { last: undefined, order: [], pins: {} }
const ids = (found: readonly SavedView[]) => found.map(({ id }) => id).join('')

test('tabs are the views with a place, and the one that is shown', () => {
  expect(ids(tabsOf(views, memory, undefined))).toBe('ab')
  expect(ids(tabsOf(views, memory, views[3]))).toBe('abd')
})

test('each person may put tabs up, take them down and order them', () => {
  expect(ids(tabsOf(views, { ...memory, pins: { a: false, c: true } }, undefined))).toBe('bc')
  expect(ids(tabsOf(views, { ...memory, order: ['b'] }, undefined))).toBe('ba')
  expect(reordered(views, 'a', 'c')).toEqual(['b', 'c', 'a', 'd'])
  expect(reordered(views, 'd', 'a')).toEqual(['d', 'a', 'b', 'c'])
})
