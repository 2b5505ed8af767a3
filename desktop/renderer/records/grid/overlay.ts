import type { Values } from '../../../../shared/entity.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { type RowChange, valuesAfter } from './pastePlan.ts'

interface Laid {
  /** The row that was written over: as soon as the list has another one, that one says how it stands. */
  over: ListRow
  shown: ListRow
}

/** What was just written and has not come back with the list yet. */
export type Overlay = ReadonlyMap<string, Laid>
export const nothingLaid: Overlay = new Map()

export function laid(overlay: Overlay, changes: readonly RowChange[]): Overlay {
  const next = new Map(overlay)
  for (const { row, set } of changes) {
    const over = next.get(row.id)?.shown === row ? (next.get(row.id)?.over ?? row) : row
    next.set(row.id, { over, shown: withValues(row, valuesAfter(set)) })
  }
  return next
}

export function lifted(overlay: Overlay, changes: readonly RowChange[]): Overlay {
  const next = new Map(overlay)
  for (const { row } of changes) next.delete(row.id)
  return next
}

export function shownOver(overlay: Overlay, row: ListRow): ListRow {
  const found = overlay.get(row.id)
  return found?.over === row ? found.shown : row
}

function withValues(row: ListRow, changes: Values): ListRow {
  const { owner, ...values } = changes
  const next: ListRow = { ...row, values: { ...row.values, ...values }, waiting: true }
  if ('owner' in changes) {
    if (typeof owner === 'string') next.owner = owner
    else delete next.owner
  }
  return next
}
