import type { AnyKind } from '../../../../shared/entity.ts'
import { type Condition, dateRanges, type Filter, type FilterGroup } from '../../../../shared/filters.ts'
import type { RecordState } from '../../../../shared/record.ts'
import type { Random } from '../../../../shared/testing/random.ts'
import { accessTo, operatorsOf } from '../access.ts'
import { days, type Small, words } from './everyField.ts'

export type MakeFilter = (source: Random) => Filter

/** Operators of the kind's fields with a value taken from a record, or something near it. */
export function filterMaker(
  kind: AnyKind,
  records: readonly RecordState[],
  { users, teams }: Pick<Small, 'users' | 'teams'>,
  fields: readonly string[],
): MakeFilter {
  const having = new Map<string, RecordState[]>()
  const havingOf = (field: string): RecordState[] => {
    const known = having.get(field) ?? records.filter(({ values }) => values[field] !== undefined)
    having.set(field, known)
    return known
  }
  const randomValue = (source: Random, field: string): string | number | boolean => {
    const { kind: type } = accessTo(kind, field)
    if (type === 'boolean') return source.chance(0.5)
    if (type === 'date' || type === 'dateTime') return source.pick(days)
    if (type === 'region') return source.pick(['marmara', 'aegean', 'centralAnatolia'])
    if (type === 'province') return source.pick(['34', '35', '06', '38'])
    if (type === 'district') return source.pick(['Konak', 'Merkez', 'Yok'])
    if (field === 'title') return source.pick(words)
    if (type === 'reference') {
      if (field === 'owner' && source.chance(0.3)) return 'me'
      return source.pick(field === 'team' ? teams : users).id
    }
    const set = havingOf(field)
    if (set.length === 0) return source.pick(words)
    const value = source.pick(set).values[field]
    if (Array.isArray(value)) return String(source.pick(value))
    if (type === 'money') return (value as { amount: number }).amount
    if (type === 'address') return source.pick(['34', '35', 'konak', 'işık', 'ISIK', '38'])
    return value as string | number
  }
  return source => {
    const field = source.pick(fields)
    const op = source.pick(operatorsOf(accessTo(kind, field).kind))
    if (op === 'empty' || op === 'notEmpty') return { field, op }
    if (op === 'range') return { field, op, value: source.pick(dateRanges) }
    const values = Array.from({ length: source.int(1, 3) }, () => randomValue(source, field))
    const [one = 0] = values
    if (op === 'between') return { field, op, value: [one, randomValue(source, field)].sort() as string[] }
    if (op === 'in' || op === 'notIn') return { field, op, value: values }
    const isPart = typeof one === 'string' && (op === 'contains' || op === 'startsWith')
    return { field, op, value: isPart ? part(source, one) : one }
  }
}

/** Groups of filters, at most so deep; empty ones too. */
export function randomGroup(source: Random, make: MakeFilter, depth = 3): FilterGroup {
  const parts = Array.from(
    { length: source.int(0, 3) },
    (): Condition => (depth > 1 && source.chance(0.4) ? randomGroup(source, make, depth - 1) : make(source)),
  )
  return source.chance(0.5) ? { all: parts } : { any: parts }
}

const part = (source: Random, text: string): string => {
  const from = source.chance(0.5) ? 0 : source.int(0, Math.max(0, text.length - 2))
  return text.slice(from, from + source.int(1, 4))
}
