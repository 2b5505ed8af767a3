import { useEffect, useRef } from 'react'

/**
 * `ctrl` is Ctrl or, on a Mac, Cmd. A key without it is ignored while something is being typed, a letter anywhere in a form:
 * whoever goes on typing there means no other screen.
 */
export interface Shortcut {
  key: string
  ctrl?: boolean
  shift?: boolean
  /** Also while typing; for combinations that text fields have no use for. */
  whileTyping?: boolean
  /** Not from within a dialog: what it would lead to is behind it. */
  notInDialog?: boolean
  run: () => void
}

/** Shortcuts of the whole window while the component is shown. The first that fits wins. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    // Looked at before anybody has closed it.
    let isTaken = false
    const onCapture = (event: KeyboardEvent) => {
      isTaken = event.key === 'Escape' && isOverAll(event.target)
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTaken || event.defaultPrevented || event.isComposing || event.altKey) return
      const found = latest.current.find(shortcut => fits(shortcut, event))
      if (!found) return
      event.preventDefault()
      found.run()
    }
    window.addEventListener('keydown', onCapture, { capture: true })
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onCapture, { capture: true })
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [])
}

export function fits(
  shortcut: Shortcut,
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'target'>,
) {
  if (event.key.toLowerCase() !== shortcut.key.toLowerCase()) return false
  if ((event.ctrlKey || event.metaKey) !== (shortcut.ctrl ?? false)) return false
  // Signs such as `?` need Shift on most keyboards; letters do not.
  const isLetter = /^[a-z]$/i.test(shortcut.key)
  if (isLetter && event.shiftKey !== (shortcut.shift ?? false)) return false
  if (isLetter && !shortcut.ctrl && isInForm(event.target)) return false
  if (shortcut.notInDialog && isInDialog(event.target)) return false
  return shortcut.whileTyping === true || !isTyping(event.target)
}

/** In a dialog or an open list of options: Esc closes that and nothing below it. */
const isOverAll = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role=dialog], [aria-haspopup][aria-expanded=true]') !== null

const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role=dialog]') !== null

const isInForm = (target: EventTarget | null): boolean => target instanceof Element && target.closest('form') !== null

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'))
