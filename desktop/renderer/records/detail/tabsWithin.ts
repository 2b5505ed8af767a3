/** Pixels of the button of the menu that holds the other tabs. */
const menuWidth = 36

/**
 * The tabs that stand in a row of `room` pixels, in their order: as many of the first as it has room for, and the
 * selected one always. All of them while one has not been measured yet.
 */
export function tabsWithin({
  room,
  widths,
  names,
  selected,
}: {
  room: number
  widths: ReadonlyMap<string, number>
  names: readonly string[]
  selected: string
}): string[] {
  const widthOf = (name: string): number => widths.get(name) ?? Number.NaN
  const all = names.reduce((sum, name) => sum + widthOf(name), 0)
  if (Number.isNaN(all) || all <= room) return [...names]
  let left = room - menuWidth - (names.includes(selected) ? widthOf(selected) : 0)
  const shown = new Set([selected])
  for (const name of names) {
    if (name === selected) continue
    left -= widthOf(name)
    if (left < 0) break
    shown.add(name)
  }
  return names.filter(name => shown.has(name))
}
