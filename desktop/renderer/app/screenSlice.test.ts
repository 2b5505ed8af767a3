import { expect, test } from 'vitest'
import { closed, hashChanged, opened, screenSlice, toggled } from './screenSlice.ts'

const { reducer, getInitialState } = screenSlice

test('a new address closes what lay over the old screen', () => {
  const open = reducer(getInitialState(), opened('palette'))
  expect(open.over).toBe('palette')
  expect(reducer(open, hashChanged('#/leads'))).toEqual({
    route: { screen: 'list', kind: 'lead', params: {} },
    over: undefined,
    hasFound: false,
  })
})

test('what a list writes into its own address while somebody types leaves the palette open', () => {
  const list = reducer(getInitialState(), hashChanged('#/leads'))
  const open = reducer(list, opened('palette'))
  const typed = reducer(open, hashChanged('#/leads?q=karanfil'))
  expect(typed).toMatchObject({ route: { params: { q: 'karanfil' } }, over: 'palette' })
})

test('the same shortcut opens and closes, and only one thing lies over the screen', () => {
  const palette = reducer(getInitialState(), toggled('palette'))
  const help = reducer(palette, toggled('help'))
  expect(help.over).toBe('help')
  expect(reducer(help, toggled('help')).over).toBeUndefined()
  expect(reducer(help, closed()).over).toBeUndefined()
})
