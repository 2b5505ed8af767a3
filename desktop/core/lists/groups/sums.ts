import { currencies } from '../../../../shared/currencies.ts'
import type { ListedKind } from '../../../../shared/listFields.ts'
import type { Total } from '../../api/groups.ts'
import { type Access, sourceOf } from '../access.ts'
import type { CodeColumn, NumberColumn } from '../memory/columns.ts'
import type { FilterContext } from '../operators.ts'
import type { Grouping } from './grouping.ts'

/** The totals of the records whose values have these codes. */
export type Sums = (codes: readonly number[]) => Total[]

type Values = Pick<Grouping, 'codes' | 'size'>

/** Adds up a field by the values that records are grouped by; undefined for fields of kinds that have no sum. */
export const sumsOf = (context: FilterContext, access: Access, by: Values, mask: Uint8Array): Sums | undefined =>
  makers[access.kind]?.(context, access, by, mask)

type MakeSums = (context: FilterContext, access: Access, by: Values, mask: Uint8Array) => Sums

/** 2^26: what is above and what is below it are added up apart, and each stays exact for 2^27 records. */
const half = 67_108_864

const sumsOfMoney: MakeSums = (context, { column }, { codes, size }, mask) => {
  const { values } = context.column(sourceOf(column, 'number')) as NumberColumn
  const currency = context.column(sourceOf(`${column}#currency`, 'code')) as CodeColumn
  const width = currency.values.length + 1
  const cells = (size + 1) * width
  const [high, low, counts] = [new Float64Array(cells), new Float64Array(cells), new Int32Array(cells)]
  for (let slot = 0; slot < mask.length; slot++) {
    const value = values[slot] as number
    if (mask[slot] === 0 || Number.isNaN(value)) continue
    const cell = ((codes[slot] as number) + 1) * width + (currency.codes[slot] as number) + 1
    const upper = Math.floor(value / half)
    high[cell] = (high[cell] as number) + upper
    low[cell] = (low[cell] as number) + (value - upper * half)
    counts[cell] = (counts[cell] as number) + 1
  }
  const inOrder = [...Array(width).keys()]
    .map(at => ({ at, code: at === 0 ? '' : String(currency.values[at - 1]) }))
    .sort((a, b) => placeOf(a.code) - placeOf(b.code) || (a.code < b.code ? -1 : 1))
  return asked =>
    inOrder.flatMap(({ at, code }) => {
      let [upper, lower, count] = [0, 0, 0]
      for (const one of asked) {
        const cell = (one + 1) * width + at
        upper += high[cell] as number
        lower += low[cell] as number
        count += counts[cell] as number
      }
      return count === 0 ? [] : [{ currency: code, sum: exact(upper, lower), count }]
    })
}

/** Null where the sum is no number that stands for itself alone. */
function exact(upper: number, lower: number): number | null {
  const sum = BigInt(Math.round(upper)) * BigInt(half) + BigInt(Math.round(lower))
  const isSafe = sum <= BigInt(Number.MAX_SAFE_INTEGER) && sum >= BigInt(Number.MIN_SAFE_INTEGER)
  return isSafe ? Number(sum) : null
}

const places = new Map([...currencies.keys()].map((code, i) => [code, i]))
const placeOf = (currency: string): number => places.get(currency) ?? places.size

/** Fractions are added with what each addition loses kept beside the sum (Neumaier), so that order does not matter. */
const sumsOfNumbers: MakeSums = (context, { column }, { codes, size }, mask) => {
  const { values } = context.column(sourceOf(column, 'number')) as NumberColumn
  const [sums, lost, counts] = [new Float64Array(size + 1), new Float64Array(size + 1), new Int32Array(size + 1)]
  for (let slot = 0; slot < mask.length; slot++) {
    const value = values[slot] as number
    if (mask[slot] === 0 || Number.isNaN(value)) continue
    const at = (codes[slot] as number) + 1
    add(sums, lost, at, value)
    counts[at] = (counts[at] as number) + 1
  }
  return asked => {
    const [sum, rest] = [new Float64Array(1), new Float64Array(1)]
    let count = 0
    for (const one of asked) {
      add(sum, rest, 0, sums[one + 1] as number)
      add(sum, rest, 0, lost[one + 1] as number)
      count += counts[one + 1] as number
    }
    return count === 0 ? [] : [{ sum: rounded((sum[0] as number) + (rest[0] as number)), count }]
  }
}

function add(sums: Float64Array, lost: Float64Array, at: number, value: number): void {
  const before = sums[at] as number
  const after = before + value
  const loss = Math.abs(before) >= Math.abs(value) ? before - after + value : value - after + before
  sums[at] = after
  lost[at] = (lost[at] as number) + loss
}

/** 0.1 and 0.2 are 0.3. Null beyond what is exact. */
function rounded(sum: number): number | null {
  if (Number.isInteger(sum)) return Number.isSafeInteger(sum) ? sum : null
  return Number(sum.toPrecision(15))
}

const makers: Partial<Record<ListedKind, MakeSums>> = { money: sumsOfMoney, number: sumsOfNumbers }
