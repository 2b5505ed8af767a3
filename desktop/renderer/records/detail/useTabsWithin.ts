import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { tabsWithin } from './tabsWithin.ts'

interface Sizes {
  room: number
  /** By what the tab says. */
  widths: ReadonlyMap<string, number>
}

/** As last seen: the next record begins with the tabs that its row will have room for. */
let known: Sizes = { room: Number.POSITIVE_INFINITY, widths: new Map() }

/**
 * The names of the tabs that a row has room for; `says`: the text of each by its name. The browser tells the room and the
 * widths when it has laid out the page and before it paints: to ask earlier took a fifth of what a record takes to open.
 */
export function useTabsWithin(
  row: RefObject<HTMLElement | null>,
  { says, selected }: { says: ReadonlyMap<string, string>; selected: string },
): string[] {
  const [{ room, widths: bySaying }, setSizes] = useState(known)
  const widths = new Map([...says].map(([name, text]) => [name, bySaying.get(text) ?? Number.NaN]))
  const shown = tabsWithin({ room, widths, names: [...says.keys()], selected })
  const observer = useRef<ResizeObserver>(undefined)
  useLayoutEffect(() => {
    if (!row.current) return
    const told = new ResizeObserver(entries => {
      known = entries.reduce((sizes, entry) => withSize(sizes, entry, row.current), known)
      // Before it is painted, or tabs without room would be seen for a moment.
      flushSync(() => setSizes(known))
    })
    told.observe(row.current)
    observer.current = told
    return () => told.disconnect()
  }, [row])
  const drawn = shown.map(name => says.get(name)).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: other tabs are other elements to watch
  useLayoutEffect(() => {
    const tabs = [...(row.current?.querySelectorAll('[role=tab]') ?? [])]
    for (const tab of tabs) observer.current?.observe(tab)
    return () => {
      for (const tab of tabs) observer.current?.unobserve(tab)
    }
  }, [row, drawn])
  return shown
}

function withSize(sizes: Sizes, { target, contentRect, borderBoxSize }: ResizeObserverEntry, row: unknown): Sizes {
  if (target === row) return contentRect.width === sizes.room ? sizes : { ...sizes, room: contentRect.width }
  const says = target.textContent
  const width = borderBoxSize[0]?.inlineSize
  if (!target.isConnected || width === undefined || sizes.widths.get(says) === width) return sizes
  return { ...sizes, widths: new Map(sizes.widths).set(says, width) }
}
