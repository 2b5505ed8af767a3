/** Where the groups of a list stand when each has a header above its rows, folded ones only that. */
export interface GroupPlaces {
  /** Headers and the rows that are not folded away. */
  length: number
  /** The group that this place belongs to. */
  groupAt(place: number): number
  /** Place of a group's header; of the group behind the last one, `length`. */
  headerOf(group: number): number
  /** Which row of its group stands here; -1: the header. */
  rowIn(place: number): number
  /** How many records stand before this place, folded ones too. */
  recordsBefore(place: number): number
  /** Place of the n-th record, from 0; of one in a folded group, its header. */
  placeOf(record: number): number
}

export function groupPlaces(groups: readonly { count: number; isFolded: boolean }[]): GroupPlaces {
  const headers: number[] = [0]
  const records: number[] = [0]
  for (const [at, { count, isFolded }] of groups.entries()) {
    headers.push((headers[at] ?? 0) + 1 + (isFolded ? 0 : count))
    records.push((records[at] ?? 0) + count)
  }
  const length = headers[groups.length] ?? 0
  const headerOf = (group: number) => headers[group] ?? length
  const groupAt = (place: number) => lastAtMost(headers, Math.min(place, length - 1), groups.length)
  const rowIn = (place: number) => place - headerOf(groupAt(place)) - 1
  return {
    ...{ length, groupAt, headerOf, rowIn },
    recordsBefore: place => {
      if (place >= length) return records[groups.length] ?? 0
      return (records[groupAt(place)] ?? 0) + Math.max(0, rowIn(place))
    },
    placeOf: record => {
      const group = lastAtMost(records, record, groups.length)
      if (groups[group]?.isFolded) return headerOf(group)
      return headerOf(group) + 1 + Math.max(0, record - (records[group] ?? 0))
    },
  }
}

/** Index of the last of the first `count` ascending values that is not above `value`; the last one of equal values. */
function lastAtMost(values: readonly number[], value: number, count: number): number {
  let [low, high] = [0, Math.max(0, count - 1)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((values[middle] ?? 0) <= value) low = middle
    else high = middle - 1
  }
  return low
}
