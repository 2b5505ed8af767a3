import { useRef } from 'react'
import { go } from '../app/navigation.ts'
import { useUndoShortcuts } from '../app/operations/useUndoShortcuts.ts'
import { toggled } from '../app/screenSlice.ts'
import { useAppDispatch } from '../app/store.ts'
import { type Shortcut, useShortcuts } from '../ui/shortcuts.ts'
import type { Section } from './sections.ts'

/** How long the second key of a pair (`g` then `1`) may take, in milliseconds. */
const pairTime = 1200

/** Help, undo and redo, and `g` with a number to go to a section. */
export function useAdminShortcuts(sections: readonly Section[]): void {
  const dispatch = useAppDispatch()
  const undoing = useUndoShortcuts()
  const pairedAt = useRef(0)
  const numbers = sections.slice(0, 9).map<Shortcut>(({ route }, at) => ({
    key: String(at + 1),
    run: () => {
      if (Date.now() - pairedAt.current < pairTime) go(route)
    },
  }))
  useShortcuts([
    { key: '?', run: () => dispatch(toggled('help')) },
    ...undoing,
    {
      key: 'g',
      run: () => {
        pairedAt.current = Date.now()
      },
    },
    ...numbers,
  ])
}
