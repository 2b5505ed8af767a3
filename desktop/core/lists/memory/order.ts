import type { Table } from './table.ts'

/** How slots compare by one field. Slots without a value are not asked for but by `isEmpty`. */
export interface SortSource {
  /** Called before slots are compared or sorted, or all of them are looked at, after the table may have changed. */
  prepare(): void
  /** Lets go of a large column. What is asked about a single slot is then read from the file. */
  release?(): void
  isEmpty(slot: number): boolean
  compare(a: number, b: number): number
  /** The slot's value as a cursor keeps it. */
  key(slot: number): string | number
  compareToKey(slot: number, key: string | number): number
  /** Stable, in place. */
  sort(slots: Int32Array): void
  /** A record of any kind changed: true where that changes how slots compare. */
  follows?(row: number): boolean
}

/** Living slots in ascending order of a field, then of id; those without a value stand at the end, by id. */
export interface Order {
  slots: Int32Array
  /** How many of them have a value. */
  filled: number
}

/** Keeps an order in step with its table: a few changes are merged in, many sort anew. */
export interface KeptOrder {
  current(): Order
}

export function compareIds(ids: Uint8Array, a: number, b: number): number {
  for (let i = 0; i < 16; i++) {
    const difference = (ids[a * 16 + i] as number) - (ids[b * 16 + i] as number)
    if (difference !== 0) return difference
  }
  return 0
}

/** `base`: the order by id, which ties keep; absent when this is it. */
export function keepOrder(table: Table, source: SortSource, base?: KeptOrder): KeptOrder {
  let order: Order | undefined
  let seen = 0
  const compare = (a: number, b: number): number => source.compare(a, b) || compareIds(table.ids, a, b)
  const compareEmpty = (a: number, b: number): number => compareIds(table.ids, a, b)

  const build = (): Order => {
    const all = base ? base.current().slots : livingSlots(table)
    const [full, empty] = split(all, source)
    source.sort(full)
    return joined(full, empty)
  }

  const follow = (before: Order): Order => {
    const changed = [...new Set(table.touched.slice(seen))]
    if (changed.length > table.size / 8 + 50) return build()
    const isChanged = new Uint8Array(table.size)
    for (const slot of changed) isChanged[slot] = 1
    const keep = (slots: Int32Array) => withoutChanged(slots, isChanged)
    const [full, empty] = split(Int32Array.from(changed.filter(slot => table.alive[slot] === 1)), source)
    full.sort(compare)
    empty.sort(compareEmpty)
    return joined(
      merged(keep(before.slots.subarray(0, before.filled)), full, compare),
      merged(keep(before.slots.subarray(before.filled)), empty, compareEmpty),
    )
  }

  return {
    current() {
      if (order && seen === table.touched.length) return order
      source.prepare()
      if (!order) order = build()
      else order = follow(order)
      seen = table.touched.length
      return order
    },
  }
}

function livingSlots(table: Table): Int32Array {
  const slots = new Int32Array(table.size)
  let count = 0
  for (let slot = 0; slot < table.size; slot++) if (table.alive[slot] === 1) slots[count++] = slot
  return slots.slice(0, count)
}

function split(slots: Int32Array, source: SortSource): [full: Int32Array, empty: Int32Array] {
  const full = new Int32Array(slots.length)
  const empty = new Int32Array(slots.length)
  let [f, e] = [0, 0]
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] as number
    if (source.isEmpty(slot)) empty[e++] = slot
    else full[f++] = slot
  }
  return [full.slice(0, f), empty.slice(0, e)]
}

function withoutChanged(slots: Int32Array, isChanged: Uint8Array): Int32Array {
  const kept = new Int32Array(slots.length)
  let count = 0
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] as number
    if (isChanged[slot] === 0) kept[count++] = slot
  }
  return kept.subarray(0, count)
}

function joined(full: Int32Array, empty: Int32Array): Order {
  const slots = new Int32Array(full.length + empty.length)
  slots.set(full)
  slots.set(empty, full.length)
  return { slots, filled: full.length }
}

/** Few sorted slots into many sorted ones: each is placed by halving, all between is copied. */
function merged(many: Int32Array, few: Int32Array, compare: (a: number, b: number) => number): Int32Array {
  if (few.length === 0) return many
  const result = new Int32Array(many.length + few.length)
  let from = 0
  for (let i = 0; i < few.length; i++) {
    const slot = few[i] as number
    let [low, high] = [from, many.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(many[middle] as number, slot) < 0) low = middle + 1
      else high = middle
    }
    result.set(many.subarray(from, low), from + i)
    result[low + i] = slot
    from = low
  }
  result.set(many.subarray(from), from + few.length)
  return result
}
