import { useCallback, useRef, useState } from 'react'
import type { ListRow } from '../../../core/api/functions.ts'
import { nothingSelected, type Selection, toggled, withRange } from './selection.ts'
import type { ListRows } from './useListRows.ts'

interface Chosen {
  selection: Selection
  /** The rows picked one by one, as they were then. */
  picked: ReadonlyMap<string, ListRow>
  select: (index: number, how: 'toggle' | 'range') => void
  toggleAll: () => void
  clear: () => void
}

/** The chosen rows of a list; another question begins with none. */
export function useSelection(queryKey: string, rows: ListRows): Chosen {
  const [state, setState] = useState({ queryKey, selection: nothingSelected, picked: new Map<string, ListRow>() })
  const last = useRef(0)
  const current = state.queryKey === queryKey ? state : { ...state, selection: nothingSelected, picked: noRows }
  const select = useCallback(
    (index: number, how: 'toggle' | 'range') => {
      const [from, to] =
        how === 'range' ? [Math.min(last.current, index), Math.max(last.current, index)] : [index, index]
      last.current = index
      const chosen: ListRow[] = []
      for (let at = from; at <= to; at++) {
        const row = rows.rowAt(at)
        if (row) chosen.push(row)
      }
      setState(old => {
        const base = old.queryKey === queryKey ? old : { queryKey, selection: nothingSelected, picked: new Map() }
        const picked = new Map(base.picked)
        for (const row of chosen) picked.set(row.id, row)
        const [first] = chosen
        const selection =
          how === 'range'
            ? withRange(
                base.selection,
                chosen.map(({ id }) => id),
              )
            : first
              ? toggled(base.selection, first.id)
              : base.selection
        return { queryKey, selection, picked }
      })
    },
    [rows, queryKey],
  )
  const toggleAll = useCallback(
    () =>
      setState(old => {
        const isNone = old.queryKey !== queryKey || (!old.selection.isAll && old.selection.ids.size === 0)
        const selection: Selection = isNone ? { isAll: true, ids: new Set() } : nothingSelected
        return { queryKey, selection, picked: new Map() }
      }),
    [queryKey],
  )
  const clear = useCallback(() => setState({ queryKey, selection: nothingSelected, picked: new Map() }), [queryKey])
  return { selection: current.selection, picked: current.picked, select, toggleAll, clear }
}

const noRows = new Map<string, ListRow>()
