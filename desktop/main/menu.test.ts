import type * as Electron from 'electron'
import { expect, test } from 'vitest'
import { languages } from '../../shared/labels.ts'
import { type MenuActions, type MenuState, menuBar } from './menu.ts'
import { wordsIn } from './words.ts'

type Item = Electron.MenuItemConstructorOptions
const nothing = () => undefined
const actions: MenuActions = {
  search: nothing,
  shortcuts: nothing,
  newWindow: nothing,
  admin: nothing,
  about: nothing,
  quit: nothing,
}
const bar = (state: Partial<MenuState> = {}) =>
  menuBar({ words: wordsIn('tr'), isMac: false, isAdmin: false, isDevelopment: false, help: [], ...state }, actions)
const all = (items: Item[]): Item[] =>
  items.flatMap(item => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])])
const labels = (items: Item[]) => all(items).flatMap(({ type, label }) => (type === 'separator' ? [] : [label]))

test.each(languages)('every item has a word in %s, those of the system too', language => {
  for (const isMac of [true, false]) {
    const said = labels(bar({ words: wordsIn(language), isMac, isDevelopment: true }))
    expect(said.filter(label => !label || /^\w+\.\w+$/.test(label))).toEqual([])
    expect(said.length).toBeGreaterThan(20)
  }
})

test('no language borrows its menus from another', () => {
  const said = languages.map(language => labels(bar({ words: wordsIn(language) })).join('|'))
  expect(new Set(said).size).toBe(languages.length)
  expect(said[0]).toContain("Pergel'den çık")
  expect(said[2]).toContain('Rückgängig')
})

test('the administration window is offered to those who may run something', () => {
  const admin = (state: Partial<MenuState>) => all(bar(state)).find(({ id }) => id === 'admin')?.visible
  expect(admin({ isAdmin: false })).toBe(false)
  expect(admin({ isAdmin: true })).toBe(true)
})

test("the developer's tools are offered in development alone", () => {
  const roles = (state: Partial<MenuState>) => all(bar(state)).map(({ role }) => role)
  expect(roles({ isDevelopment: true })).toContain('toggleDevTools')
  expect(roles({})).not.toContain('toggleDevTools')
})

test('what parts of the app add stands under Help', () => {
  const help = bar({ help: [{ label: 'Look for updates' }] }).at(-1)
  expect(labels([help ?? {}])).toContain('Look for updates')
})

test('macOS has its own first menu, and there alone stand about and quit', () => {
  const [first, ...rest] = bar({ isMac: true })
  expect(all([first ?? {}]).map(({ id }) => id)).toEqual(expect.arrayContaining(['about', 'quit']))
  expect(all(rest).map(({ id }) => id)).not.toContain('quit')
})
