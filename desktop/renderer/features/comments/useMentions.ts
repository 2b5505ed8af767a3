import { type Editor, useEditorState } from '@tiptap/react'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { type Colleague, insertMention, matchingColleagues, type Typing, typingIn } from './mentionTyping.ts'

interface Settings {
  editor: Editor
  colleagues: readonly Colleague[]
  listId: string
  /** What the list's place is counted from. */
  frame: RefObject<HTMLElement | null>
}

/** The list that opens after `@`, by keyboard: arrows move, Enter and Tab take, Esc closes. */
export function useMentions({ editor, colleagues, listId, frame }: Settings) {
  const found = useEditorState({
    editor,
    selector: ({ editor: now }) => typingIn(now),
    equalityFn: (a, b) => a?.from === b?.from && a?.to === b?.to && a?.query === b?.query,
  })
  const [moved, setMoved] = useState({ query: '', active: 0 })
  /** Closed by Esc: stays closed for this `@`. */
  const [closedAt, setClosedAt] = useState<number>()
  const typing: Typing | undefined = found && found.from !== closedAt ? found : undefined
  const options = useMemo(() => (typing ? matchingColleagues(colleagues, typing.query) : []), [colleagues, typing])
  const active = Math.min(moved.query === typing?.query ? moved.active : 0, Math.max(0, options.length - 1))
  // Nobody is called so and several words were typed: an at-sign that is no mention.
  const isOpen = typing !== undefined && (options.length > 0 || !typing.query.includes(' '))
  const choose = (colleague: Colleague) => {
    if (typing) insertMention(editor, typing, colleague)
  }

  const keys = useRef<(event: KeyboardEvent) => boolean>(() => false)
  useEffect(() => {
    keys.current = event => {
      if (!isOpen || event.isComposing) return false
      const chosen = options[active]
      if (event.key === 'Escape') {
        setClosedAt(typing?.from)
        // Esc closes the list and nothing below it.
        event.stopPropagation()
        event.preventDefault()
        return true
      }
      if (options.length === 0 || !chosen) return false
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const step = event.key === 'ArrowDown' ? 1 : options.length - 1
        setMoved({ query: typing?.query ?? '', active: (active + step) % options.length })
        return true
      }
      if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab') {
        choose(chosen)
        return true
      }
      return false
    }
  })

  const activeId = isOpen && options[active] ? `${listId}-${options[active].id}` : undefined
  useEffect(() => {
    const { dom } = editor.view
    dom.setAttribute('aria-autocomplete', 'list')
    if (activeId) {
      dom.setAttribute('aria-controls', listId)
      dom.setAttribute('aria-activedescendant', activeId)
      document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
    } else {
      dom.removeAttribute('aria-controls')
      dom.removeAttribute('aria-activedescendant')
    }
  }, [editor, activeId, listId])

  const at = placeOf(editor, isOpen ? typing : undefined, frame.current)
  return { isOpen, query: typing?.query ?? '', options, active, at, choose, keys }
}

const listWidth = 240

/** Below the `@`, and not beyond the frame's edge. */
function placeOf(editor: Editor, typing: Typing | undefined, frame: HTMLElement | null): { left: number; top: number } {
  if (!typing || !frame) return { left: 0, top: 0 }
  const from = editor.view.coordsAtPos(typing.from)
  const box = frame.getBoundingClientRect()
  return { left: Math.max(0, Math.min(from.left - box.left, box.width - listWidth)), top: from.bottom - box.top + 4 }
}
