import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fits, type Shortcut } from './shortcuts.ts'

/** As far as shortcuts look at an element: what it stands in. */
class Standing {
  readonly within: string
  constructor(within = '') {
    this.within = within
  }
  closest = (selector: string) => (selector.includes(this.within || 'nothing') ? this : null)
  matches = () => false
}
beforeEach(() => {
  vi.stubGlobal('Element', Standing)
  vi.stubGlobal('HTMLElement', Standing)
})
afterEach(() => vi.unstubAllGlobals())

const pressed = (shortcut: Omit<Shortcut, 'run'>, within?: string) =>
  fits(
    { ...shortcut, run: () => undefined },
    {
      ...{ key: 'Enter', ctrlKey: true, metaKey: false, shiftKey: false },
      target: new Standing(within) as unknown as EventTarget,
    },
  )

test('a shortcut that leads to what is behind a dialog does not fit in one', () => {
  const shortcut = { key: 'Enter', ctrl: true, notInDialog: true }
  expect(pressed(shortcut)).toBe(true)
  expect(pressed(shortcut, 'role=dialog')).toBe(false)
  expect(pressed({ key: 'Enter', ctrl: true }, 'role=dialog')).toBe(true)
})
