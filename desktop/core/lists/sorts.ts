import type { ListedKind } from '../../../shared/listFields.ts'
import { provinceOf, regionOf, regions } from '../../../shared/places.ts'
import { trSortKey } from '../../../shared/text.ts'
import { quoted } from '../projection/narrowTable.ts'
import { type Access, foldedSource, sourceOf } from './access.ts'
import type { BytesColumn, CodeColumn, MemoryColumn, NumberColumn } from './memory/columns.ts'
import type { ColumnSource } from './memory/load.ts'
import type { SortSource } from './memory/order.ts'
import { compareBytes, sortByBytes, sortByNumbers } from './memory/radixSort.ts'
import type { Titles } from './titles.ts'

export interface SortContext {
  column(source: ColumnSource): MemoryColumn
  /** See Table. */
  textAt(source: ColumnSource, slot: number): string
  titles: Titles
}

/** How records are ordered by a field of each kind; an unlisted kind has no order. */
export const sortSource = (context: SortContext, access: Access): SortSource | undefined =>
  sources[access.kind]?.(context, access)

type MakeSource = (context: SortContext, access: Access) => SortSource

const byNumber: MakeSource = (context, { column }) => numberSource(context, sourceOf(column, 'number'))
const bySortKey: MakeSource = (context, { column }) => bytesSource(context, sourceOf(`${column}#key`, 'bytes'))
const byFolded: MakeSource = (context, { column }) => bytesSource(context, foldedSource(column))

/** In the order of the definition, which is the order people work through; what no longer is a choice stands last. */
const byChoice: MakeSource = (context, { column, choices }) => {
  const places = new Map(Object.keys(choices ?? {}).map((key, i) => [key, String.fromCharCode(0x100 + i)]))
  return codeSource(context, sourceOf(column, 'code'), value => places.get(String(value)) ?? `\uffff${value}`)
}

const byTitle: MakeSource = (context, { column }) => titleSource(context, sourceOf(column, 'code'))

export const placeKey = (name: string): string => trSortKey(name, 60)
export const provinceKey = (code: string): string => placeKey(provinceOf(code)?.name ?? code)
const byProvince: MakeSource = (context, { column }) =>
  codeSource(context, sourceOf(`${column}.province`, 'code'), value => provinceKey(String(value)))
/** By province, and within it by district. */
const byAddress: MakeSource = (context, { column }) => {
  const [province, district] = [quoted(`${column}.province`), quoted(`${column}.district`)]
  const source: ColumnSource = { sql: `${province} || char(10) || ifnull(${district}, '')`, type: 'code' }
  return codeSource(context, source, value => {
    const [code = '', name = ''] = String(value).split('\n')
    return `${provinceKey(code)}\n${placeKey(name)}`
  })
}
const byRegion: MakeSource = (context, { column }) =>
  codeSource(context, sourceOf(`${column}.province`, 'code'), value => {
    const region = regionOf(String(value))
    return region === undefined ? '' : placeKey(regions[region].tr)
  })

const sources: Record<ListedKind, MakeSource | undefined> = {
  text: bySortKey,
  email: byFolded,
  phone: byFolded,
  url: byFolded,
  taxNumber: byFolded,
  number: byNumber,
  money: byNumber,
  percent: byNumber,
  date: byNumber,
  dateTime: byNumber,
  // A tick that was never set is none.
  boolean: (context, { column }) => numberSource(context, { sql: `ifnull(${quoted(column)}, 0)`, type: 'number' }),
  choice: byChoice,
  reference: byTitle,
  address: byAddress,
  province: byProvince,
  district: (context, { column }) =>
    codeSource(context, sourceOf(`${column}.district`, 'code'), value => placeKey(String(value))),
  region: byRegion,
  longText: undefined,
  richText: undefined,
  multiChoice: undefined,
  references: undefined,
  tags: undefined,
  files: undefined,
  lines: undefined,
  structure: undefined,
}

function numberSource(context: SortContext, source: ColumnSource): SortSource {
  let { values } = context.column(source) as NumberColumn
  return {
    prepare() {
      values = (context.column(source) as NumberColumn).values
    },
    isEmpty: slot => Number.isNaN(values[slot]),
    compare: (a, b) => (values[a] as number) - (values[b] as number),
    key: slot => values[slot] as number,
    compareToKey: (slot, key) => (values[slot] as number) - Number(key),
    sort: slots => sortByNumbers(slots, values),
  }
}

function bytesSource(context: SortContext, source: ColumnSource): SortSource {
  const load = (): BytesColumn => context.column(source) as BytesColumn
  let column: BytesColumn | undefined = load()
  const loaded = (): BytesColumn => {
    column ??= load()
    return column
  }
  const text = (slot: number): Buffer => {
    if (!column) return Buffer.from(context.textAt(source, slot))
    const from = column.bytes.byteOffset + (column.starts[slot] as number)
    return Buffer.from(column.bytes.buffer, from, column.lengths[slot] as number)
  }
  return {
    prepare() {
      column = load()
    },
    release() {
      column = undefined
    },
    isEmpty: slot => (column ? column.lengths[slot] === 0 : text(slot).length === 0),
    compare: (a, b) => compareBytes(loaded(), a, b),
    key: slot => text(slot).toString(),
    compareToKey: (slot, key) => Buffer.compare(text(slot), Buffer.from(String(key))),
    sort: slots => sortByBytes(slots, loaded()),
  }
}

/** By the rank of a value's key among those of all values of its column; a value whose key is '' counts as none. */
function codeSource(
  context: SortContext,
  source: ColumnSource,
  keyOf: (value: string | number) => string,
): SortSource & { forget(value: number): boolean } {
  let { codes, codeOf, values } = context.column(source) as CodeColumn
  const keys: string[] = []
  let ranks = new Float64Array(0)
  const rank = (): void => {
    for (let code = keys.length; code < values.length; code++) keys.push(keyOf(values[code] ?? ''))
    const places = new Map([...new Set(keys)].sort(bytewise).map((key, i) => [key, i]))
    ranks = Float64Array.from(keys, key => (key === '' ? Number.NaN : (places.get(key) ?? 0)))
  }
  const rankAt = (slot: number): number => {
    const code = codes[slot] as number
    return code < 0 ? Number.NaN : (ranks[code] as number)
  }
  const keyAt = (slot: number): string => keys[codes[slot] as number] ?? ''
  return {
    prepare() {
      ;({ codes, codeOf, values } = context.column(source) as CodeColumn)
      if (ranks.length < values.length) rank()
    },
    isEmpty: slot => Number.isNaN(rankAt(slot)),
    compare: (a, b) => rankAt(a) - rankAt(b),
    key: keyAt,
    compareToKey: (slot, key) => bytewise(keyAt(slot), String(key)),
    sort(slots) {
      const own = new Float64Array(codes.length)
      for (const slot of slots) own[slot] = rankAt(slot)
      sortByNumbers(slots, own)
    },
    forget(value) {
      const code = codeOf.get(value)
      if (code === undefined || keys[code] === undefined || keys[code] === keyOf(value)) return false
      keys[code] = keyOf(value)
      ranks = new Float64Array(0)
      return true
    },
  }
}

/** By the titles of other records: when one of those changes its title, everything is ranked anew. */
function titleSource(context: SortContext, source: ColumnSource): SortSource {
  const byKey = codeSource(context, source, value => context.titles.keyOfRow(Number(value)))
  return { ...byKey, follows: row => byKey.forget(row) }
}

const bytewise = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
