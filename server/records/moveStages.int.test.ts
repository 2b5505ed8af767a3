import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { derivedId, uuidv7 } from '../../shared/ids.ts'
import { allRights, noRights } from '../../shared/permissions/rights.ts'
import type { Patch, RecordKey } from '../../shared/record.ts'
import { type StageRule, stageRulesKey } from '../../shared/rules/stageRules.ts'
import { systemUser } from '../auth/systemAuthor.ts'
import type { Database } from '../db/database.ts'
import { verifyCompany } from '../log/verify.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { builtInRights, changed, created, type Office, office, type Person } from './testing/office.ts'

let test: TestDatabase
let firm: Office
let seller: Person

beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test?.drop())
beforeEach(async () => {
  firm = await office(test.database)
  seller = await firm.hire('sales', 'a')
})

const firstTalk: StageRule = {
  field: 'stage',
  when: { on: 'dealing', kind: 'activity', of: { field: 'type', is: ['call', 'visit'] } },
  from: ['', 'interested'],
  to: 'lead',
}
const thirdOne: StageRule = { field: 'stage', when: { on: 'dealing', kind: 'activity', atLeast: 3 }, to: 'active' }

async function rule(...rules: StageRule[]): Promise<void> {
  const key = stageRulesKey('customer')
  const id = { kind: 'setting', id: derivedId('setting', key) }
  const [answer] = await firm.boss.send({ label: 'create', patches: [created(id, { key, value: { rules } })] })
  expect(answer).toMatchObject({ status: 'accepted' })
}
const customerPatch = (values: Record<string, unknown> = {}) => {
  const key = { kind: 'customer', id: uuidv7() }
  const person = { type: 'individual', firstName: 'Ayşe', lastName: 'Çınar', status: 'active' }
  return { key, patch: created(key, { ...person, ...values }) }
}
async function customer(values: Record<string, unknown> = {}, by = seller): Promise<RecordKey> {
  const { key, patch } = customerPatch(values)
  await write(by, patch)
  return key
}
const dealing = (parent: RecordKey, type = 'call', id = uuidv7()): Patch =>
  created({ kind: 'activity', id }, { parent, type, at: '2026-11-20T09:00:00.000Z' })
const write = async (by: Person, ...patches: Patch[]) => {
  const [answer] = await by.send({ label: 'create', patches })
  expect(answer).toMatchObject({ status: 'accepted' })
}
const stageOf = async (key: RecordKey) => (await firm.stored(key))?.values['stage']
const history = ({ id }: RecordKey) =>
  test.database.inCompany(
    firm.company,
    tx => tx<{ label: string; user_id: string; operation: string; changes: Buffer }[]>`
      select label, user_id, operation, changes from log where record_id = ${id} order by number`,
  )

it('the first dealing that a rule names moves the stage, and the log says which rule it was', async () => {
  await rule(firstTalk)
  const key = await customer()
  await write(seller, dealing(key, 'mail'))
  expect(await stageOf(key)).toBeUndefined()
  await write(seller, dealing(key, 'visit'))
  expect(await stageOf(key)).toBe('lead')
  const rows = await history(key)
  expect(rows.map(({ label }) => label)).toEqual(['create', 'rule.first.activity.call.visit'])
  expect(rows[1]?.user_id).toBe(systemUser)
  expect((await verifyCompany(test.database, firm.company)).log.problems).toEqual([])
})

it('counts from the nth on, and lets the rule that asks for more go first', async () => {
  await rule(firstTalk, thirdOne)
  const key = await customer({ stage: 'interested' })
  const stages = []
  for (let n = 0; n < 4; n++) {
    await write(seller, dealing(key))
    stages.push(await stageOf(key))
  }
  expect(stages).toEqual(['lead', 'lead', 'active', 'active'])
  await write(seller, changed(key, { stage: ['active', 'loyal'] }))
  expect(await stageOf(key)).toBe('loyal')
  await write(seller, dealing(key))
  expect(await stageOf(key)).toBe('active')
})

it('goes through dealings of one entry and of one transaction in their order, as if they came one by one', async () => {
  await rule(firstTalk, thirdOne)
  const [one, two] = [await customer(), await customer()]
  const fresh = customerPatch()
  const answers = await Promise.all([
    seller.send({ label: 'create', patches: [dealing(one), dealing(one), dealing(one), dealing(two)] }),
    seller.send({ patches: [changed(two, { stage: ['lead', 'loyal'] })] }),
    seller.send({ label: 'create', patches: [fresh.patch, dealing(fresh.key)] }),
    seller.send({ label: 'create', patches: [dealing(fresh.key), dealing(fresh.key), dealing(two)] }),
  ])
  expect(answers.flat().map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
  expect(await stageOf(one)).toBe('active')
  expect(await stageOf(fresh.key)).toBe('active')
  // Set by hand between two dealings of the same transaction: only the next event that a rule names moves it again.
  expect(await stageOf(two)).toBe('loyal')
  expect((await history(one)).map(({ label }) => label)).toEqual([
    'create',
    'rule.first.activity.call.visit',
    'rule.from.activity.3',
  ])
  await write(seller, dealing(two))
  expect(await stageOf(two)).toBe('active')
})

it('counts a large import by one read a transaction', async () => {
  const counted: string[] = []
  firm = await office(listening(test.database, sql => sql.includes('count(*)') && counted.push(sql)))
  seller = await firm.hire('sales', 'a')
  await rule(firstTalk, thirdOne)
  const made = Array.from({ length: 60 }, () => customerPatch())
  await write(seller, ...made.map(({ patch }) => patch))
  const entries = made.map(({ key }) => ({ label: 'create', patches: [dealing(key), dealing(key), dealing(key)] }))
  const before = firm.commits.length
  const answers = await seller.send(...entries)
  expect(answers.every(({ status }) => status === 'accepted')).toBe(true)
  expect(await Promise.all(made.map(({ key }) => stageOf(key)))).toEqual(made.map(() => 'active'))
  expect(counted.length).toBeGreaterThan(0)
  expect(counted.length).toBeLessThanOrEqual(firm.commits.length - before)
  const { length } = counted
  // Whom no rule could move any more is not counted at all.
  await seller.send(
    ...entries.map(({ label }, at) => ({ label, patches: [dealing(made[at]?.key ?? { kind: '', id: '' })] })),
  )
  expect(counted).toHaveLength(length)
})

/** The database, with each statement of the write path told. */
const listening = (database: Database, heard: (sql: string) => unknown): Database => ({
  ...database,
  write: (company, work) =>
    database.write(company, (tx, commit) => {
      const unsafe: typeof tx.unsafe = (sql, ...rest) => {
        heard(sql)
        return tx.unsafe(sql, ...rest)
      }
      const told = new Proxy(tx, { get: (target, name) => (name === 'unsafe' ? unsafe : Reflect.get(target, name)) })
      return work(told, commit)
    }),
})

it('takes nothing back when a dealing is, and moves again with the next first one', async () => {
  await rule(firstTalk)
  const key = await customer()
  const id = uuidv7()
  await write(seller, dealing(key, 'call', id))
  expect(await stageOf(key)).toBe('lead')
  await write(seller, { kind: 'activity', id, set: { archived: { base: false, value: true } } })
  expect(await stageOf(key)).toBe('lead')
  await write(seller, changed(key, { stage: ['lead', undefined] }))
  await write(seller, { kind: 'activity', id, set: { archived: { base: true, value: false } } })
  expect(await stageOf(key)).toBe('lead')
})

it('moves by a dealing that comes to count: its type was changed, it was given to another record', async () => {
  await rule(firstTalk)
  const [one, two] = [await customer(), await customer()]
  const id = uuidv7()
  await write(seller, dealing(one, 'mail', id))
  await write(seller, changed({ kind: 'activity', id }, { type: ['mail', 'call'] }))
  expect(await stageOf(one)).toBe('lead')
  await write(firm.boss, changed({ kind: 'activity', id }, { parent: [one, two] }))
  expect([await stageOf(one), await stageOf(two)]).toEqual(['lead', 'lead'])
})

it('moves for whoever records the dealing, also without the right to change the record, and changes no key', async () => {
  await rule(firstTalk)
  const all = builtInRights('sales')
  const rights = {
    ...all,
    kinds: { ...all.kinds, customer: { ...noRights, see: 'all' as const, hidden: ['stage'] }, activity: allRights },
  }
  const caller = await firm.hire('sales', 'b', rights)
  const key = await customer()
  const before = await firm.stored(key)
  const [refused] = await caller.send({ patches: [changed(key, { stage: [undefined, 'lead'] })] })
  expect(refused).toMatchObject({ status: 'refused' })
  await write(caller, dealing(key))
  const after = await firm.stored(key)
  expect(after).toMatchObject({ owner: before?.owner, team: before?.team, values: { stage: 'lead' } })
})

it('leaves archived records alone, and those that lack what the stage asks for', async () => {
  await rule(firstTalk)
  const put = await customer()
  await write(firm.boss, { ...put, set: { archived: { base: false, value: true } } })
  await write(firm.boss, dealing(put))
  expect(await stageOf(put)).toBeUndefined()
  const layout = { required: [{ when: { field: 'stage', is: ['lead'] }, fields: ['website'] }] }
  const key = 'layout.customer'
  const id = derivedId('setting', key)
  await write(firm.boss, created({ kind: 'setting', id }, { key, value: layout }))
  const lacking = await customer()
  await write(seller, dealing(lacking))
  expect(await stageOf(lacking)).toBeUndefined()
  const complete = await customer({ website: 'https://cinar.example' })
  await write(seller, dealing(complete))
  expect(await stageOf(complete)).toBe('lead')
})

it('does nothing by rules that name what is not there, nor by a setting that holds none', async () => {
  await rule(
    { ...firstTalk, to: 'gone' },
    { ...firstTalk, field: 'sector' },
    {
      ...firstTalk,
      when: { on: 'dealing', kind: 'note' },
    },
  )
  const key = await customer()
  await write(seller, dealing(key))
  expect(await stageOf(key)).toBeUndefined()
  const name = stageRulesKey('customer')
  const id = { kind: 'setting', id: derivedId('setting', name) }
  const old = (await firm.stored(id))?.values['value']
  await write(firm.boss, changed(id, { value: [old, ['nonsense']] }))
  await write(seller, dealing(key))
  expect(await stageOf(key)).toBeUndefined()
})
