import type { SavedView } from './savedView.ts'
import type { ViewMemory } from './viewMemory.ts'

/** Whether a view stands as a tab: as this person said, else as its place for everybody says. */
export const isPinned = (view: SavedView, { pins }: ViewMemory): boolean => pins[view.id] ?? view.position !== undefined

/** The tabs in the order this person gave them, new ones last; the view that is shown is always among them. */
export function tabsOf(
  views: readonly SavedView[],
  memory: ViewMemory,
  current: SavedView | undefined,
): readonly SavedView[] {
  const place = (view: SavedView) => {
    const at = memory.order.indexOf(view.id)
    return at < 0 ? memory.order.length : at
  }
  return views.filter(view => view.id === current?.id || isPinned(view, memory)).toSorted((a, b) => place(a) - place(b))
}

/** The order with a view put where another one stands. */
export function reordered(tabs: readonly SavedView[], id: string, to: string): string[] {
  const ids = tabs.map(view => view.id)
  const at = ids.indexOf(to)
  const from = ids.indexOf(id)
  if (from < 0 || at < 0) return ids
  ids.splice(from, 1)
  ids.splice(at, 0, id)
  return ids
}
