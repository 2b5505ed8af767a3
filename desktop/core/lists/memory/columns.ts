import type { ByteValues } from './radixSort.ts'
import { noteValue, type Zones } from './zones.ts'

/** A column of a kind in memory, by slot. Every column grows with its table. */
export interface NumberColumn {
  type: 'number'
  /** NaN where not set. */
  values: Float64Array
  /** Made when a range is first asked for. */
  zones?: Zones
}
/** Values of which few are different: each has a code; -1 where not set. */
export interface CodeColumn {
  type: 'code'
  codes: Int32Array
  values: (string | number)[]
  codeOf: Map<string | number, number>
}
/** Text as bytes; an empty value is not set. What is replaced stays behind as `waste`. */
export interface BytesColumn extends ByteValues {
  type: 'bytes'
  end: number
  waste: number
  /** Up to here values stand in the order of their slots, as loading wrote them; `lastOrdered` is the last of those slots. */
  ordered: number
  lastOrdered: number
  /** Behind it: slots of the values in the order in which they stand there, replaced ones too, and where each begins. */
  spans: Int32Array
  spanStarts: Uint32Array
  spanCount: number
  /** All of `bytes` as one text of bytes, while nothing changes: what is looked for inside is found fastest so. */
  text: string | undefined
}
export type MemoryColumn = NumberColumn | CodeColumn | BytesColumn
export type ColumnType = MemoryColumn['type']

type ColumnOf<T extends ColumnType> = Extract<MemoryColumn, { type: T }>

const makers: { [T in ColumnType]: (slots: number) => ColumnOf<T> } = {
  number: slots => ({ type: 'number', values: new Float64Array(slots).fill(Number.NaN) }),
  code: slots => ({ type: 'code', codes: new Int32Array(slots).fill(-1), values: [], codeOf: new Map() }),
  bytes: slots => ({
    ...{ type: 'bytes', bytes: new Uint8Array(0), starts: new Uint32Array(slots) },
    ...{ lengths: new Uint16Array(slots), end: 0, waste: 0, text: undefined },
    ...{ ordered: 0, lastOrdered: -1, spans: new Int32Array(0), spanStarts: new Uint32Array(0), spanCount: 0 },
  }),
}
export const makeColumn = (type: ColumnType, slots: number): MemoryColumn => makers[type](slots)

/** Room for so many slots, more than asked for so that growing stays rare. */
export function growColumn(column: MemoryColumn, slots: number): void {
  if (column.type === 'number') column.values = grown(column.values, slots, Number.NaN)
  else if (column.type === 'code') column.codes = grown(column.codes, slots, -1)
  else {
    column.starts = grown(column.starts, slots, 0)
    column.lengths = grown(column.lengths, slots, 0)
  }
}

/**
 * Room for all values of a column that is still empty, by what some of them take: growing step by step leaves holes behind
 * that the process keeps.
 */
export function reserveBytes(column: BytesColumn, some: { bytes: number; slots: number }): void {
  if (column.bytes.length === 0)
    column.bytes = new Uint8Array(Math.ceil((some.bytes / some.slots) * column.starts.length * 1.02))
}

/** Gives back the room that loading kept ready: text hardly changes once it is here. */
export function fitColumn(column: MemoryColumn): void {
  if (column.type !== 'bytes' || column.end > column.bytes.length * 0.95) return
  column.bytes = column.bytes.slice(0, column.end)
}

export function setValue(column: MemoryColumn, slot: number, value: unknown): void {
  if (column.type === 'number') {
    const number = typeof value === 'number' ? value : Number.NaN
    column.values[slot] = number
    noteValue(column, slot, number)
  } else if (column.type === 'code') column.codes[slot] = codeFor(column, value)
  else {
    const bytes = Buffer.from(typeof value === 'string' ? value : '')
    // Most fields of a changed record are as they were: their texts need not stand here twice.
    if (!holds(column, slot, bytes)) setBytes(column, slot, bytes)
  }
}

function holds({ bytes, starts, lengths }: BytesColumn, slot: number, value: Buffer): boolean {
  const [start = 0, length = 0] = [starts[slot], lengths[slot]]
  return length === value.length && value.equals(bytes.subarray(start, start + length))
}

/** Memory in bytes, about. */
export function sizeOf(column: MemoryColumn): number {
  if (column.type === 'number') return column.values.byteLength
  if (column.type === 'code') return column.codes.byteLength + column.values.length * 80
  const { bytes, starts, lengths, spans, spanStarts, text } = column
  const places = starts.byteLength + lengths.byteLength + spans.byteLength + spanStarts.byteLength
  return bytes.byteLength + places + (text?.length ?? 0)
}

export function codeFor(column: CodeColumn, value: unknown): number {
  if (typeof value !== 'string' && typeof value !== 'number') return -1
  const known = column.codeOf.get(value)
  if (known !== undefined) return known
  const code = column.values.push(value) - 1
  column.codeOf.set(value, code)
  return code
}

export function setBytes(column: BytesColumn, slot: number, value: Uint8Array): void {
  const length = Math.min(value.length, 0xffff)
  if (column.end + length > column.bytes.length) {
    const larger = new Uint8Array(Math.ceil((column.end + length) * 1.25))
    larger.set(column.bytes)
    column.bytes = larger
  }
  column.waste += column.lengths[slot] ?? 0
  column.bytes.set(length === value.length ? value : value.subarray(0, length), column.end)
  column.starts[slot] = column.end
  column.lengths[slot] = length
  column.text = undefined
  column.end += length
  if (length === 0) return
  if (column.spanCount === 0 && slot > column.lastOrdered) {
    column.lastOrdered = slot
    column.ordered = column.end
    return
  }
  column.spans = grown(column.spans, column.spanCount + 1, 0)
  column.spanStarts = grown(column.spanStarts, column.spanCount + 1, 0)
  column.spans[column.spanCount] = slot
  column.spanStarts[column.spanCount++] = column.end - length
}

/** The array itself where it is long enough, else a longer copy whose new places hold `empty`. */
export function grown<A extends Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array>(
  array: A,
  length: number,
  empty: number,
): A {
  if (array.length >= length) return array
  const larger = new (array.constructor as new (length: number) => A)(Math.ceil(length * 1.25))
  larger.set(array)
  if (empty !== 0) larger.fill(empty, array.length)
  return larger
}
