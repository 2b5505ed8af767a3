import { useRef } from 'react'
import { useViewer } from '../../data/hooks.ts'
import { type Shortcut, useShortcuts } from '../../ui/shortcuts.ts'
import { mayCreate, useModules } from '../modules.ts'
import { go, useRoute } from '../navigation.ts'
import { useUndoShortcuts } from '../operations/useUndoShortcuts.ts'
import { toList, toNew } from '../route.ts'
import { toggled } from '../screenSlice.ts'
import { useAppDispatch } from '../store.ts'

/** How long the second key of a pair (`g` then `1`) may take, in milliseconds. */
const pairTime = 1200

/** What the frame listens to: palette, help, undo, new record, and `g` with a number to go to a module. */
export function useFrameShortcuts(): void {
  const dispatch = useAppDispatch()
  const route = useRoute()
  const viewer = useViewer()
  const { main } = useModules()
  const undoing = useUndoShortcuts()
  const pairedAt = useRef(0)
  const kind = 'kind' in route ? route.kind : undefined
  const numbers = main.slice(0, 9).map<Shortcut>((module, at) => ({
    key: String(at + 1),
    run: () => {
      if (Date.now() - pairedAt.current < pairTime) go(toList(module.name))
    },
  }))
  useShortcuts([
    { key: 'k', ctrl: true, whileTyping: true, run: () => dispatch(toggled('palette')) },
    { key: '?', run: () => dispatch(toggled('help')) },
    ...undoing,
    // Elsewhere the key is the screen's.
    ...(kind && mayCreate(viewer, kind) ? [{ key: 'n', run: () => go(toNew(kind)) }] : []),
    {
      key: 'g',
      run: () => {
        pairedAt.current = Date.now()
      },
    },
    {
      key: 'h',
      run: () => {
        if (Date.now() - pairedAt.current < pairTime) go({ screen: 'home' })
      },
    },
    ...numbers,
  ])
}
