import { useCallback, useMemo, useState } from 'react'
import type { Place } from '../list/gridKeys.ts'

/** Cells from one corner to the other, all included. Columns count from 1; 0 is the row as a whole. */
export interface Range {
  top: number
  bottom: number
  left: number
  right: number
}

export interface GridCursor {
  place: Place
  /** The chosen cells; undefined where the row as a whole is meant. */
  range: Range | undefined
  isSeveral: boolean
  /** Goes there; with `extends` the range grows from where it began. */
  go: (to: Place, options?: { extends?: boolean }) => void
  /** The range without its cursor, back to one cell. */
  collapse: () => void
}

/** The cell that the keyboard is on and the range around it. The row belongs to the list, which remembers it. */
export function useRange(row: number, onRow: (row: number) => void): GridCursor {
  const [column, setColumn] = useState(0)
  const [anchor, setAnchor] = useState<Place>()
  const go = useCallback(
    (to: Place, options: { extends?: boolean } = {}) => {
      const isRange = options.extends === true && column > 0 && to.column > 0
      setAnchor(isRange ? old => old ?? { row, column } : undefined)
      setColumn(to.column)
      onRow(to.row)
    },
    [row, column, onRow],
  )
  const collapse = useCallback(() => setAnchor(undefined), [])
  return useMemo(() => {
    const place = { row, column }
    return {
      place,
      range: column === 0 ? undefined : between(anchor ?? place, place),
      isSeveral: anchor !== undefined,
      go,
      collapse,
    }
  }, [row, column, anchor, go, collapse])
}

const between = (a: Place, b: Place): Range => ({
  top: Math.min(a.row, b.row),
  bottom: Math.max(a.row, b.row),
  left: Math.min(a.column, b.column),
  right: Math.max(a.column, b.column),
})
