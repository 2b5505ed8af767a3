import { useEffect, useRef } from 'react'
import type { ListRow } from '../../../core/api/functions.ts'

/** Where a record stands beside the list, it is the one that the keyboard is on: a moment after the last step. */
export function useFollow({
  openId,
  active,
  row,
  isEditing,
  onOpen,
}: {
  openId: string | undefined
  active: number
  row: ListRow | undefined
  isEditing: boolean
  onOpen: (row: ListRow) => void
}) {
  const latest = useRef({ row, onOpen })
  latest.current = { row, onOpen }
  const id = row?.id
  const last = useRef(active)
  useEffect(() => {
    // Only a step of the cursor leads on: a row that has just been read, or that others have moved there, does not.
    const isStep = last.current !== active
    last.current = active
    if (!isStep || isEditing || openId === undefined || id === undefined || id === openId) return
    const timer = setTimeout(() => latest.current.row?.id === id && latest.current.onOpen(latest.current.row), followMs)
    return () => clearTimeout(timer)
  }, [active, id, openId, isEditing])
}
const followMs = 140
