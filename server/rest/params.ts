import type { AnyKind } from '../../shared/entity.ts'
import { AppError, type FieldErrors } from '../../shared/errors.ts'
import type { FieldKind, Operator } from '../../shared/fields.ts'
import { type Filter, filter } from '../../shared/filters.ts'
import { decimalToScaled } from '../../shared/numbers.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import { type Access, accessTo } from './access.ts'
import { operatorsOf } from './filters.ts'

export interface ListParams {
  filters: { access: Access; filter: Filter }[]
  sorts: { field: string; descending: boolean }[]
  archived: 'without' | 'only' | 'with'
  q: string
  limit: number
  cursor: string | undefined
}

/** The words of a URL for the operators; an operator's own name is understood too. */
const urlWords: Partial<Record<Operator, string>> = { is: 'eq', isNot: 'ne', atLeast: 'gte', atMost: 'lte' }
export const wordOf = (op: Operator): string => urlWords[op] ?? op
const operatorWords: Record<string, Operator> = Object.fromEntries(
  filter.shape.op.options.flatMap(op => [
    [op, op],
    [wordOf(op), op],
  ]),
)

export const mostPerPage = 500
/** `filter[status]`, `filter[createdAt][gte]`. */
const filterName = /^filter\[([A-Za-z][\w.]{0,79})\](?:\[(\w{1,20})\])?$/
const plainNames = ['sort', 'archived', 'q', 'limit', 'cursor'] as const

/** Reads a list's query string. Throws `input.invalid` naming what it does not know or cannot read. */
export function listParams(kind: AnyKind, viewer: Viewer, search: URLSearchParams): ListParams {
  const rest = plainParams(search, plainNames, name => filterName.test(name))
  const filters = [...search].flatMap(([asked, value]) => {
    const [, name, word] = filterName.exec(asked) ?? []
    return name === undefined ? [] : [readFilter(kind, viewer, { asked, name, word, value })]
  })
  if (filters.length > 20) throw wrong('filter', 'tooMany', { max: 20 })
  const { archived = 'without', q = '', cursor } = rest
  if (archived !== 'without' && archived !== 'only' && archived !== 'with') throw wrong('archived', 'unknownChoice')
  if (q.length > 200) throw wrong('q', 'tooLong', { max: 200 })
  if (cursor !== undefined && cursor.length > 4000) throw wrong('cursor', 'badValue')
  const sorts = (rest.sort ?? '')
    .split(',')
    .filter(Boolean)
    .map(field => ({
      field: field.replace(/^-/, ''),
      descending: field.startsWith('-'),
    }))
  return { filters, sorts, archived, q, limit: limitParam(rest.limit, mostPerPage), cursor }
}

/** The parameters of these names, each given once at most. Throws `input.invalid` naming every other one. */
export function plainParams<N extends string>(
  search: URLSearchParams,
  names: readonly N[],
  isElsewhere: (name: string) => boolean = () => false,
): Partial<Record<N, string>> {
  const errors: FieldErrors = {}
  const found: Partial<Record<N, string>> = {}
  for (const [name, value] of search) {
    const known = names.find(one => one === name)
    if (known && found[known] === undefined) found[known] = value
    else if (known) errors[name] = { reason: 'repeated' }
    else if (!isElsewhere(name)) errors[name.slice(0, 100)] = { reason: 'unknownParameter' }
  }
  if (Object.keys(errors).length > 0) throw new AppError('input.invalid', { fields: errors })
  return found
}

/** `limit`, 50 where it is not given. */
export const limitParam = (text: string | undefined, most: number): number => wholeParam('limit', text, most) ?? 50

/** A whole number from 1 on. */
export function wholeParam(name: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = /^\d{1,15}$/.test(text) ? Number(text) : 0
  if (value < 1 || value > most) throw wrong(name, 'outOfRange', { min: 1, max: most })
  return value
}

const wrong = (name: string, reason: string, params?: Record<string, string | number>) =>
  new AppError('input.invalid', { fields: { [name]: { reason, ...(params ? { params } : {}) } } })

interface Asked {
  /** `filter[status][in]`, as it was written. */
  asked: string
  name: string
  word: string | undefined
  value: string
}

function readFilter(kind: AnyKind, viewer: Viewer, { asked, name, word, value }: Asked) {
  const access = accessTo(kind, viewer, name, asked)
  const allowed = operatorsOf(access.kind)
  // `filter[tags]=…` of a set asks whether it is among them.
  const op = word === undefined ? (allowed.includes('is') ? 'is' : 'in') : operatorWords[word]
  if (!op || !allowed.includes(op)) throw wrong(asked, 'unknownOperator', { allowed: allowed.map(wordOf).join(', ') })
  if (op === 'empty' || op === 'notEmpty') return { access, filter: { field: name, op: presenceOf(asked, op, value) } }
  return { access, filter: { field: name, op, value: readValue(access, op, value) } }
}

/** `filter[phone][empty]=false` asks for those that have one. */
function presenceOf(asked: string, op: 'empty' | 'notEmpty', value: string): 'empty' | 'notEmpty' {
  if (value === '' || value === 'true') return op
  if (value !== 'false') throw wrong(asked, 'badValue')
  return op === 'empty' ? 'notEmpty' : 'empty'
}

function readValue(access: Access, op: Operator, text: string): Filter['value'] {
  if (op === 'range') return text
  const read = (one: string) => {
    const value = readers[access.kind](one)
    if (value === undefined) throw wrong(access.asked, 'badValue')
    if (access.choices && !access.choices.includes(String(value))) throw wrong(access.asked, 'unknownChoice')
    return value
  }
  if (op !== 'in' && op !== 'notIn' && op !== 'between') return read(text)
  const parts = text.split(',')
  if (parts.length > 200) throw wrong(access.asked, 'tooMany', { max: 200 })
  return parts.map(read)
}

type Read = (text: string) => string | number | boolean | undefined
const asIs: Read = text => text
/** A decimal with this many digits as the whole number that is stored. */
const scaled =
  (digits: number): Read =>
  text =>
    decimalToScaled(text, digits) ?? undefined

const readers: Record<FieldKind | 'province' | 'district' | 'region', Read> = {
  text: asIs,
  longText: asIs,
  richText: asIs,
  number: text => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined),
  percent: scaled(2),
  // Amounts compare in hundredths whatever their currency is.
  money: scaled(2),
  date: asIs,
  dateTime: asIs,
  choice: asIs,
  multiChoice: asIs,
  boolean: text => (text === 'true' ? true : text === 'false' ? false : undefined),
  email: asIs,
  phone: asIs,
  url: asIs,
  taxNumber: asIs,
  reference: asIs,
  references: asIs,
  tags: asIs,
  files: asIs,
  address: asIs,
  lines: asIs,
  structure: asIs,
  province: asIs,
  district: asIs,
  region: asIs,
}
