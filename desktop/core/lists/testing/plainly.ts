import { addDays, dateIn, dateRangeOf } from '../../../../shared/dates.ts'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { Address, Money } from '../../../../shared/fields.ts'
import type { Condition, DateRange, Filter, ListQuery } from '../../../../shared/filters.ts'
import type { Kinds } from '../../../../shared/kinds.ts'
import { canSee, type Viewer } from '../../../../shared/permissions/viewer.ts'
import { isPhone, phoneQueryForms, phoneSearchForms } from '../../../../shared/phone.ts'
import { provinceOf, regionOf, regions } from '../../../../shared/places.ts'
import { type RecordState, visibilityKey } from '../../../../shared/record.ts'
import { trFold as fold, trSortKey as keyOf, searchTerms } from '../../../../shared/text.ts'
import { isEmpty } from '../../../../shared/value.ts'

/** The same as a list does, written plainly over records: what lists are compared with. */
export interface Plainly {
  kind: AnyKind
  zone: string
  now: number
  titleOf(id: string): string
  /** For fields of parents. */
  above?(record: RecordState): RecordState | undefined
  kinds?: Kinds
}

export function findPlainly(plainly: Plainly, records: RecordState[], query: ListQuery, viewer: Viewer): string[] {
  const { kind } = plainly
  const found = records.filter(
    record =>
      canSee(viewer, kind.name, visibilityKey(record)) &&
      (query.archived === 'with' || record.archived === (query.archived === 'only')) &&
      query.filters.every(filter => fits(plainly, record, filter, viewer)) &&
      (!query.where || holds(plainly, record, query.where, viewer)) &&
      (!query.words || hasWords(kind, record, query.words)),
  )
  const keyed = found.map(record => ({ id: record.id, key: sortKey(plainly, record, query.sort.field, viewer) }))
  const sign = query.sort.descending ? -1 : 1
  keyed.sort((a, b) => {
    if ((a.key === undefined) !== (b.key === undefined)) return a.key === undefined ? 1 : -1
    return sign * (compare(a.key, b.key) || compare(a.id, b.id))
  })
  return keyed.map(({ id }) => id)
}

/** Few different values stand in many records. */
function remembered<A extends unknown[], R>(work: (...args: A) => R): (...args: A) => R {
  const known = new Map<string, R>()
  return (...args) => {
    const name = args.join('\u0000')
    const result = known.has(name) ? (known.get(name) as R) : work(...args)
    known.set(name, result)
    return result
  }
}
const trFold = remembered(fold)
const trSortKey = remembered(keyOf)
const dayIn = remembered(dateIn)

type Key = string | number | undefined
const compare = (a: Key, b: Key): number => (a === undefined || b === undefined || a === b ? 0 : a < b ? -1 : 1)

/** A field's kind and value, and parts of addresses by their names. */
export function fieldOf(
  plainly: Plainly,
  record: RecordState,
  name: string,
  viewer: Viewer,
): { type: string; value: unknown } {
  const { kind } = plainly
  const [, parentName, rest = ''] = /^parent\.([a-zA-Z]+)\.(.+)$/.exec(name) ?? []
  if (parentName !== undefined) {
    const above = plainly.above?.(record)
    const of = { ...plainly, kind: plainly.kinds?.require(parentName) ?? kind }
    if (above?.kind === parentName && canSee(viewer, parentName, visibilityKey(above)))
      return fieldOf(of, above, rest, viewer)
    return { type: fieldOf(of, nobody, rest, viewer).type, value: undefined }
  }
  if (name === 'title') return { type: 'text', value: kind.title(record.values) }
  if (name === 'owner' || name === 'team' || name === 'createdBy' || name === 'updatedBy')
    return { type: 'reference', value: record[name] }
  if (name === 'createdAt' || name === 'updatedAt') return { type: 'dateTime', value: record[name] }
  if (name === 'parent') return { type: 'reference', value: record.parent?.id }
  const field = kind.fields[name]
  if (field) return { type: field.kind, value: record.values[name] }
  const part = name.slice(name.lastIndexOf('.') + 1)
  const address = record.values[name.slice(0, name.lastIndexOf('.'))] as Address | undefined
  if (part === 'region') return { type: part, value: address?.province && regionOf(address.province) }
  return { type: part, value: address?.[part as 'province' | 'district'] }
}

const nobody = { values: {} } as RecordState

function holds(plainly: Plainly, record: RecordState, condition: Condition, viewer: Viewer): boolean {
  if ('field' in condition) return fits(plainly, record, condition, viewer)
  if ('all' in condition) return condition.all.every(part => holds(plainly, record, part, viewer))
  return condition.any.length === 0 || condition.any.some(part => holds(plainly, record, part, viewer))
}

function fits(plainly: Plainly, record: RecordState, { field, op, value }: Filter, viewer: Viewer): boolean {
  const { type, value: found } = fieldOf(plainly, record, field, viewer)
  const wanted = (Array.isArray(value) ? value : [value]).map(item => (item === 'me' ? viewer.user : item))
  const empty = isEmpty(found)
  if (op === 'empty') return empty
  if (op === 'notEmpty') return !empty
  if (type === 'boolean') return (found === true) === value
  if (type === 'date' || type === 'dateTime') return !empty && inDays(plainly, type, String(found), op, wanted)
  if (type === 'number' || type === 'percent' || type === 'money') {
    const number = type === 'money' ? (found as Money | undefined)?.amount : (found as number | undefined)
    const [from, to] = wanted as [number, number]
    if (op === 'isNot') return number !== from
    if (number === undefined) return false
    if (op === 'is') return number === from
    if (op === 'atLeast') return number >= from
    if (op === 'atMost') return number <= from
    return number >= from && number <= to
  }
  if (type === 'address') {
    const { province, district, line } = (found ?? {}) as Address
    if (op === 'contains') {
      const needle = trFold(String(value))
      const name = province && (provinceOf(province)?.name ?? province)
      return [name ?? '', district ?? '', line ?? ''].some(part => trFold(part).includes(needle))
    }
    return (province !== undefined && wanted.includes(province)) === (op === 'in')
  }
  if (Array.isArray(found)) return found.some(item => wanted.includes(item)) === (op === 'in')
  if (['text', 'email', 'phone', 'url', 'taxNumber'].includes(type)) {
    const text = trFold(String(found ?? ''))
    // The beginning of a number as people dial it also stands for its stored form.
    const dialled = (item: string) => (type === 'phone' && /^0[1-9]/.test(item) ? [`+90${item.slice(1)}`] : [])
    const needles = wanted.flatMap(item => [trFold(String(item)), ...dialled(String(item))])
    if (op === 'contains') return needles.some(needle => text.includes(needle))
    if (op === 'startsWith') return needles.some(needle => text.startsWith(needle))
    return needles.includes(text) === (op !== 'isNot')
  }
  const isAmong = found !== undefined && wanted.includes(found as string)
  return isAmong === (op === 'is' || op === 'in')
}

function inDays({ zone, now }: Plainly, type: string, found: string, op: string, wanted: unknown[]): boolean {
  const day = type === 'date' ? found : dayIn(zone, found)
  const [from, to] = wanted as [string, string]
  if (op === 'is') return day === from
  if (op === 'atLeast') return day >= from
  if (op === 'atMost') return day <= from
  if (op === 'between') return day >= from && day <= to
  const range = dateRangeOf(from as DateRange, now, zone)
  return day >= range.from && day <= addDays(range.to, -1)
}

function sortKey(plainly: Plainly, record: RecordState, name: string, viewer: Viewer): Key {
  const { type, value } = fieldOf(plainly, record, name, viewer)
  if (type === 'boolean') return value === true ? 1 : 0
  if (isEmpty(value)) return undefined
  const place = (text: string) => trSortKey(text, 60)
  const province = (code: string) => place(provinceOf(code)?.name ?? code)
  if (type === 'text') return trSortKey(String(value), 40)
  if (type === 'money') return (value as Money).amount
  if (type === 'dateTime') return Date.parse(String(value))
  if (type === 'choice') return Object.keys(plainly.kind.fields[name]?.choices ?? {}).indexOf(String(value))
  if (type === 'reference') return trSortKey(plainly.titleOf(String(value)), 40) || undefined
  if (type === 'province') return province(String(value))
  if (type === 'district') return place(String(value))
  if (type === 'region') return place(regions[value as keyof typeof regions].tr)
  if (type === 'address') {
    const { province: code, district } = value as Address
    return code === undefined ? undefined : `${province(code)}\n${place(district ?? '')}`
  }
  return typeof value === 'number' ? value : trFold(String(value))
}

const numberForms = (value: string): string[] =>
  isPhone(value) ? phoneSearchForms(value) : [value, value.slice(-7), value.slice(-4)]

function hasWords(kind: AnyKind, record: RecordState, words: string): boolean {
  const has = Object.entries(kind.fields)
    .filter(([, field]) => field.search === 'words')
    .flatMap(([name]) => searchTerms(String(record.values[name] ?? '')))
  if (searchTerms(words).every(term => has.some(word => word.startsWith(term)))) return true
  const numbers = Object.entries(kind.fields)
    .filter(([name, field]) => field.search === 'digits' && record.values[name] !== undefined)
    .flatMap(([name]) => numberForms(String(record.values[name])))
  return phoneQueryForms(words).some(typed => numbers.some(number => number.startsWith(typed)))
}
