import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useLatest } from '../../../records/list/useLatest.ts'

export interface OpenFindBar {
  isOpen: boolean
  field: RefObject<HTMLInputElement | null>
  /** Opens it, or goes back to its field. */
  open: () => void
  close: () => void
}

/** Whether the field for words is shown. While it is, Esc closes it and nothing else. */
export function useFindBar(onOpen: (isOpen: boolean) => void, onClose: () => void): OpenFindBar {
  const [isOpen, setOpen] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const close = useLatest(() => {
    setOpen(false)
    onClose()
  })
  const open = useCallback(() => {
    setOpen(true)
    field.current?.focus()
    field.current?.select()
  }, [])
  useEffect(() => {
    if (!isOpen) return
    field.current?.focus()
    onOpen(true)
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return
      event.preventDefault()
      close()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      onOpen(false)
    }
  }, [isOpen, onOpen, close])
  return { isOpen, field, open, close }
}
