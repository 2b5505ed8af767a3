import type { KeyboardEvent } from 'react'

/**
 * Enter in an open list of options takes the option that is marked. Mantine takes the one of an index that it keeps
 * besides, and forgets that one just after a list has opened by typing, or when its options come late.
 */
export function takeMarkedOption(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
  const input = event.currentTarget
  const list = listOf(input)
  const active = list?.querySelector('[data-combobox-active]')
  const isTyped = !input.readOnly && input.value !== '' && active?.textContent !== input.value
  const option = markedOption(input) ?? (isTyped ? list?.querySelector<HTMLElement>(enabled) : undefined)
  if (!option) return
  event.preventDefault()
  event.stopPropagation()
  if (!isTyped || option !== active) return option.click()
  // What is held already was typed once more; a click would take it away.
  input.blur()
  input.focus()
}

/** The option that the list of an input has marked, if it is open. */
export const markedOption = (input: Element | null): HTMLElement | undefined =>
  listOf(input)?.querySelector<HTMLElement>('[data-combobox-selected]') ?? undefined

const listOf = (input: Element | null) => document.getElementById(input?.getAttribute('aria-controls') ?? '')
const enabled = '[data-combobox-option]:not([data-combobox-disabled])'
