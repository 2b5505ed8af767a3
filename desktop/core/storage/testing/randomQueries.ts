import type { MangoQuery } from 'rxdb/plugins/core'
import type { Crew } from './crew.ts'
import type { Random } from './random.ts'

type Loose = Record<string, unknown>

const texts = [
  'Ada',
  'ada',
  'Ad',
  'Berk',
  'Çelik',
  'çelik',
  'İpek',
  'ipek',
  'ışık',
  'Zeki',
  'a b',
  'a!b',
  '',
  '0',
  '7',
  'true',
  '😀',
  '😀z',
  '𐐷',
  'ﬁne',
  '\ue000',
  '\uffe5',
  'e\u0301',
  'é',
  "O'Brien",
  '"',
  '%',
  '_',
  '\\',
  '$',
  'null',
] as const
const ages = [0, 1, 25, 26, 30, 41, 150] as const
const scores = [-1000, -2, -1.99, -0.01, 0, 0.01, 1.5, 99.99, 1000] as const
const levels = [0, 1, 2, 3, 9] as const
const loose = [-3.5, -1, 0, 1, 2, 7, 1e6, 0.1, 1e21, 2 ** 53, 123456.789012345] as const

type Kind = 'text' | 'number' | 'boolean'
interface Field {
  path: string
  kind: Kind
  indexed: boolean
  values: readonly [unknown, ...unknown[]]
}

/** The same queries for loose documents: operands of every kind on every field. */
export const looseQuery = (random: Random): MangoQuery<Crew> =>
  randomQuery(random, fields.map(field => ({ ...field, indexed: false })) as unknown as Fields)

type Fields = readonly [Field, ...Field[]]
const fields: Fields = [
  { path: 'name', kind: 'text', indexed: true, values: texts },
  { path: 'home.city', kind: 'text', indexed: true, values: texts },
  { path: 'age', kind: 'number', indexed: true, values: ages },
  { path: 'score', kind: 'number', indexed: true, values: scores },
  { path: 'home.deep.level', kind: 'number', indexed: true, values: levels },
  { path: 'active', kind: 'boolean', indexed: true, values: [true, false] },
  { path: 'nick', kind: 'text', indexed: false, values: texts },
  { path: 'note', kind: 'text', indexed: false, values: texts },
  { path: 'rank', kind: 'number', indexed: false, values: loose },
  { path: 'vip', kind: 'boolean', indexed: false, values: [true, false] },
]

export function randomCrew(random: Random, id: string): Crew {
  const document: Crew = {
    id,
    name: random.pick(texts),
    age: random.pick(ages),
    score: random.pick(scores),
    active: random.chance(0.5),
    home: { city: random.pick(texts), deep: { level: random.pick(levels) } },
  }
  if (random.chance(0.8)) document.nick = random.chance(0.2) ? null : random.pick(texts)
  if (random.chance(0.8)) document.rank = random.chance(0.2) ? null : random.pick(loose)
  if (random.chance(0.8)) document.vip = random.chance(0.2) ? null : random.chance(0.5)
  if (random.chance(0.7)) document.tags = random.some(texts, 0.1)
  if (random.chance(0.7)) document.sizes = random.some(loose, 0.2)
  if (random.chance(0.7))
    document.lines = random.some(texts, 0.1).map(product => ({ product, quantity: random.int(10) }))
  if (random.chance(0.5)) document.note = random.pick(texts)
  return document
}

/** With what a schema forbids: indexed fields missing, null or of another kind. */
export function looseCrew(random: Random, id: string): Crew {
  const document: Loose = { ...randomCrew(random, id) }
  for (const field of ['name', 'age', 'score', 'active']) {
    const fate = random.int(5)
    if (fate === 0) delete document[field]
    if (fate === 1) document[field] = random.pick<unknown>([null, '1', 1, 0, true, false, '', -7.25, '😀'])
  }
  document.home = random.pick<unknown>([document.home, document.home, document.home, {}, null])
  return document as unknown as Crew
}

export function randomQuery(random: Random, over: Fields = fields): MangoQuery<Crew> {
  const query: Loose = { selector: randomSelector(random, over, 2) }
  if (random.chance(0.7)) query.sort = randomSort(random)
  if (random.chance(0.3)) query.skip = random.int(20)
  if (random.chance(0.4)) query.limit = random.int(20)
  return query as MangoQuery<Crew>
}

function randomSort(random: Random): Loose[] {
  const paths = new Set<string>()
  for (let count = 1 + random.int(3); count > 0; count--)
    paths.add(random.chance(0.15) ? 'id' : random.pick(fields).path)
  return [...paths].map(path => ({ [path]: random.chance(0.5) ? 'asc' : 'desc' }))
}

function randomSelector(random: Random, over: Fields, depth: number): Loose {
  const selector: Loose = {}
  for (let count = random.int(3); count > 0; count--) {
    const field = random.pick(over)
    selector[field.path] = randomMatcher(random, field)
  }
  if (random.chance(0.15)) Object.assign(selector, randomArrayMatcher(random))
  if (random.chance(0.1)) selector.id = { [random.pick(['$gt', '$gte', '$lt', '$lte', '$ne'])]: `id${random.int(60)}` }
  if (depth > 0 && random.chance(0.4)) {
    const parts = Array.from({ length: 1 + random.int(3) }, () => randomSelector(random, over, depth - 1))
    selector[random.pick(['$and', '$or', '$nor'])] = parts
  }
  return selector
}

function randomMatcher(random: Random, field: Field): unknown {
  const matcher: Loose = {}
  for (let count = 1 + random.int(2); count > 0; count--) Object.assign(matcher, randomOperator(random, field))
  return matcher
}

function randomOperator(random: Random, field: Field): Loose {
  const value = (): unknown => randomOperand(random, field)
  switch (random.int(12)) {
    case 0:
    case 1:
      return { $eq: value() }
    case 2:
      return { $ne: value() }
    case 3:
    case 4:
    case 5:
      return { [random.pick(['$gt', '$gte', '$lt', '$lte'])]: value() }
    case 6:
      return { $in: Array.from({ length: random.int(4) }, value) }
    case 7:
      return { $nin: Array.from({ length: random.int(4) }, value) }
    case 8:
      return { $exists: random.chance(0.5) }
    case 9:
      return { $type: random.pick(['string', 'number', 'boolean', 'null', 'int']) }
    case 10:
      return {
        $not: random.chance(0.3) ? { $in: [value(), value()] } : { [random.pick(['$eq', '$gt', '$lte'])]: value() },
      }
    default:
      if (field.kind === 'text') return { $regex: random.pick(['^A', 'e', '^.$', '[İi]', '^$']), $options: 'i' }
      return field.kind === 'number' ? { $mod: [random.pick([2, 5]), random.pick([0, 1])] } : { $eq: value() }
  }
}

/** Mostly of the field's kind. Fields without an index also meet null and values of other kinds. */
function randomOperand(random: Random, field: Field): unknown {
  if (!field.indexed && random.chance(0.1)) return null
  if (!field.indexed && random.chance(0.1)) return random.pick<unknown>(['1', 1, true, false, 0, ''])
  return random.pick(field.values)
}

function randomArrayMatcher(random: Random): Loose {
  switch (random.int(6)) {
    case 0:
      return { tags: { [random.pick(['$eq', '$ne', '$gt', '$lte'])]: random.pick(texts) } }
    case 1:
      return { sizes: { [random.pick(['$eq', '$gt', '$lt'])]: random.pick(loose) } }
    case 2:
      return { tags: { $size: random.int(4) } }
    case 3:
      return { lines: { $elemMatch: { product: random.pick(texts), quantity: { $gt: random.int(10) } } } }
    case 4:
      return { 'lines.quantity': { [random.pick(['$eq', '$gte', '$lt'])]: random.int(10) } }
    default:
      return { tags: { $in: random.some(texts, 0.1) } }
  }
}
