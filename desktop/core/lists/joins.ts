import { sourceOf } from './access.ts'
import { makeColumn, type NumberColumn } from './memory/columns.ts'
import type { Table } from './memory/table.ts'
import type { FilterContext } from './operators.ts'
import type { Test } from './tests.ts'

/** The records that those of a list hang on, seen from the list. */
export interface Above {
  table: Table
  context: FilterContext
  /** 1 for each slot of their table that is there and that the viewer sees. */
  seen: Uint8Array
  /** By slot of the list: the slot of the record that it hangs on, -1 where it is none of these. */
  slots: Int32Array
}

/** By a test of the records above; `without` says whether a record passes that has none above it. */
export function ofAbove({ table, seen, slots }: Above, test: Test, without: Test): Test {
  return (mask, size) => {
    const passing = seen.slice(0, table.size)
    test(passing, table.size)
    const alone = new Uint8Array([1])
    without(alone, 1)
    const ifAlone = alone[0] as number
    for (let slot = 0; slot < size; slot++) {
      if (mask[slot] === 0) continue
      const above = slots[slot] as number
      mask[slot] = above >= 0 && seen[above] === 1 ? (passing[above] as number) : ifAlone
    }
  }
}

/** A context in which no field has a value: what a test says here it says of a record that is not there. */
export const noRecord: FilterContext = {
  column: source => makeColumn(source.type, 1),
  rows: { of: () => 0, find: () => undefined, idOf: () => undefined },
  user: '',
  zone: 'UTC',
  now: 0,
}

/**
 * Finds the slots of parents: once for all records, then for those that changed or whose parent has come since. Tables
 * that were made anew are found anew.
 */
export function createJoins(table: Table): (above: Table) => Int32Array {
  const known = new WeakMap<Table, { slots: Int32Array; seen: number; aboveSize: number; size: number }>()
  return above => {
    const parents = table.columns([sourceOf('parent', 'number')])[0] as NumberColumn
    const find = (slot: number): number => {
      const row = parents.values[slot] as number
      return Number.isNaN(row) ? -1 : (above.slotOf(row) ?? -1)
    }
    const join = known.get(above) ?? { slots: new Int32Array(0), seen: table.touched.length, aboveSize: 0, size: 0 }
    if (join.slots.length < table.size) {
      const longer = new Int32Array(table.rows.length)
      longer.set(join.slots)
      join.slots = longer
    }
    for (let slot = join.size; slot < table.size; slot++) join.slots[slot] = find(slot)
    for (; join.seen < table.touched.length; join.seen++) {
      const slot = table.touched[join.seen] as number
      join.slots[slot] = find(slot)
    }
    // A slot never changes its record, so only who found none may find one now.
    if (join.aboveSize !== above.size)
      for (let slot = 0; slot < join.size; slot++) if (join.slots[slot] === -1) join.slots[slot] = find(slot)
    join.size = table.size
    join.aboveSize = above.size
    known.set(above, join)
    return join.slots
  }
}
