import { allKinds } from '../../../shared/entities/index.ts'
import type { Values } from '../../../shared/entity.ts'
import { builtInKinds } from '../../../shared/kinds.ts'
import type { BuiltInRole, RoleRights } from '../../../shared/permissions/rights.ts'
import type { RecordKey } from '../../../shared/record.ts'
import type { ShownRecord } from '../../core/api/functions.ts'
import { addStories } from './fakeStories.ts'

/** A few hundred believable records for looking at screens without core; the same ones each time. */
export interface FakeCompany {
  records: Map<string, ShownRecord>
  users: string[]
  me: string
  team: string
  roles: { admin: string; sales: string }
}

export const keyOf = ({ kind, id }: RecordKey) => `${kind}/${id}`

export function fakeCompany(): FakeCompany {
  const random = randomFrom(20_261)
  const records = new Map<string, ShownRecord>()
  let counter = 0
  const nextId = () => {
    counter += 1
    return `01930000-0000-7000-8000-${counter.toString(16).padStart(12, '0')}`
  }
  const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0]
  const chance = (share: number) => random() < share
  const before = (days: number) => new Date(Date.UTC(2026, 10, 21, 11, 5) - random() * days * 86_400_000).toISOString()

  const add = (kind: string, values: Values, extra: Partial<ShownRecord> = {}): string => {
    const id = extra.id ?? nextId()
    const createdAt = extra.createdAt ?? before(700)
    const record: ShownRecord = {
      kind,
      id,
      epoch: 1,
      number: counter,
      archived: false,
      createdAt,
      createdBy: users[0] ?? id,
      updatedAt: new Date(Math.min(Date.parse(createdAt) + random() * 40 * 86_400_000, Date.now())).toISOString(),
      updatedBy: users[0] ?? id,
      values,
      title: builtInKinds.require(kind).title(values),
      waiting: false,
      clashes: [],
      ...extra,
    }
    records.set(keyOf(record), record)
    return id
  }

  const users: string[] = []
  const north = add('team', { name: 'Satış Kuzey' })
  const south = add('team', { name: 'Satış Güney' })
  const roleOf = (name: string, builtIn: BuiltInRole, abilities: RoleRights['abilities']) =>
    add('role', {
      name,
      builtIn,
      rights: { kinds: Object.fromEntries(allKinds.map(kind => [kind.name, kind.rights[builtIn]])), abilities },
    })
  const admin = roleOf('Yönetici', 'admin', ['admin', 'bulkEdit', 'erase', 'manageKeys', 'readAccessLog'])
  const sales = roleOf('Satış', 'sales', ['bulkEdit'])
  roleOf('Depo', 'warehouse', [])
  roleOf('Finans', 'finance', ['bulkEdit'])
  for (const [name, email, role, team] of [
    ['Elif Aydın', 'satis@demo.pergel', sales, north],
    ['Mert Kaplan', 'satis2@demo.pergel', sales, south],
    ['Zeynep Şahin', 'yonetim@demo.pergel', admin, north],
    ['Burak Öztürk', 'operasyon@demo.pergel', sales, south],
  ] as const)
    users.push(add('user', { name, email, role, memberOf: team, isActive: true }))

  const tags = (
    [
      ['VIP', 'violet'],
      ['Fuar 2026', 'blue'],
      ['Yüksek potansiyel', 'green'],
      ['Sağlık turizmi', 'teal'],
      ['İhracat', 'orange'],
    ] as const
  ).map(([name, color]) => add('tag', { name, color }))

  const address = () => {
    const [province, district] = pick(places)
    return { line: `${pick(streets)} No: ${1 + Math.floor(random() * 180)}`, district, province }
  }
  const mobile = () => `+9053${Math.floor(random() * 9)}${digits(random, 7)}`
  const person = () => ({ first: pick(firstNames), last: pick(lastNames) })
  const owned = () => {
    const at = Math.floor(random() * users.length)
    return { owner: users[at], team: at % 2 === 0 ? north : south }
  }
  const someTags = () => tags.filter(() => chance(0.22))

  const children = (parent: RecordKey, key: Pick<ShownRecord, 'owner' | 'team'>) => {
    const count = Math.floor(random() * 4)
    for (let i = 0; i < count; i++) {
      const { first, last } = person()
      add(
        'contact',
        {
          firstName: first,
          lastName: last,
          position: pick(positions),
          phone: mobile(),
          email: mailOf(`${first}.${last}`, 'firma.com.tr'),
          isPrimary: i === 0,
        },
        { parent, ...key },
      )
    }
    if (chance(0.6))
      add(
        'address',
        { name: pick(['Merkez', 'Fabrika', 'Depo']), use: 'office', address: address() },
        { parent, ...key },
      )
  }

  for (let i = 0; i < 260; i++) {
    const isCompany = chance(0.8)
    const { first, last } = person()
    const companyName = `${pick(stems)} ${pick(trades)} ${pick(forms)}`
    const key = owned()
    const values: Values = {
      type: isCompany ? 'company' : 'individual',
      ...(isCompany
        ? { companyName, taxNumber: digits(random, 10), taxOffice: pick(taxOffices), sector: pick(sectors) }
        : { firstName: first, lastName: last }),
      status: pick(['active', 'active', 'active', 'potential', 'passive', 'atRisk']),
      source: pick(sources),
      phone: chance(0.9) ? `+90${pick(['212', '216', '312', '232', '224'])}${digits(random, 7)}` : mobile(),
      ...(chance(0.9) ? { email: mailOf('info', `${companyName.split(' ')[0] ?? 'firma'}.com.tr`) } : {}),
      ...(chance(0.85) ? { address: address() } : {}),
      ...(chance(0.5) ? { tags: someTags() } : {}),
      ...(isCompany
        ? { authorizedFirstName: first, authorizedLastName: last, authorizedPosition: pick(positions) }
        : {}),
    }
    const id = add('customer', values, { ...key, archived: chance(0.05), waiting: i === 3 })
    children({ kind: 'customer', id }, key)
  }
  for (let i = 0; i < 120; i++) {
    const { first, last } = person()
    const key = owned()
    const values: Values = {
      name: `${first} ${last}`,
      ...(chance(0.6) ? { companyName: `${pick(stems)} ${pick(trades)}` } : {}),
      status: pick(['new', 'contacted', 'qualified', 'lost']),
      source: pick(sources),
      sector: pick(sectors),
      phone: mobile(),
      ...(chance(0.8) ? { email: mailOf(`${first}.${last}`, 'mail.com.tr') } : {}),
      ...(chance(0.4) ? { tags: someTags() } : {}),
    }
    const id = add('lead', values, key)
    children({ kind: 'lead', id }, key)
  }
  addStories([...records.values()].filter(isParty), users, add)
  return { records, users, me: users[0] ?? '', team: north, roles: { admin, sales } }
}

const isParty = ({ kind }: RecordKey): boolean => kind === 'customer' || kind === 'lead'

/** mulberry32: the same numbers from the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const digits = (random: () => number, count: number) =>
  Array.from({ length: count }, (_, i) => Math.floor(random() * (i === 0 ? 8 : 10)) + (i === 0 ? 1 : 0)).join('')

const mailOf = (name: string, domain: string) =>
  `${name}@${domain}`
    .toLocaleLowerCase('tr')
    .replace(/[çğıöşüâ ]/g, letter => ({ ç: 'c', ğ: 'g', ı: 'i', ö: 'o', ş: 's', ü: 'u', â: 'a' })[letter] ?? '')

const firstNames = [
  'Ayşe',
  'Mehmet',
  'Fatma',
  'Ali',
  'Işıl',
  'Çağrı',
  'Ömer',
  'Şule',
  'İbrahim',
  'Gülşen',
  'Emre',
] as const
const lastNames = ['Yılmaz', 'Demir', 'Çelik', 'Işık', 'Öztürk', 'Şahin', 'Kılıç', 'Arslan', 'Doğan', 'Güneş'] as const
const stems = ['Anadolu', 'Işıldar', 'Çınar', 'Marmara', 'Öz Ege', 'Şimşek', 'İnci', 'Güven', 'Ulu', 'Toros'] as const
const trades = ['Makina', 'Tekstil', 'İnşaat', 'Gıda', 'Lojistik', 'Yazılım', 'Otomotiv', 'Mobilya', 'Kimya'] as const
const forms = ['A.Ş.', 'Ltd. Şti.', 'San. ve Tic. A.Ş.'] as const
const positions = ['Satın alma müdürü', 'Genel müdür', 'Muhasebe', 'Teknik müdür', 'Ortak'] as const
const taxOffices = ['Kadıköy', 'Büyük Mükellefler', 'Osmangazi', 'Çankaya', 'Bornova'] as const
const sectors = ['machinery', 'production', 'textile', 'food', 'construction', 'software', 'logistics'] as const
const sources = ['google', 'meta', 'whatsapp', 'webForm', 'fair', 'referral', 'phone'] as const
const streets = ['Atatürk Cad.', 'Cumhuriyet Mah. Gül Sok.', 'Organize San. Böl. 3. Cad.', 'İstiklal Cad.'] as const
const places: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['34', 'Kadıköy'],
  ['34', 'Şişli'],
  ['06', 'Çankaya'],
  ['35', 'Bornova'],
  ['16', 'Nilüfer'],
  ['42', 'Selçuklu'],
]
