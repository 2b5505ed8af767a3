import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allKinds } from '../../shared/entities/index.ts'
import type { AnyKind, Values } from '../../shared/entity.ts'
import { type Field, type FieldKind, type FieldValues, field } from '../../shared/fields.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { label } from '../../shared/labels.ts'
import { projectFor } from '../../shared/permissions/project.ts'
import { rights } from '../../shared/permissions/rights.ts'
import type { RecordState } from '../../shared/record.ts'
import { openSealed, seal } from '../auth/envelope.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { type FieldCipher, fieldColumns, tableName } from './columns.ts'
import { rowJson } from './rowJson.ts'
import { rowForm } from './rows.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test?.drop())

const [company, id, other] = [uuidv7(), uuidv7(), uuidv7()]
/** A value of every kind of field, with what tends to be lost on the way. */
const samples: FieldValues = {
  text: `İğne "çift" 'tek' \\ \n ; -- 😀`,
  longText: 'satır\r\nsatır\t',
  richText: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '<b>İ</b>' }] }] },
  number: 0.1 + 0.2,
  money: { amount: 9_007_199_254_740_991, currency: 'TRY' },
  percent: 1250,
  date: '2024-02-29',
  dateTime: '2026-11-21T20:59:59.123Z',
  choice: 'one',
  multiChoice: ['one', 'a,b', '{}', '"x"'],
  boolean: false,
  email: 'a@b.test',
  phone: '+905321234567',
  url: 'https://example.test/?a=1&b=ş',
  taxNumber: '0123456789',
  reference: other,
  references: [other, id],
  tags: [other],
  files: [other],
  address: { line: 'Cadde 1', province: '34', district: 'Kadıköy', country: 'TR' },
  lines: [{ id: other, quantity: 1.5, note: 'x' }],
  structure: ['a', { b: null, c: 1e21 }],
}
const options = { label: label('a', 'a', 'a', 'a'), choices: { one: { label: label('a', 'a', 'a', 'a') } }, to: 'tag' }
const fields: Record<string, Field> = {}
for (const kind of Object.keys(samples) as FieldKind[])
  fields[`my${kind[0]?.toUpperCase()}${kind.slice(1)}`] = field[kind](options as never)
fields['secretNote'] = field.structure({ ...options, special: true })
const kind = { ...(allKinds[0] as AnyKind), name: 'everyField', fields, title: () => 'İş' }

const { secretNote: _, ...readable } = fields
const plain = { ...kind, fields: readable }
const nobody = { user: id, team: null, role: other }
const none = rights('all', 'none', 'none', 'none', 'none')
const hiding = (names: readonly string[]) => Object.fromEntries(names.map(name => [name, 'hidden' as const]))

const key = Buffer.alloc(32, 3)
const cipher: FieldCipher = {
  seal: (value, context) => seal(key, Buffer.from(JSON.stringify(value)), context),
  open: (sealed, context) => JSON.parse(openSealed(key, sealed, context).toString()),
}

const state = (values: Values): RecordState => ({
  kind: kind.name,
  id,
  epoch: 2,
  number: 7,
  owner: other,
  parent: { kind: 'customer', id: other },
  archived: false,
  createdAt: '2026-11-21T10:00:00.001Z',
  createdBy: other,
  updatedAt: '2026-11-21T10:00:00.999Z',
  updatedBy: id,
  values,
  stubs: { myReference: { kind: 'customer', title: 'Görünmeyen' } },
})

describe('a record in its table', () => {
  it('is made JSON by PostgreSQL as it would be made here, without what is hidden', async () => {
    const open = Object.fromEntries(
      Object.entries(samples).map(([name, value]) => [`my${name[0]?.toUpperCase()}${name.slice(1)}`, value]),
    )
    const own = { 'custom.renk': 'kırmızı "', "custom.it's": { a: [1.5, null] }, 'custom.boy': false }
    for (const values of [{}, { myBoolean: true }, open, own, { ...open, ...own }])
      for (const hidden of [[], ['myText', 'myMoney', 'myReference', 'custom.renk'], Object.keys(own), ["o'ne\\"]]) {
        const given = state(values)
        const viewer = {
          ...nobody,
          rights: { abilities: [], kinds: { [kind.name]: { ...none, fields: hiding(hidden) } } },
        }
        const json = rowJson(plain, new Set(hidden))
        const [row] = await insert(given, tx => tx`select ${tx.unsafe(json ?? 'null')} as json from every_field`)
        expect(JSON.parse(String(row?.['json']))).toEqual(projectFor(viewer, given))
        expect(String(row?.['json'])).toMatch(new RegExp(`^\\{"id":"${id}",`))
      }
  })

  it('is made JSON here where only its cipher reads a field that is shown', () => {
    expect(rowJson(kind, new Set())).toBeUndefined()
    expect(rowJson(kind, new Set(['secretNote']))).toBeDefined()
  })

  it('comes back as it was, whatever its fields hold', async () => {
    const values: Values = Object.fromEntries([
      ...Object.entries(samples).map(([name, value]) => [`my${name[0]?.toUpperCase()}${name.slice(1)}`, value]),
      ['secretNote', { blood: 'A Rh+' }],
      ['custom.renk', 'kırmızı'],
      ['custom.boy', 1.75],
    ])
    for (const given of [state(values), { ...state({}), owner: undefined, parent: undefined, stubs: undefined }]) {
      const [expected] = [JSON.parse(JSON.stringify(given)) as RecordState]
      expect(await throughTable(expected)).toEqual(expected)
    }
  })

  it('shows special-category values to nobody who reads the table', async () => {
    const row = rowForm(kind, cipher).rowOf(company, state({ secretNote: { blood: 'A Rh+' } }))
    expect(JSON.stringify(row)).not.toContain('Rh')
    expect(() => rowForm(kind).rowOf(company, state({ secretNote: 1 }))).toThrow(/cipher/)
  })

  it('has an order of its title and the parts of an address as columns', async () => {
    const [row] = await insert(
      state({ myAddress: samples.address }),
      tx => tx`select title_key, my_address_province, my_address_district from every_field`,
    )
    expect(row).toMatchObject({ my_address_province: '34', my_address_district: 'Kadıköy' })
    expect(row?.['title_key']).not.toBe('')
  })
})

it('gives instants as JavaScript writes them, whatever PostgreSQL leaves out', async () => {
  const instants = ['2026-11-22T20:57:04.000Z', '2026-11-22T20:57:04.100Z', '1970-01-01T00:00:00.012Z']
  instants.push('0001-01-01T00:00:00.999Z', '+012026-11-22T00:00:00.001Z')
  // Years of five digits have a way of their own into PostgreSQL, as text.
  const written = instants.map(instant => instant.replace('+0', ''))
  const rows = await test.database.sql<{ at: string }[]>`
    select at::timestamptz(3) as at from unnest(${written}::text[]) as at`
  expect(rows.map(({ at }) => at)).toEqual(instants)
})

describe('the definitions', () => {
  it('give every kind a table, and every column of a table a name of its own', () => {
    expect(new Set(allKinds.map(tableName)).size).toBe(allKinds.length)
    for (const one of allKinds) {
      const { columns } = rowForm(one)
      const generated = Object.entries(one.fields).flatMap(([name, f]) =>
        fieldColumns(name, f).columns.flatMap(column => (column.generated ? column.name : [])),
      )
      expect(new Set([...columns, ...generated]).size).toBe(columns.length + generated.length)
    }
  })

  it('have the tables that the migrations made', async () => {
    for (const one of allKinds) {
      const rows = await test.database.sql<{ name: string }[]>`
        select column_name as name from information_schema.columns
        where table_schema = 'public' and table_name = ${tableName(one)} and is_generated = 'NEVER'`
      expect(rows.map(({ name }) => name).sort()).toEqual(rowForm(one).columns.toSorted())
    }
  })
})

async function throughTable(given: RecordState): Promise<RecordState | undefined> {
  const form = rowForm(kind, cipher)
  const rows = await insert(given, tx => tx`select ${tx(form.read)} from every_field`)
  return rows[0] && form.stateOf(rows[0])
}

/** Into a table made for this transaction alone, as the write path puts records into theirs. */
async function insert(given: RecordState, read: (tx: import('./database.ts').Transaction) => Promise<Values[]>) {
  const form = rowForm(kind, cipher)
  const own = Object.entries(fields).flatMap(([name, f]) => fieldColumns(name, f).columns)
  return test.database.inCompany(company, async tx => {
    await tx.unsafe(`create temporary table every_field (
      company_id uuid, id uuid, epoch int, number bigint, owner_id uuid, team_id uuid, parent_kind text, parent_id uuid,
      archived boolean, created_at timestamptz(3), created_by uuid, updated_at timestamptz(3), updated_by uuid, title text,
      title_key text collate "C", custom jsonb, stubs jsonb,
      ${own.map(c => `"${c.name}" ${c.type}${c.generated ? ` generated always as (${c.generated}) stored` : ''}`).join(', ')}
    ) on commit drop`)
    const names = form.columns.map(name => `"${name}"`).join(', ')
    await tx.unsafe(
      `insert into every_field (${names}) select ${names} from jsonb_populate_recordset(null::every_field, $1::text::jsonb)`,
      [JSON.stringify([form.rowOf(company, given)])],
    )
    return read(tx)
  })
}
