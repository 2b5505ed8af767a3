import { type RefObject, useEffect } from 'react'
import { arrival } from '../arrival.ts'

/** Who came by a search or an address is at the record; who walks through a list stays in the list. */
export function useArrivalFocus(panel: RefObject<HTMLElement | null>, id: string): void {
  useEffect(() => {
    const isSought = arrival.take(id)
    if (isSought || document.activeElement === document.body || document.activeElement?.id === 'main')
      panel.current?.focus({ preventScroll: true })
  }, [panel, id])
}
