import { sectors, sources } from '../../../../shared/entities/crm/choices.ts'
import type { Values } from '../../../../shared/entity.ts'
import { uuidv7Maker } from '../../../../shared/ids.ts'
import type { RecordState } from '../../../../shared/record.ts'
import { makeTckn, makeVkn } from '../../../../shared/taxId.ts'
import { type Random, random } from '../../../../shared/testing/random.ts'
import { companyNamer, type Sector } from '../../../../shared/testing/words/companies.ts'
import {
  address,
  domainOf,
  landline,
  mobilePhone,
  officeEmail,
  personEmail,
} from '../../../../shared/testing/words/contacts.ts'
import { personName } from '../../../../shared/testing/words/people.ts'
import { jobTitles, tagNames } from '../../../../shared/testing/words/work.ts'

/** A company's records for tests and measurements of lists: users, teams and tags, then customers, newest first. */
export interface Records {
  users: RecordState[]
  teams: RecordState[]
  tags: RecordState[]
  customers: Iterable<RecordState>
}

/** Own fields of the company: one of each kind that measurements look at. */
export const ownFields: Values[] = [
  { of: 'customer', key: 'rank', type: 'number', words: { tr: 'Sıra' }, position: 1 },
  { of: 'customer', key: 'limit', type: 'money', words: { tr: 'Limit' }, position: 2 },
  { of: 'customer', key: 'visit', type: 'date', words: { tr: 'Ziyaret' }, position: 3 },
  {
    of: 'customer',
    key: 'group',
    type: 'choice',
    words: { tr: 'Grup' },
    choices: ['a', 'b', 'c', 'd', 'e'].map(key => ({ key, words: { tr: key.toUpperCase() } })),
    position: 4,
  },
]

const statuses = [
  ['potential', 30],
  ['active', 55],
  ['atRisk', 5],
  ['passive', 10],
] as const
const offices = ['Zincirlikuyu', 'Kadıköy', 'Çankaya', 'Konak', 'Ümraniye', 'Şişli', 'Nilüfer', 'Seyhan', 'Maltepe']

export function makeRecords(seed: number, count: number): Records {
  const source = random(seed)
  let clock = Date.parse('2024-11-01T06:00:00.000Z')
  const nextId = uuidv7Maker({ now: () => clock, fill: bytes => bytes.set(source.bytes(bytes.length)) })
  let number = 0
  const record = (kind: string, values: Values, rest: Partial<RecordState> = {}): RecordState => {
    const at = new Date(clock).toISOString()
    const id = nextId()
    return {
      ...{ kind, id, epoch: 1, number: ++number, archived: false, createdAt: at, createdBy: 'system' },
      ...{ updatedAt: at, updatedBy: 'system', ...rest, values },
    }
  }
  const teams = ['Marmara satış', 'İç Anadolu satış', 'Ihracat', 'Ege satış'].map(name => record('team', { name }))
  const users = Array.from({ length: 30 }, (_, i) => {
    const { first, last } = personName(source)
    const memberOf = teams[i % teams.length]?.id
    return record('user', { name: `${first} ${last}`, email: `u${i}@ornek.com.tr`, memberOf, isActive: true })
  })
  const tags = tagNames.slice(0, 25).map(name => record('tag', { name }))
  const people = users.map(user => user.id)
  const ownerTeam = new Map(users.map(user => [user.id, String(user.values['memberOf'])]))
  const step = (Date.parse('2026-11-01T06:00:00.000Z') - clock) / Math.max(count, 1)

  function* customers(): Generator<RecordState> {
    const namer = companyNamer(source)
    const start = clock
    for (let i = count - 1; i >= 0; i--) {
      clock = Math.floor(start + i * step)
      // Within the generator time runs backwards; each id is made as if it were the first of its moment.
      const made = uuidv7Maker({ now: () => clock, fill: bytes => bytes.set(source.bytes(bytes.length)) })
      const owner = skewed(source, people)
      const createdAt = new Date(clock).toISOString()
      yield {
        ...{ kind: 'customer', id: made(), epoch: 1, number: count - i, archived: source.chance(0.04) },
        ...{ owner, team: ownerTeam.get(owner), createdAt, createdBy: skewed(source, people) },
        updatedAt: source.instant(createdAt, '2026-11-20T10:00:00.000Z'),
        updatedBy: owner,
        values: customerValues(source, namer, tags),
      } as RecordState
    }
  }
  return { users, teams, tags, customers: { [Symbol.iterator]: customers } }
}

function customerValues(source: Random, namer: (sector: Sector) => string, tags: RecordState[]): Values {
  const sector = source.pick(Object.keys(sectors)) as Sector
  const isCompany = source.chance(0.75)
  const person = personName(source)
  const where = address(source)
  const companyName = isCompany ? namer(sector) : undefined
  const domain = companyName ? domainOf(companyName) : undefined
  const often = <T>(probability: number, value: () => T): T | undefined =>
    source.chance(probability) ? value() : undefined
  const values: Values = {
    type: isCompany ? 'company' : 'individual',
    companyName,
    firstName: isCompany ? undefined : person.first,
    lastName: isCompany ? undefined : person.last,
    taxNumber: often(0.9, () => (isCompany ? makeVkn(source) : makeTckn(source))),
    taxOffice: often(0.8, () => source.pick(offices)),
    status: source.weighted(statuses),
    sector: often(0.97, () => sector),
    source: often(0.9, () => source.pick(Object.keys(sources))),
    authorizedFirstName: isCompany ? person.first : undefined,
    authorizedLastName: isCompany ? person.last : undefined,
    authorizedPosition: isCompany ? often(0.7, () => source.pick(jobTitles)) : undefined,
    authorizedEmail: isCompany ? often(0.4, () => personEmail(source, person, domain)) : undefined,
    authorizedPhone: isCompany ? often(0.4, () => mobilePhone(source)) : undefined,
    phone: often(0.95, () => (isCompany ? landline(source, where.province) : mobilePhone(source))),
    secondaryPhone: often(0.15, () => mobilePhone(source)),
    email: often(0.85, () => (domain ? officeEmail(source, domain) : personEmail(source, person))),
    website: isCompany ? often(0.6, () => `https://www.${domain}`) : undefined,
    address: where,
    tags: often(0.4, () => source.sample(tags, source.int(1, 3)).map(tag => tag.id)),
    'custom.rank': often(0.3, () => source.int(1, 1000)),
    'custom.limit': often(0.3, () => ({ amount: source.int(1, 5000) * 10_000, currency: 'TRY' })),
    'custom.visit': often(0.3, () => source.date('2026-01-01', '2026-12-31')),
    'custom.group': often(0.5, () => source.pick(['a', 'b', 'c', 'd', 'e'])),
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

/** Few have many, many have few. */
function skewed<T>(source: Random, items: readonly T[]): T {
  const at = Math.floor(items.length * source.next() ** 2.5)
  return items[at] ?? source.pick(items)
}
