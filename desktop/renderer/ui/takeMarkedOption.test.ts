import type { KeyboardEvent } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { markedOption, takeInSelect, takeMarkedOption } from './takeMarkedOption.ts'

afterEach(() => vi.unstubAllGlobals())

test('Enter takes the marked option, or the first one where what is typed has just been answered', () => {
  const { press, taken, mark } = field(['Deniz', 'Derya'])
  press('d')
  press('Enter')
  mark('Derya')
  press('Enter')
  expect(taken).toEqual(['Deniz', 'Derya'])
})

test('while what is typed has no answer yet Enter takes none of the older options and submits nothing', () => {
  const { press, taken, mark, input } = field(['Deniz', 'Derya'], { isBusy: true })
  press('x')
  expect(press('Enter').isKept).toBe(true)
  mark('Derya')
  expect(press('Enter').isKept).toBe(true)
  expect(markedOption(input)).toBeUndefined()
  expect(taken).toEqual([])
})

test('a closed list leaves Enter to the form, busy or not', () => {
  const { press } = field([], { isBusy: true, isClosed: true })
  expect(press('Enter').isKept).toBe(false)
})

test('what is held and typed once more is kept, whichever option is marked', () => {
  const { press, taken, mark, input, refocused } = field(['Deniz', 'Derya'], { held: 'Derya' })
  mark('Deniz')
  input.value = 'Derya'
  press('a')
  press('Enter')
  expect(refocused()).toBe(1)
  mark('Derya')
  input.value = 'der'
  press('r')
  press('Enter')
  expect(refocused()).toBe(2)
  expect(taken).toEqual([])
})

test('an arrow after the held value marks another one on purpose', () => {
  const { press, taken, mark, input } = field(['Deniz', 'Derya'], { held: 'Derya' })
  input.value = 'Derya'
  press('a')
  press('ArrowUp')
  mark('Deniz')
  press('Enter')
  expect(taken).toEqual(['Deniz'])
})

test('an emptied Select gives up what it holds by Enter, or as it is left; one that only chooses, by Delete', () => {
  for (const way of ['Enter', 'Tab']) {
    const { press, taken, mark, input, cleared } = field(['Deniz', 'Derya'], { held: 'Derya', takes: takeInSelect })
    mark('Deniz')
    input.value = ''
    press('ArrowDown')
    expect(cleared()).toBe(0)
    press('Backspace')
    expect(press(way).isKept).toBe(way === 'Enter')
    expect([cleared(), taken]).toEqual([1, []])
  }
  const { press, input, cleared } = field(['Deniz'], { held: 'Deniz', takes: takeInSelect })
  Object.assign(input, { readOnly: true, value: 'Deniz' })
  press('Delete')
  expect(cleared()).toBe(1)
})

test('a Select that must hold something, emptied, takes what is marked', () => {
  const { press, taken, mark, input } = field(['Deniz'], { held: 'Deniz', takes: takeInSelect, isRequired: true })
  mark('Deniz')
  input.value = ''
  press('Backspace')
  press('Enter')
  expect(taken).toEqual(['Deniz'])
})

test('Enter in a Select that was only opened means what it holds, whatever its input says yet', () => {
  for (const value of ['Derya', '']) {
    const { press, taken, mark, input } = field(['Deniz', 'Derya'], { held: 'Derya', takes: takeInSelect })
    input.value = value
    expect(press('Enter').isKept).toBe(true)
    press('ArrowDown')
    mark('Deniz')
    press('Enter')
    expect(taken).toEqual(['Derya', 'Deniz'])
  }
})

/** An input with its list, as far as the handler looks at them. */
function field(
  labels: string[],
  { held = '', isBusy = false, isClosed = false, isRequired = false, takes = takeMarkedOption } = {},
) {
  const taken: string[] = []
  const options = labels.map(textContent => ({ textContent, click: () => taken.push(textContent) }))
  let marked: (typeof options)[number] | undefined
  let focused = 0
  let cleared = 0
  const list = {
    querySelector: (selector: string) =>
      (selector.includes('active')
        ? options.find(({ textContent }) => textContent === held)
        : selector.includes('selected')
          ? marked
          : options[0]) ?? null,
  }
  vi.stubGlobal('document', { getElementById: (id: string) => (id === 'list' ? list : null) })
  const attributes: Record<string, string> = {
    'aria-busy': String(isBusy),
    ...(isClosed ? {} : { 'aria-controls': 'list' }),
  }
  const input = {
    value: 'd',
    readOnly: false,
    getAttribute: (name: string) => attributes[name] ?? null,
    parentElement: { querySelector: () => (isRequired ? null : { click: () => cleared++ }) },
    blur: () => undefined,
    focus: () => focused++,
  } as unknown as HTMLInputElement
  const press = (key: string) => {
    const preventDefault = vi.fn()
    takes({
      ...{ key, ctrlKey: false, metaKey: false, altKey: false, nativeEvent: { isComposing: false } },
      ...{ currentTarget: input, preventDefault, stopPropagation: () => undefined },
    } as unknown as KeyboardEvent<HTMLInputElement>)
    return { isKept: preventDefault.mock.calls.length > 0 }
  }
  const mark = (label: string) => {
    marked = options.find(({ textContent }) => textContent === label)
  }
  return { press, taken, mark, input, refocused: () => focused, cleared: () => cleared }
}
