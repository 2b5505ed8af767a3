import type { Hit } from '../../../core/api/functions.ts'
import type { PaletteAction } from './actions.ts'

/** A row of the palette; rows stand in groups, and the arrow keys walk through all of them. */
export type PaletteRow = { type: 'hit'; id: string; hit: Hit } | { type: 'action'; id: string; action: PaletteAction }
export interface PaletteGroup {
  id: string
  title: string
  rows: PaletteRow[]
}

export const hitRow = (hit: Hit): PaletteRow => ({ type: 'hit', id: `${hit.kind}-${hit.id}`, hit })
/** A record that stands in several groups has a row in each. */
export const hitRowOf = (group: string, hit: Hit): PaletteRow => ({
  ...hitRow(hit),
  id: `${group}-${hit.kind}-${hit.id}`,
})
export const actionRow = (action: PaletteAction): PaletteRow => ({ type: 'action', id: action.id, action })

/** The groups that have something in them. */
export const filled = (groups: PaletteGroup[]): PaletteGroup[] => groups.filter(({ rows }) => rows.length > 0)

/** Where the marker goes: round and round, to the first and the last. */
export function movedBy(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined
  const steps: Record<string, number> = {
    ArrowDown: (at + 1) % count,
    ArrowUp: (at - 1 + count) % count,
    PageDown: Math.min(count - 1, at + 5),
    PageUp: Math.max(0, at - 5),
    Home: 0,
    End: count - 1,
  }
  return steps[key]
}
