import { z } from 'zod'
import type { AnyKind } from '../../shared/entity.ts'
import { AppError } from '../../shared/errors.ts'
import type { FieldKind, Operator } from '../../shared/fields.ts'
import { type Filter, filter } from '../../shared/filters.ts'
import { decimalToScaled } from '../../shared/numbers.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import { type Access, accessTo, type ListedKind } from './access.ts'

export interface ListParams {
  filters: { access: Access; filter: Filter }[]
  sorts: { field: string; descending: boolean }[]
  archived: 'without' | 'only' | 'with'
  q: string
  limit: number
  cursor: string | undefined
}

/** The words of a URL for the operators; an operator's own name is understood too. */
const operatorWords: Record<string, Operator> = {
  eq: 'is',
  ne: 'isNot',
  gte: 'atLeast',
  lte: 'atMost',
  ...Object.fromEntries(filter.shape.op.options.map(op => [op, op])),
}

const common = z.object({
  sort: z.string().max(300).optional(),
  archived: z.enum(['without', 'only', 'with']).default('without'),
  q: z.string().max(200).default(''),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(4000).optional(),
})

/** Reads a list's query string. Throws `input.invalid` naming what it does not know or cannot read. */
export function listParams(kind: AnyKind, viewer: Viewer, search: URLSearchParams): ListParams {
  const rest: Record<string, string> = {}
  const filters: ListParams['filters'] = []
  for (const [name, value] of search) {
    const found = /^filter\[([A-Za-z][\w.]{0,79})\](?:\[(\w{1,20})\])?$/.exec(name)
    if (found) filters.push(readFilter(kind, viewer, found[1] ?? '', found[2], value))
    else if (Object.hasOwn(common.shape, name)) rest[name] = value
    else throw new AppError('input.invalid', { fields: { [name.slice(0, 80)]: { reason: 'unknownField' } } })
  }
  if (filters.length > 20)
    throw new AppError('input.invalid', { fields: { filter: { reason: 'tooLong', params: { max: 20 } } } })
  const { sort, archived, q, limit, cursor } = common.parse(rest)
  const sorts = (sort ?? '')
    .split(',')
    .filter(Boolean)
    .map(field => ({
      field: field.replace(/^-/, ''),
      descending: field.startsWith('-'),
    }))
  return { filters, sorts, archived, q, limit, cursor }
}

function readFilter(kind: AnyKind, viewer: Viewer, name: string, word: string | undefined, value: string) {
  const access = accessTo(kind, viewer, name)
  // `filter[tags]=…` of a set asks whether it is among them.
  const op = word === undefined ? (isSet(access.kind) ? 'in' : 'is') : operatorWords[word]
  if (!op) throw new AppError('input.invalid', { fields: { [name]: { reason: 'badValue' } } })
  return { access, filter: { field: name, op, ...readValue(access, op, value) } }
}

const isSet = (kind: ListedKind): boolean =>
  kind === 'multiChoice' || kind === 'references' || kind === 'tags' || kind === 'address'

function readValue(access: Access, op: Operator, text: string): Pick<Filter, 'value'> {
  if (op === 'empty' || op === 'notEmpty') return {}
  if (op === 'range') return { value: text }
  const read = (one: string) => {
    const value = readers[access.kind](one)
    if (value === undefined) throw new AppError('input.invalid', { fields: { [access.name]: { reason: 'badValue' } } })
    return value
  }
  if (op === 'in' || op === 'notIn' || op === 'between') return { value: text.split(',').slice(0, 200).map(read) }
  return { value: read(text) }
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
  address: asIs,
  lines: asIs,
  structure: asIs,
  province: asIs,
  district: asIs,
  region: asIs,
}
