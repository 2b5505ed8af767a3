import type { KeyboardEvent } from 'react'

/**
 * Ctrl/Cmd+Enter saves, wherever the focus is: to be given as `onKeyDownCapture`, since lists of options and editors
 * would take the key for themselves.
 */
export const onSaveKeys =
  (save: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.stopPropagation()
    save()
  }
