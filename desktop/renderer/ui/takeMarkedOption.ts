import type { KeyboardEvent } from 'react'

/**
 * Enter in an open list of options takes the option that is marked. Mantine takes the one of an index that it keeps
 * besides, and forgets that one just after a list has opened by typing, or when its options come late. While an input is
 * busy its list still belongs to older words, and Enter takes nothing.
 */
export function takeMarkedOption(event: KeyboardEvent<HTMLInputElement>) {
  const input = event.currentTarget
  noteTyping(event)
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
  const list = listOf(input)
  if (list && isBusy(input)) return keep(event)
  const active = list?.querySelector('[data-combobox-active]')
  const isHeldTyped = wasTyped.has(input) && active?.textContent === input.value
  const isTyped = !input.readOnly && input.value !== '' && (isHeldTyped || active?.textContent !== input.value)
  const option = markedOption(input) ?? (isTyped ? list?.querySelector<HTMLElement>(enabled) : undefined)
  if (!option) return
  keep(event)
  wasTyped.delete(input)
  if (!isTyped || (option !== active && !isHeldTyped)) return option.click()
  // What is held already was typed once more; a click would take it away, or take another one.
  close(input)
}

/** The focus that comes back does not open the list again: React has it closed only after this event. */
function close(input: HTMLInputElement) {
  input.blur()
  input.focus()
}

/**
 * The same in a Select, whose held value stays when it is chosen once more. What takes it away by keyboard, as the
 * button in it does by mouse: its text emptied and then Enter or Tab, or Delete where nothing can be typed.
 */
export function takeInSelect(event: KeyboardEvent<HTMLInputElement>) {
  const { key, currentTarget: input } = event
  noteTyping(event)
  const isEmptied = input.value === '' && wasTyped.has(input) && (key === 'Enter' || key === 'Tab')
  const isMeant = input.readOnly ? key === 'Delete' || key === 'Backspace' : isEmptied
  const clear = isMeant ? input.parentElement?.querySelector('button') : undefined
  if (!clear) {
    const held = heldUntouched(event)
    if (!held) return takeMarkedOption(event)
    keep(event)
    return held.click()
  }
  wasTyped.delete(input)
  clear.click()
  if (key === 'Tab') return
  keep(event)
  close(input)
}

/** What Enter means in a list that was opened and in which nothing was typed or marked: what is held already. */
function heldUntouched(event: KeyboardEvent<HTMLInputElement>): HTMLElement | undefined {
  const input = event.currentTarget
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
  if (wasTyped.has(input) || isBusy(input) || markedOption(input)) return
  return listOf(input)?.querySelector<HTMLElement>('[data-combobox-active]') ?? undefined
}

/** The option that the list of an input has marked, if it is open and belongs to what is typed. */
export const markedOption = (input: Element | null): HTMLElement | undefined =>
  (!isBusy(input) && listOf(input)?.querySelector<HTMLElement>('[data-combobox-selected]')) || undefined

/** Inputs in which the last key was typed; an arrow marks an option on purpose. */
const wasTyped = new WeakSet<Element>()
function noteTyping({ key, currentTarget }: KeyboardEvent<HTMLInputElement>) {
  if (key.length === 1 || key === 'Backspace' || key === 'Delete') wasTyped.add(currentTarget)
  else if (key === 'ArrowDown' || key === 'ArrowUp') wasTyped.delete(currentTarget)
}

function keep(event: KeyboardEvent) {
  event.preventDefault()
  event.stopPropagation()
}

const isBusy = (input: Element | null) => input?.getAttribute('aria-busy') === 'true'
const listOf = (input: Element | null) => document.getElementById(input?.getAttribute('aria-controls') ?? '')
const enabled = '[data-combobox-option]:not([data-combobox-disabled])'
