import { currencies } from '../../../shared/currencies.ts'
import type { Money } from '../../../shared/fields.ts'
import { type GroupKey, groupedField } from '../../../shared/groups.ts'
import { builtInKinds } from '../../../shared/kinds.ts'
import { type ListedKind, type QueryField, queryField } from '../../../shared/listFields.ts'
import { provinceOf } from '../../../shared/places.ts'
import { trFold, trSortKey } from '../../../shared/text.ts'
import { isEmpty } from '../../../shared/value.ts'
import type { ArgsOf, ResultOf, ShownRecord } from '../../core/api/functions.ts'
import { matching, valueIn } from './fakeLists.ts'

type Records = ReadonlyMap<string, ShownRecord>
type Groups = ResultOf<'records.groups'>

/** As the `mostKeys` of core's table, of which the page has the types alone. */
export const mostKeys = 20_000

/** Groups and totals over an array; see fakeLists.ts. */
export function grouped(records: Records, { query, by, totals = [], ...rest }: ArgsOf<'records.groups'>, me: string) {
  const found = matching(records.values(), query, me)
  const whole = { count: found.length, totals: totalsOf(found, totals), left: 0 }
  const kind = builtInKinds.require(query.kind)
  const field = by === undefined ? undefined : queryField(builtInKinds, kind, by)
  if (!field) return { ...whole, groups: [] }
  const name = groupedField(field.name, field.kind)
  const members = new Map<GroupKey, ShownRecord[]>()
  for (const record of found)
    for (const key of keysOf(field.kind, valueIn(records, record, name)))
      members.set(key, [...(members.get(key) ?? []), record])
  const descending = rest.descending ?? (query.sort.field === by ? query.sort.descending : field.kind === 'dateTime')
  const groups = [...members].map(([key, of]) => {
    const record = key !== null && field.kind !== 'choice' ? recordOf(records, key) : undefined
    const written = key === null ? undefined : valueIn(records, of[0] as ShownRecord, name)
    const title = record?.title ?? (textual.has(field.kind) ? String(written) : undefined)
    return {
      key,
      ...(title === undefined ? {} : { title }),
      ...(record ? { record: { kind: record.kind, id: record.id } } : {}),
      count: of.length,
      totals: totalsOf(of, totals),
    }
  })
  groups.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
    const [x, y] = [placeOf(field, a.key, a.title), placeOf(field, b.key, b.title)]
    return (x < y ? -1 : x > y ? 1 : 0) * (descending ? -1 : 1)
  })
  return { ...whole, groups } satisfies Groups
}

const textual = new Set<ListedKind>(['text', 'email', 'phone', 'url', 'taxNumber'])

const recordOf = (records: Records, id: string): ShownRecord | undefined =>
  [...records.values()].find(record => record.id === id)

function keysOf(kind: ListedKind, value: unknown): GroupKey[] {
  if (kind === 'boolean') return [value === true ? 'true' : 'false']
  if (isEmpty(value)) return [null]
  if (Array.isArray(value)) return value.map(String)
  if (kind === 'date' || kind === 'dateTime') return [String(value).slice(0, 7)]
  return [textual.has(kind) ? trFold(String(value)) : String(value)]
}

function placeOf({ kind, choices }: QueryField, key: string, title: string | undefined): string | number {
  if (choices) return Object.keys(choices).indexOf(key)
  if (kind === 'number' || kind === 'percent') return Number(key)
  return trSortKey(title ?? (kind === 'province' || kind === 'address' ? provinceOf(key)?.name : undefined) ?? key)
}

function totalsOf(records: readonly ShownRecord[], fields: readonly string[]): Groups['totals'] {
  return Object.fromEntries(
    fields.map(field => {
      const sums = new Map<string | undefined, { sum: number; count: number }>()
      for (const { values } of records) {
        const value = values[field] as Money | number | undefined
        if (value === undefined) continue
        const currency = typeof value === 'number' ? undefined : value.currency
        const { sum, count } = sums.get(currency) ?? { sum: 0, count: 0 }
        sums.set(currency, { sum: sum + (typeof value === 'number' ? value : value.amount), count: count + 1 })
      }
      const order = [...currencies.keys()]
      const place = (currency: string | undefined) => order.indexOf(currency ?? '')
      const sorted = [...sums].sort(([a], [b]) => place(a) - place(b))
      return [field, sorted.map(([currency, sum]) => ({ ...(currency === undefined ? {} : { currency }), ...sum }))]
    }),
  )
}
