import { allKinds } from '../../../shared/entities/index.ts'
import type { AnyKind, Values } from '../../../shared/entity.ts'
import type { Field, FieldKind } from '../../../shared/fields.ts'
import { allRights } from '../../../shared/permissions/rights.ts'
import { plainToRichText } from '../../../shared/richText.ts'
import { makeVkn } from '../../../shared/taxId.ts'
import type { Random } from '../../../shared/testing/random.ts'

/** Gives the id of a record that a field may point to. */
export type Target = (kind: string) => string

/** Values of every field of a kind, valid together, made from its definition alone. */
export function factory(kind: AnyKind, chance: Random, target: Target): Values {
  const values: Values = {}
  for (const [name, field] of Object.entries(kind.fields)) {
    if (!field.readOnly) values[name] = fieldValue(field, chance, target)
  }
  return values
}

/** One value of a field in its stored form. */
export const fieldValue = (field: Field, chance: Random, target: Target): unknown =>
  makers[field.kind](field, chance, target)

/** What somebody types who means no good, or who does not know better. */
export const hostileTexts = [
  `'; drop table customer; --`,
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"\\" {} , NULL \\x00 %s $1',
  'İıŞşĞğ 💙 ﷽ ‮abc',
]

const word = (chance: Random): string => chance.pick(['Işık', 'Çınar', 'Öztürk', 'Güneş', 'Şahin', 'İpek'])
type Maker = (field: Field, chance: Random, target: Target) => unknown
const text: Maker = (field, chance) => `${word(chance)} ${chance.int(1, 99)}`.slice(0, field.max ?? 100)
/** What a command brings nobody writes. */
const written = (field: Field): string[] =>
  Object.entries(field.choices ?? {}).flatMap(([key, { broughtBy }]) => (broughtBy ? [] : [key]))
const choices: Maker = (field, chance) => chance.pick(written(field))

const makers: Record<FieldKind, Maker> = {
  text,
  longText: (field, chance) => `${String(text(field, chance, () => ''))}\nikinci satır`,
  richText: (_, chance) => plainToRichText(`${word(chance)}\n${word(chance)}`),
  number: (field, chance) => chance.int(field.range?.[0] ?? 0, field.range?.[1] ?? 1000),
  money: (_, chance) => ({ amount: chance.int(0, 10_000_000), currency: chance.pick(['TRY', 'USD', 'EUR']) }),
  percent: (_, chance) => chance.int(0, 10_000),
  date: (_, chance) => chance.date('2024-01-01', '2026-12-31'),
  dateTime: (_, chance) => chance.instant('2024-01-01T00:00:00.000Z', '2026-12-31T00:00:00.000Z'),
  choice: choices,
  multiChoice: (field, chance) => chance.sample(Object.keys(field.choices ?? {}), 2),
  boolean: (_, chance) => chance.chance(0.5),
  email: (_, chance) => `kisi${chance.int(1, 1_000_000)}@firma.com.tr`,
  phone: (_, chance) => `+90532${chance.int(1_000_000, 9_999_999)}`,
  url: (_, chance) => `https://firma${chance.int(1, 9999)}.com.tr`,
  taxNumber: (_, chance) => makeVkn(chance),
  reference: (field, _, target) => target(field.to ?? ''),
  references: (field, _, target) => [target(field.to ?? '')],
  tags: (field, _, target) => [target(field.to ?? '')],
  files: (field, _, target) => [target(field.to ?? '')],
  address: (_, chance) => ({
    line: `${word(chance)} Cad. No: ${chance.int(1, 200)}`,
    district: 'Ümraniye',
    province: '34',
  }),
  lines: () => [],
  structure: (field, chance) => structureMakers[field.structure ?? '']?.(chance) ?? { a: chance.int(1, 9) },
}

const structureMakers: Record<string, (chance: Random) => unknown> = {
  words: chance => ({ tr: word(chance) }),
  ownChoices: chance => [{ key: `k${chance.int(1, 99)}`, words: { tr: word(chance) } }],
  point: chance => ({ latitude: chance.int(36, 41), longitude: chance.int(27, 44) }),
  listView: () => ({ layout: 'table', columns: [{ field: 'title' }] }),
  roleRights: chance => ({ kinds: { [chance.pick(allKinds).name]: allRights }, abilities: [] }),
}

/** The kinds that people write; what the server alone makes has tests of its own. */
export const writtenKinds: readonly AnyKind[] = allKinds.filter(
  kind => !kind.internal && kind.rights.admin.create !== 'none',
)
