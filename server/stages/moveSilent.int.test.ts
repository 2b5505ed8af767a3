import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { derivedId, uuidv7 } from '../../shared/ids.ts'
import type { Patch, RecordKey } from '../../shared/record.ts'
import { type StageRule, stageRulesKey } from '../../shared/rules/stageRules.ts'
import { systemUser } from '../auth/systemAuthor.ts'
import { changed, created, type Office, office, type Person } from '../records/testing/office.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { countSilent, moveSilentOf } from './moveSilent.ts'

let test: TestDatabase
let firm: Office
let seller: Person
const day = 86_400_000
const start = Date.now()
let now = start

beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test?.drop())
beforeEach(async () => {
  now = start
  firm = await office(test.database, { now: () => now })
  seller = await firm.hire('sales', 'a')
})

const silent = (days: number, to: string, from?: string[]): StageRule => ({
  field: 'stage',
  when: { on: 'silence', days },
  ...(from ? { from } : {}),
  to,
})
async function rule(...rules: StageRule[]): Promise<void> {
  const key = stageRulesKey('customer')
  const id = { kind: 'setting', id: derivedId('setting', key) }
  await write(firm.boss, created(id, { key, value: { rules } }))
}
const write = async (by: Person, ...patches: Patch[]) => {
  const [answer] = await by.send({ label: 'create', patches })
  expect(answer).toMatchObject({ status: 'accepted' })
}
const customerPatch = (stage?: string) => {
  const key = { kind: 'customer', id: uuidv7() }
  const values = { type: 'individual', firstName: 'Ayşe', lastName: 'Çınar', status: 'active', stage }
  return { key, patch: created(key, values) }
}
async function customer(stage?: string): Promise<RecordKey> {
  const { key, patch } = customerPatch(stage)
  await write(seller, patch)
  return key
}
const call = (parent: RecordKey, at: number): Patch =>
  created({ kind: 'activity', id: uuidv7() }, { parent, type: 'call', at: new Date(at).toISOString() })
const stageOf = async (key: RecordKey) => (await firm.stored(key))?.values['stage']
/** A night so many days after the beginning. */
const night = (days: number) => {
  now = start + days * day
  return moveSilentOf({ database: test.database, writer: firm.writer }, firm.company, now)
}

it('moves who was not dealt with for so many days, and says so in the log as the system', async () => {
  await rule(silent(30, 'atRisk', ['active']))
  const [quiet, called, other] = [await customer('active'), await customer('active'), await customer('lead')]
  await write(seller, call(called, start + 10 * day))
  expect(await night(29)).toBe(0)
  expect(await night(31)).toBe(1)
  expect([await stageOf(quiet), await stageOf(called), await stageOf(other)]).toEqual(['atRisk', 'active', 'lead'])
  expect(await night(31)).toBe(0)
  expect(await night(41)).toBe(1)
  expect(await stageOf(called)).toBe('atRisk')
  const [row] = await test.database.inCompany(
    firm.company,
    tx => tx`select label, user_id from log where record_id = ${quiet.id} order by number desc limit 1`,
  )
  expect(row).toMatchObject({ label: 'rule.silence.30', user_id: systemUser })
})

it('leaves a stage that somebody set afterwards until the next dealing has gone silent too', async () => {
  await rule(silent(30, 'atRisk'))
  const key = await customer('active')
  await night(31)
  await write(seller, changed(key, { stage: ['atRisk', 'active'] }))
  expect(await night(200)).toBe(0)
  await write(seller, call(key, now))
  expect(await night(229)).toBe(0)
  expect(await night(231)).toBe(1)
  // What was set before the silence was long enough holds nobody up.
  const before = await customer('lead')
  now += 10 * day
  await write(seller, changed(before, { stage: ['lead', 'loyal'] }))
  expect(await night(262)).toBe(1)
  expect(await stageOf(before)).toBe('atRisk')
})

it('goes from stage to stage as silence grows, in whichever order the rules stand, and never back', async () => {
  await rule(silent(30, 'atRisk'), silent(60, 'interested', ['atRisk', '']))
  const [key, old] = [await customer('active'), await customer()]
  await write(seller, call(old, start - 100 * day))
  expect(await night(1)).toBe(1)
  expect(await stageOf(old)).toBe('interested')
  expect(await night(31)).toBe(1)
  expect(await night(61)).toBe(1)
  expect([await stageOf(key), await stageOf(old)]).toEqual(['interested', 'interested'])
  expect(await night(62)).toBe(0)
})

it('leaves archived records alone, and one that lacks what the stage asks for holds nobody up', async () => {
  await rule(silent(30, 'atRisk'))
  const [put, lacking, whole] = [await customer(), await customer(), await customer()]
  await write(firm.boss, { ...put, set: { archived: { base: false, value: true } } })
  const key = 'layout.customer'
  const value = { required: [{ when: { field: 'stage', is: ['atRisk'] }, fields: ['website'] }] }
  await write(firm.boss, created({ kind: 'setting', id: derivedId('setting', key) }, { key, value }))
  await write(seller, changed(whole, { website: [undefined, 'https://cinar.example'] }))
  expect(await night(31)).toBe(1)
  expect([await stageOf(put), await stageOf(lacking), await stageOf(whole)]).toEqual([undefined, undefined, 'atRisk'])
})

it('goes on over many pages, with two servers at it, and moves each record once', async () => {
  await rule(silent(30, 'atRisk'))
  const made = Array.from({ length: 450 }, () => customerPatch().patch)
  for (let at = 0; at < made.length; at += 150) await write(seller, ...made.slice(at, at + 150))
  const second = await office(test.database, { now: () => now })
  now = start + 31 * day
  const moves = [firm.writer, second.writer].map(writer =>
    moveSilentOf({ database: test.database, writer }, firm.company, now),
  )
  const [one = 0, two = 0] = await Promise.all(moves)
  expect(one + two).toBe(450)
  const [counted] = await test.database.inCompany(
    firm.company,
    tx => tx`select count(*)::int as rows, count(distinct record_id)::int as records
             from log where label = 'rule.silence.30'`,
  )
  expect(counted).toEqual({ rows: 450, records: 450 })
})

it('passes over whom somebody deals with between the look and the move', async () => {
  await rule(silent(30, 'atRisk'))
  const [called, quiet] = [await customer('active'), await customer('active')]
  now = start + 31 * day
  const late: Office['writer']['submit'] = async (author, entries, conditions) => {
    if (conditions?.asLongAs) await seller.send({ label: 'create', patches: [call(called, now)] })
    return firm.writer.submit(author, entries, conditions)
  }
  const writer = { submit: late, facts: firm.writer.facts }
  expect(await moveSilentOf({ database: test.database, writer }, firm.company, now)).toBe(1)
  expect([await stageOf(called), await stageOf(quiet)]).toEqual(['active', 'atRisk'])
})

it('counts what rules would move, those too that are not written yet, and moves nothing', async () => {
  await Promise.all([customer('active'), customer('active'), customer('loyal'), customer()])
  now = start + 40 * day
  const rules: StageRule[] = [
    silent(50, 'interested'),
    silent(30, 'atRisk', ['active']),
    silent(20, 'interested', ['active', 'loyal']),
    { ...silent(20, 'gone') },
    { field: 'stage', when: { on: 'dealing', kind: 'activity' }, to: 'lead' },
  ]
  const parts = { database: test.database, writer: firm.writer }
  const asked = { kind: 'customer', rules }
  expect(await countSilent(parts, firm.company, asked, now)).toEqual({ counts: [0, 2, 1, 0, 0], isMore: false })
  expect(await night(40)).toBe(0)
})
