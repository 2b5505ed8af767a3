import { type KeyboardEvent, useCallback, useMemo, useState } from 'react'

export interface DeskSelection {
  chosen: ReadonlySet<string>
  toggle(id: string): void
  toggleAll(): void
  clear(): void
}

/**
 * Which of the shown items are chosen; what is not shown any more is not chosen either. `all`: those that are chosen
 * together, where what has been dealt with stays on the screen for a while.
 */
export function useDeskSelection(shown: readonly string[], all = shown): DeskSelection {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const key = shown.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids are the key
  const chosen = useMemo(() => new Set(shown.filter(id => picked.has(id))), [key, picked])
  return {
    chosen,
    toggle: id => {
      const next = new Set(chosen)
      if (!next.delete(id)) next.add(id)
      setPicked(next)
    },
    toggleAll: () => setPicked(all.every(id => chosen.has(id)) ? new Set() : new Set(all)),
    clear: () => setPicked(new Set()),
  }
}

/**
 * Keys of a desk's list, given to the check box of each item: arrows, Home and End move from item to item, Space chooses
 * as everywhere, the others do what the screen says.
 */
export function useDeskKeys(actions: Readonly<Record<string, (id: string) => void>>) {
  return useCallback(
    (event: KeyboardEvent<HTMLInputElement>) => {
      const { currentTarget, key } = event
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const items = [...(currentTarget.closest('ul')?.querySelectorAll<HTMLElement>('[data-item]') ?? [])]
      const at = items.indexOf(currentTarget)
      const to = places[key]?.(at, items.length)
      const action = actions[key] ?? actions[key.toLowerCase()]
      if (to === undefined && !action) return
      event.preventDefault()
      if (to !== undefined) items[to]?.focus()
      else action?.(currentTarget.dataset['item'] ?? '')
    },
    [actions],
  )
}

const places: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => Math.min(count - 1, at + 1),
  ArrowUp: at => Math.max(0, at - 1),
  Home: () => 0,
  End: (_at, count) => count - 1,
}
