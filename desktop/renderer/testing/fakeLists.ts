import { fieldFacts, type RichTextDocument } from '../../../shared/fields.ts'
import type { Condition, Filter, ListQuery } from '../../../shared/filters.ts'
import { builtInKinds } from '../../../shared/kinds.ts'
import { regionOf } from '../../../shared/places.ts'
import { richTextToPlain } from '../../../shared/richText.ts'
import { matchRanges, searchTerms, trFold, trSortKey } from '../../../shared/text.ts'
import { isEmpty } from '../../../shared/value.ts'
import type { Hit, ListRow, ShownRecord } from '../../core/api/functions.ts'
import { keyOf } from './fakeRecords.ts'

/** Lists and search over an array: right enough to look at, nothing like the product's speed. */
export function matching(records: Iterable<ShownRecord>, query: ListQuery, me: string): ShownRecord[] {
  const here = new Map([...records].map(record => [keyOf(record), record]))
  const holds = (record: ShownRecord, condition: Condition): boolean => {
    if ('all' in condition) return condition.all.every(part => holds(record, part))
    if ('any' in condition) return condition.any.length === 0 || condition.any.some(part => holds(record, part))
    return passes(valueIn(here, record, condition.field), condition, me)
  }
  const found = [...here.values()].filter(
    record =>
      record.kind === query.kind &&
      (query.archived === 'with' || record.archived === (query.archived === 'only')) &&
      query.filters.every(filter => holds(record, filter)) &&
      (!query.where || holds(record, query.where)) &&
      searchTerms(query.words ?? '').every(term => wordsOf(record).some(word => word.startsWith(term))),
  )
  const { field, descending } = query.sort
  const keyed = found.map(record => ({ record, key: sortKey(heldValue(record, field)) }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) * (descending ? -1 : 1))
  return keyed.map(({ record }) => record)
}

export function rowOf(record: ShownRecord, records: Map<string, ShownRecord>): ListRow {
  const fields = builtInKinds.require(record.kind).fields
  const listable = Object.entries(record.values).filter(([name]) => {
    const field = fields[name]
    return field && fieldFacts[field.kind].listable
  })
  const { parent } = record
  return {
    id: record.id,
    title: record.title,
    ...(record.owner ? { owner: record.owner } : {}),
    ...(record.team ? { team: record.team } : {}),
    ...(parent ? { parent: { ...parent, title: records.get(keyOf(parent))?.title ?? '' } } : {}),
    archived: record.archived,
    createdAt: record.createdAt,
    createdBy: record.createdBy,
    updatedAt: record.updatedAt,
    values: Object.fromEntries(listable),
    waiting: record.waiting,
  }
}

export function hitOf(record: ShownRecord, words = ''): Hit {
  const { values } = record
  const subtitle = ['companyName', 'phone', 'email', 'position']
    .map(name => values[name])
    .filter(value => typeof value === 'string' && value !== record.title)
    .slice(0, 2)
    .join(' · ')
  return {
    kind: record.kind,
    id: record.id,
    title: record.title,
    subtitle,
    archived: record.archived,
    marks: matchRanges(record.title, words).map(([from, to]) => [from, to] as [number, number]),
  }
}

export function searched(records: Iterable<ShownRecord>, words: string, kinds: string[] | undefined, limit: number) {
  const terms = searchTerms(words)
  const groups = builtInKinds.all
    .filter(kind => !kind.internal && (!kinds || kinds.includes(kind.name)))
    .map(kind => ({
      kind: kind.name,
      hits: [...records]
        .filter(record => record.kind === kind.name && terms.every(t => wordsOf(record).some(w => w.includes(t))))
        .slice(0, limit)
        .map(record => withSnippet(hitOf(record, words), record, words)),
    }))
  return { groups: groups.filter(({ hits }) => hits.length > 0), corrected: false }
}

function withSnippet(hit: Hit, record: ShownRecord, words: string): Hit {
  const matches = (text: string) => matchRanges(text, words).length > 0
  const text = textsOf(record).find(matches)
  return matches(`${hit.title} ${hit.subtitle}`) || text === undefined ? hit : { ...hit, snippet: text.slice(0, 120) }
}

const textsOf = ({ kind, values }: ShownRecord): string[] =>
  Object.entries(values).flatMap(([name, value]) => {
    const isRich = builtInKinds.require(kind).fields[name]?.kind === 'richText'
    return isRich ? [richTextToPlain(value as RichTextDocument)] : typeof value === 'string' ? [value] : []
  })

const wordsOf = (record: ShownRecord): string[] => [record.title, ...textsOf(record)].flatMap(searchTerms)

/** The value of a field as queries name it, `parent.<kind>.<field>` too. */
export function valueIn(records: ReadonlyMap<string, ShownRecord>, record: ShownRecord, field: string): unknown {
  const [, kind, rest = ''] = /^parent\.([a-zA-Z]+)\.(.+)$/.exec(field) ?? []
  if (kind === undefined) return heldValue(record, field)
  const parent = record.parent?.kind === kind ? records.get(keyOf(record.parent)) : undefined
  return parent && heldValue(parent, rest)
}

function heldValue(record: ShownRecord, field: string): unknown {
  const [name = '', part] = field.startsWith('custom.') ? [field] : field.split('.', 2)
  if (name === 'parent') return record.parent?.id
  const own = name in record.values ? record.values[name] : (record as unknown as Record<string, unknown>)[name]
  if (part === 'region') return regionOf(String((own as { province?: string } | undefined)?.province ?? ''))
  return part && own && typeof own === 'object' ? (own as Record<string, unknown>)[part] : own
}

const sortKey = (value: unknown): string =>
  isEmpty(value) ? '' : typeof value === 'number' ? String(value).padStart(16, '0') : trSortKey(String(value))

function passes(held: unknown, { field, op, value }: Filter, me: string): boolean {
  const wanted = (Array.isArray(value) ? value : [value]).map(item => (field === 'owner' && item === 'me' ? me : item))
  const all = (Array.isArray(held) ? held : [held]) as unknown[]
  const text = trFold(String(held ?? ''))
  const first = trFold(String(wanted[0] ?? ''))
  const tests: Record<Filter['op'], () => boolean> = {
    is: () => all.some(item => item === wanted[0]) || (typeof held === 'string' && text === first) || isNo(held, value),
    isNot: () => !all.some(item => item === wanted[0]),
    in: () => all.some(item => wanted.includes(item as never)),
    notIn: () => !all.some(item => wanted.includes(item as never)),
    contains: () => text.includes(first),
    startsWith: () => text.startsWith(first),
    atLeast: () => String(held ?? '') >= String(wanted[0]),
    atMost: () => held !== undefined && String(held) <= String(wanted[0]),
    between: () => held !== undefined && String(held) >= String(wanted[0]) && String(held) <= `${String(wanted[1])}~`,
    range: () => held !== undefined,
    empty: () => isEmpty(held),
    notEmpty: () => !isEmpty(held),
  }
  return tests[op]()
}

/** A yes or no that was never set is a no. */
const isNo = (held: unknown, value: Filter['value']): boolean => value === false && held === undefined
