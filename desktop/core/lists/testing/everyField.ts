import type { Values } from '../../../../shared/entity.ts'
import { uuidv7Maker } from '../../../../shared/ids.ts'
import { provinces } from '../../../../shared/provinces.ts'
import type { RecordState } from '../../../../shared/record.ts'
import { plainToRichText } from '../../../../shared/richText.ts'
import { type Random, random } from '../../../../shared/testing/random.ts'

const choiceKeys = ['gamma', 'alfa', 'beta']
export const words = 'Işık ışık ISIK Çınar Ağrı ağrı Öz İzmir izmir IZMIR Şimşek A.Ş. 12 3 100 Kâğıt zeytin'.split(' ')
export const days = ['2026-01-31', '2026-10-31', '2026-11-01', '2026-11-20', '2026-11-21', '2026-11-22']
const instants = days.flatMap(day => [`${day}T00:30:00.000Z`, `${day}T20:59:59.999Z`, `${day}T21:00:00.000Z`])

/** Own fields of every kind there is. */
export const everyKindOfField: Values[] =
  `text longText richText number money percent date dateTime choice multiChoice boolean email phone url taxNumber reference
   references tags address`
    .split(/\s+/)
    .map((type, position) => ({
      ...{ of: 'customer', key: type.toLowerCase(), type, position, words: { tr: type } },
      ...(type.toLowerCase().endsWith('choice')
        ? { choices: choiceKeys.map(key => ({ key, words: { tr: key } })) }
        : {}),
      ...(type.startsWith('reference') ? { target: 'user' } : {}),
    }))

export interface Small {
  users: RecordState[]
  teams: RecordState[]
  tags: RecordState[]
  customers: RecordState[]
}

/** Few different values, so that filters find something and sorting has ties; every field is empty now and then. */
export function makeSmall(seed: number, count: number): Small {
  const source = random(seed)
  const nextId = uuidv7Maker({ now: () => 1_750_000_000_000, fill: bytes => bytes.set(source.bytes(bytes.length)) })
  const record = (kind: string, values: Values, rest: Partial<RecordState> = {}): RecordState => ({
    ...{ kind, id: nextId(), epoch: 1, number: 1, archived: false },
    ...{ createdAt: source.pick(instants), createdBy: 'system', updatedAt: source.pick(instants), updatedBy: 'system' },
    ...rest,
    values,
  })
  const teams = ['Ege', 'Iğdır', 'Çorum'].map(name => record('team', { name }))
  const tags = ['a', 'b', 'c', 'd'].map(name => record('tag', { name }))
  const users = ['Şule', 'Sevgi', 'Işıl', 'İlker', 'Çağla', 'Can'].map(name => record('user', { name }))
  const customers = source.shuffle(
    Array.from({ length: count }, () => {
      const owner = source.chance(0.9) ? source.pick(users).id : undefined
      const team = source.chance(0.9) ? source.pick(teams).id : undefined
      const rest = {
        archived: source.chance(0.2),
        createdBy: source.pick(users).id,
        owner,
        team,
      } as Partial<RecordState>
      return record('customer', small(source, users, tags), rest)
    }),
  )
  return { users, teams, tags, customers }
}

function small(source: Random, users: RecordState[], tags: RecordState[]): Values {
  const text = () => source.sample(words, source.int(1, 3)).join(' ')
  const ids = (of: RecordState[]) => source.sample(of, source.int(1, 3)).map(({ id }) => id)
  const address = () => ({
    ...(source.chance(0.8) ? { province: source.pick(provinces.slice(30, 42)).code } : {}),
    ...(source.chance(0.6) ? { district: source.pick(['Konak', 'Merkez', 'Şişli', 'Çankaya']) } : {}),
    ...(source.chance(0.6) ? { line: text() } : {}),
  })
  const values: Values = {
    type: source.pick(['company', 'individual']),
    companyName: text(),
    firstName: source.pick(words),
    status: source.pick(['potential', 'active', 'atRisk', 'passive']),
    address: address(),
    tags: ids(tags),
    phone: `+90532${source.int(1000000, 1000030)}`,
    'custom.text': text(),
    'custom.longtext': text(),
    'custom.richtext': plainToRichText(text()),
    'custom.number': source.pick([-5, 0, 1.5, 2, 1_000_000_007, 0.1]),
    'custom.money': { amount: source.int(-3, 3) * 100, currency: source.pick(['TRY', 'USD']) },
    'custom.percent': source.int(0, 4) * 1250,
    'custom.date': source.pick(days),
    'custom.datetime': source.pick(instants),
    'custom.choice': source.pick(choiceKeys),
    'custom.multichoice': source.sample(choiceKeys, source.int(1, 3)),
    'custom.boolean': source.chance(0.5),
    'custom.email': `${source.pick(['ali', 'info', 'veli'])}@${source.pick(['a.com', 'b.com.tr'])}`,
    'custom.phone': source.pick(['+905321234567', '+902121234567', '4441234', '+4930123456']),
    'custom.url': source.pick(['https://a.com', 'https://b.com.tr/x']),
    'custom.taxnumber': source.pick(['1234567890', '10000000146', '4840847211']),
    'custom.reference': source.pick(users).id,
    'custom.references': ids(users),
    'custom.tags': ids(tags),
    'custom.address': address(),
  }
  return Object.fromEntries(Object.entries(values).filter(() => source.chance(0.85)))
}
