import { useLayoutEffect, useRef, useState } from 'react'

/**
 * For a Select in which options are found by typing: as it opens the mark stays on what is held, and its text is
 * selected, so that what is typed takes its place; the first that fits is marked once something was typed. Mantine by
 * itself marks the first whenever the text changes, and the name of what is held arriving is such a change.
 * `text` is what the input shows where it is not the Select that knows.
 */
export function useSearchedSelect(text?: string) {
  const ref = useRef<HTMLInputElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [isTyped, setTyped] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a name that comes late is selected too
  useLayoutEffect(() => {
    if (isOpen && !isTyped) ref.current?.select()
  }, [isOpen, isTyped, text])
  return {
    ref,
    searchable: true,
    selectFirstOptionOnChange: isTyped,
    onInput: () => setTyped(true),
    onDropdownOpen: () => setOpen(true),
    onDropdownClose: () => {
      setOpen(false)
      setTyped(false)
    },
  } as const
}

/** The same for one that holds several: after each choice one types anew. */
export function useSearchedMultiSelect() {
  const [isTyped, setTyped] = useState(false)
  const begin = () => setTyped(false)
  return {
    searchable: true,
    selectFirstOptionOnChange: isTyped,
    onInput: () => setTyped(true),
    onOptionSubmit: begin,
    onDropdownClose: begin,
  } as const
}
