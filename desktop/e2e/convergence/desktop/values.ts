import type { Field, FieldKind } from '../../../../shared/fields.ts'
import type { Random } from '../../../../shared/testing/random.ts'

/** Ids that references may point to, by kind. */
export type IdsOf = (kind: string) => readonly string[]

/** A value that somebody might enter in this field; undefined clears it. */
export function someValue(field: Field, chance: Random, ids: IdsOf): unknown {
  if (!field.required && chance.chance(0.12)) return undefined
  return makers[field.kind](field, chance, ids)
}

const words = [
  'Işık',
  'İnci',
  'Çınar',
  'Öztürk',
  'Şahin',
  'Ğ',
  "O'Brien",
  '100%',
  '<b>kalın</b>',
  '"; drop table lead',
  '😀',
  'a\\b',
  '{x}',
]
const text = (field: Field, chance: Random): string =>
  Array.from({ length: chance.int(1, 3) }, () => chance.pick(words))
    .join(' ')
    .slice(0, field.max ?? 100)
const line = (chance: Random): string => `${chance.pick(words)} ${chance.int(1, 99)}`
const digits = (chance: Random, count: number): string => Array.from({ length: count }, () => chance.int(0, 9)).join('')
const members = (all: readonly string[], chance: Random): string[] | undefined => {
  const some = chance.sample(all, chance.int(1, 3))
  return some.length > 0 ? some : undefined
}
/** What a command brings is refused, at the form already. */
const key = (field: Field, chance: Random): string =>
  chance.pick(Object.entries(field.choices ?? {}).flatMap(([name, { broughtBy }]) => (broughtBy ? [] : [name])))
const target = (field: Field, chance: Random, ids: IdsOf): string | undefined => {
  const all = ids(field.to ?? '')
  return all.length > 0 ? chance.pick(all) : undefined
}

const makers: Record<FieldKind, (field: Field, chance: Random, ids: IdsOf) => unknown> = {
  text,
  longText: (_, chance) => Array.from({ length: chance.int(1, 30) }, () => line(chance)).join('\n'),
  richText: (_, chance) => ({
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: line(chance) }] }],
  }),
  number: (_, chance) => chance.int(0, 1000),
  money: (_, chance) => ({ amount: chance.int(0, 10_000_000), currency: chance.pick(['TRY', 'EUR', 'USD']) }),
  percent: (_, chance) => chance.int(0, 10_000),
  date: (_, chance) => chance.date('2020-01-01', '2030-12-31'),
  dateTime: (_, chance) => chance.instant('2020-01-01T00:00:00Z', '2030-12-31T00:00:00Z'),
  choice: key,
  multiChoice: (field, chance) => chance.sample(Object.keys(field.choices ?? {}), 2),
  boolean: (_, chance) => chance.chance(0.5),
  email: (_, chance) => `kisi${chance.int(1, 999)}@ornek.example`,
  phone: (_, chance) => `0532${digits(chance, 7)}`,
  url: (_, chance) => `ornek${chance.int(1, 99)}.example`,
  taxNumber: (_, chance) => chance.pick(['1111111111', '1234567890', '10000000146', '9999999999']),
  reference: target,
  references: (field, chance, ids) => members(ids(field.to ?? ''), chance),
  tags: (field, chance, ids) => members(ids(field.to ?? ''), chance),
  files: (field, chance, ids) => members(ids(field.to ?? ''), chance),
  address: (_, chance) => ({
    line: line(chance),
    district: chance.pick(['Ümraniye', 'Çankaya', 'Konak']),
    province: chance.pick(['34', '06', '35']),
  }),
  lines: () => undefined,
  structure: () => undefined,
}
