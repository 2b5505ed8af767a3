import type { Shortcut } from '../../ui/shortcuts.ts'
import { useUndo } from './useUndo.ts'

/** The keys that take back what one did last, and do it again, in every window. */
export function useUndoShortcuts(): Shortcut[] {
  const { undoLast, redoLast } = useUndo()
  return [
    { key: 'z', ctrl: true, run: () => void undoLast() },
    { key: 'z', ctrl: true, shift: true, run: () => void redoLast() },
    { key: 'y', ctrl: true, run: () => void redoLast() },
  ]
}
