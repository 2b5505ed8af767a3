export interface PlacedColumn {
  name: string
  isPinned: boolean
}

/** The pinned ones before the others, each among its own as before. */
export const placed = (columns: readonly PlacedColumn[]): PlacedColumn[] => [
  ...columns.filter(({ isPinned }) => isPinned),
  ...columns.filter(({ isPinned }) => !isPinned),
]

/** A column put where another one stands, and pinned if that one is; the others keep their order. */
export function moved(columns: readonly PlacedColumn[], name: string, to: string): PlacedColumn[] {
  const from = columns.findIndex(column => column.name === name)
  const at = columns.findIndex(column => column.name === to)
  const [own, other] = [columns[from], columns[at]]
  if (!own || !other || from === at) return [...columns]
  const next = columns.filter(column => column.name !== name)
  next.splice(at, 0, { name, isPinned: other.isPinned })
  return placed(next)
}
