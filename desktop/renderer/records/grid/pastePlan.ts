import type { CleanValue } from '../../../../shared/clean.ts'
import type { AnyKind, Values } from '../../../../shared/entity.ts'
import type { ErrorBody, FieldErrors } from '../../../../shared/errors.ts'
import type { FieldChange } from '../../../../shared/record.ts'
import { cleanChanges } from '../../../../shared/validate.ts'
import { isEmpty, sameValue } from '../../../../shared/value.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { fieldValue } from '../fields/recordValue.ts'
import type { ShownField } from '../fields/shownFields.ts'
import type { Barrier } from './barrier.ts'

/** Changes of one record, with what stood there when the person saw it. */
export interface RowChange {
  row: ListRow
  set: Record<string, FieldChange>
}

/** A cell that will stay as it is, and why. Without a row: it lies outside of the list. */
export interface Problem {
  row?: ListRow
  /** Absent: the column lies outside of the list. */
  shown?: ShownField
  text: string
  why: { barrier: Barrier } | { error: FieldErrors[string] } | { refused: ErrorBody } | 'outside' | 'notHere'
}

/** What shall stand in a cell: a text to be read, or a value that is known. */
export interface Wanted {
  text: string
  value?: unknown
}

export interface Plan {
  changes: RowChange[]
  /** Cells that change. */
  cells: number
  problems: Problem[]
}

interface Target {
  kind: AnyKind
  /** From the first cell on; fewer than wanted where the list ends, and undefined where a row is not here. */
  rows: readonly (ListRow | undefined)[]
  columns: readonly ShownField[]
  barrier: (shown: ShownField, row: ListRow) => Barrier | undefined
  parse: (shown: ShownField, wanted: Wanted, held: unknown) => CleanValue
  /** As the cell is copied now. */
  textOf: (shown: ShownField, row: ListRow) => string
}

/** What writing this block from the first row and column on would change, and which cells cannot be written. */
export function planPaste(block: readonly (readonly Wanted[])[], target: Target): Plan {
  const plan: Plan = { changes: [], cells: 0, problems: [] }
  for (const [at, line] of block.entries()) {
    const row = target.rows[at]
    const set: Record<string, FieldChange> = {}
    for (const [i, wanted] of line.entries()) {
      const shown = target.columns[i]
      if (!row || !shown) {
        // An empty line at the end of a block is no loss.
        if (wanted.text.trim() !== '')
          plan.problems.push({
            ...(row ? { row } : {}),
            text: wanted.text,
            why: !row && at < target.rows.length ? 'notHere' : 'outside',
          })
        continue
      }
      const found = cellChange(target, row, shown, wanted)
      if (found && 'why' in found) plan.problems.push(found)
      else if (found) set[shown.name] = found
    }
    const count = Object.keys(set).length
    if (row && count > 0) plan.changes.push({ row, set })
    plan.cells += count
  }
  return plan
}

function cellChange(
  target: Target,
  row: ListRow,
  shown: ShownField,
  wanted: Wanted,
): FieldChange | Problem | undefined {
  const held = fieldValue(row, shown.name)
  const barrier = target.barrier(shown, row)
  if (barrier) {
    // A block that was copied here and comes back carries what may not be written as it stands.
    const isAsItStands = wanted.text.trim() === '' || wanted.text === target.textOf(shown, row)
    return isAsItStands ? undefined : { row, shown, text: wanted.text, why: { barrier } }
  }
  const parsed = target.parse(shown, wanted, held)
  if ('reason' in parsed) return { row, shown, text: wanted.text, why: { error: errorOf(parsed) } }
  return changeOf(target.kind, row, shown, held, parsed.value, wanted.text)
}

/** Undefined where nothing changes. */
export function changeOf(
  kind: AnyKind,
  row: ListRow,
  shown: ShownField,
  held: unknown,
  typed: unknown,
  text: string,
): FieldChange | Problem | undefined {
  const { values, errors } = cleanChanges(kind, { [shown.name]: typed })
  const error = errors?.[shown.name]
  if (error) return { row, shown, text, why: { error } }
  const value = values[shown.name]
  if (sameValue(value, held) || (isEmpty(value) && isEmpty(held))) return undefined
  if (isEmpty(value) && shown.field.required) return { row, shown, text, why: { error: { reason: 'required' } } }
  return { ...(held === undefined ? {} : { base: held }), ...(value === undefined ? {} : { value }) }
}

/** The values that a row will show when its changes are written. */
export const valuesAfter = (set: Record<string, FieldChange>): Values =>
  Object.fromEntries(Object.entries(set).map(([name, { value }]) => [name, value]))

/** One cell for a whole range fills it; a block fills a range that is a multiple of it. */
export function tiled<T>(block: readonly (readonly T[])[], rows: number, columns: number): readonly (readonly T[])[] {
  const [height, width] = [block.length, Math.max(0, ...block.map(line => line.length))]
  if (height === 0 || width === 0 || rows % height !== 0 || columns % width !== 0) return block
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => block[r % height]?.[c % width] as T),
  )
}

const errorOf = ({ reason, params }: Extract<CleanValue, { reason: string }>): FieldErrors[string] => ({
  reason,
  ...(params ? { params } : {}),
})
