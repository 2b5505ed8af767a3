import type postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { openPostgres } from '../db/postgres.ts'
import { changed, created, type Office, office, type Person } from '../records/testing/office.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { createAccessLog } from './access.ts'
import { eraseChanges, readChanges } from './chain.ts'
import { currentHeads, verifyAll, verifyCompany } from './verify.ts'
import { readHeads, writeHeads } from './witness.ts'

let test: TestDatabase
let owner: postgres.Sql
let firm: Office
let ayse: Person
let id: string

beforeAll(async () => {
  test = await testDatabase()
  owner = openPostgres(test.ownerUrl, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await owner?.end()
  await test?.drop()
})

/** A company whose log has rows of every sort; whoever tampers with it is its owner in the database. */
beforeEach(async () => {
  firm = await office(test.database)
  ayse = await firm.hire('sales', 'a')
  id = uuidv7()
  const key = { kind: 'lead', id }
  await ayse.send({
    label: 'create',
    patches: [
      created(key, {
        name: 'Ali',
        phone: '05321112233',
        status: 'new',
        source: 'fair',
        firstMessage: 'ş'.repeat(9000),
      }),
    ],
  })
  for (let i = 0; i < 5; i++)
    await ayse.send({ patches: [changed(key, { name: [i ? `Ali ${i}` : 'Ali', `Ali ${i + 1}`] })] })
  await ayse.send({
    label: 'create',
    patches: [created({ kind: 'contact', id: uuidv7() }, { firstName: 'Su', parent: key })],
  })
})

const problems = async (heads = [] as Awaited<ReturnType<typeof currentHeads>>) =>
  (await verifyCompany(test.database, firm.company, heads)).log.problems.map(({ number, to, problem }) => [
    problem,
    number,
    ...(to ? [to] : []),
  ])
const head = () => firm.commits.at(-1)?.head.number ?? 0
const of = (number: number) => `company_id = '${firm.company}' and number = ${number}`

describe('the log of a company', () => {
  it('verifies as it was written, against heads that others have kept', async () => {
    const file = writeHeads((await currentHeads(test.database)).filter(h => h.company === firm.company))
    await ayse.send({ patches: [changed({ kind: 'lead', id }, { sector: [undefined, 'food'] })] })
    expect(readHeads(file)).toHaveLength(1)
    const { log, access } = await verifyCompany(test.database, firm.company, readHeads(file))
    expect(log).toMatchObject({ problems: [], more: 0, head: { number: head(), hash: firm.commits.at(-1)?.head.hash } })
    expect(log.rows).toBe(head())
    expect(access).toMatchObject({ problems: [], rows: 0 })
  })

  it.each([
    ['value', `changes = set_byte(changes, length(changes) - 3, 65)`],
    ['user', `user_id = gen_random_uuid()`],
    ['time', `at = at + interval '1 millisecond'`],
    ['label', `label = 'editt'`],
    ['address', `address = null`],
    ['record', `record_id = gen_random_uuid()`],
    ['owner', `owner_after = null`],
    ['kind', `kind = 'customer'`],
    ['cause', `cause = 1`],
    ['created', `creates = not creates`],
    ['changes taken out', `changes = ''`],
  ])('tells that a %s was altered, and where', async (_, set) => {
    const number = head() - 2
    await owner.unsafe(`update log set ${set} where ${of(number)}`)
    expect(await problems()).toEqual([['altered', number]])
  })

  it('tells that rows were removed, exchanged or cut off', async () => {
    const heads = await currentHeads(test.database)
    const number = head()
    await owner.unsafe(`delete from log where ${of(number - 3)}`)
    expect(await problems()).toEqual([['missing', number - 3]])
    await owner.unsafe(`update log set number = ${number - 3} where ${of(number - 2)}`)
    expect((await problems()).map(([problem]) => problem)).toContain('altered')

    await owner.unsafe(`delete from log where company_id = '${firm.company}' and number > ${number - 4}`)
    expect(await problems()).toEqual([['cut', number - 3, number]])
    // Who cuts the log and turns the count back is found by what others have witnessed.
    await owner.unsafe(`update company set number = ${number - 4},
      head_hash = (select hash from log where ${of(number - 4)}) where id = '${firm.company}'`)
    expect(await problems()).toEqual([])
    expect(await problems(heads)).toEqual([['cut', number - 3, number]])
  })

  it('tells that a company is gone which somebody has witnessed', async () => {
    const heads = [{ company: uuidv7(), epoch: 1, number: 4, hash: 'a'.repeat(64) }]
    const results = await verifyAll(test.database, heads)
    expect(results.find(result => result.company === heads[0]?.company)?.log.problems).toMatchObject([
      { problem: 'cut', number: 1, to: 4 },
    ])
  })

  it('still verifies when a person’s values are erased from it', async () => {
    const rows = await owner<
      { number: string; changes: Buffer }[]
    >`select number, changes from log where record_id = ${id}`
    for (const { number, changes } of rows)
      await test.database.inCompany(
        firm.company,
        tx =>
          tx`update log set changes = ${eraseChanges(changes, field => field === 'name')} where company_id = ${firm.company} and number = ${Number(number)}`,
      )
    expect(await problems()).toEqual([])
    const [row] = await owner<{ changes: Buffer }[]>`select changes from log where record_id = ${id} and creates`
    expect(readChanges(row?.changes ?? Buffer.alloc(0))).toContainEqual({ field: 'name', erased: true })
    expect(row?.changes.includes('Ali')).toBe(false)
  })

  it('keeps nothing that a guess could be checked against', async () => {
    const rows = await owner<{ changes: Buffer }[]>`select changes from log where company_id = ${firm.company}`
    const salts = rows.flatMap(({ changes }) => (changes.length > 17 ? changes.subarray(1, 17).toString('hex') : []))
    expect(new Set(salts).size).toBe(salts.length)
  })
})

describe('the access chain', () => {
  it('chains what happened within a second, and tells what was altered or removed', async () => {
    const access = createAccessLog({
      database: test.database,
      now: Date.now,
      onError: error => expect(error).toBeUndefined(),
    })
    for (let i = 0; i < 5; i++)
      access.add(firm.company, {
        action: 'record.viewed',
        user: ayse.author.viewer.user,
        kind: 'lead',
        record: id,
        details: { i },
      })
    await access.flush()
    access.add(firm.company, { action: 'session.refused', address: '10.0.0.9', details: { email: 'x@firma.test' } })
    await access.close()
    const verify = async () => (await verifyCompany(test.database, firm.company)).access
    expect(await verify()).toMatchObject({ rows: 6, problems: [] })
    await owner.unsafe(`update access_log set address = '10.0.0.8' where ${of(6)}`)
    expect((await verify()).problems).toMatchObject([{ problem: 'altered', number: 6 }])
    await owner.unsafe(`delete from access_log where ${of(6)}`)
    expect((await verify()).problems).toMatchObject([{ problem: 'cut', number: 6 }])
    // What is older than a year goes from the front.
    await owner.unsafe(`delete from access_log where company_id = '${firm.company}' and number < 3`)
    expect((await verify()).problems).toMatchObject([{ problem: 'cut', number: 6 }])
  })

  it('keeps what a second could not store for the next', async () => {
    const errors: unknown[] = []
    const access = createAccessLog({ database: test.database, now: Date.now, onError: error => errors.push(error) })
    access.add(firm.company, { action: 'record.viewed' })
    await owner.unsafe('alter table access_log rename to access_log_away')
    await access.flush()
    await owner.unsafe('alter table access_log_away rename to access_log')
    expect(errors).toHaveLength(1)
    await access.close()
    expect((await verifyCompany(test.database, firm.company)).access.rows).toBe(1)
  })
})

describe('a heads file', () => {
  it('names the line that cannot be read', () => {
    expect(() => readHeads('\n{"company": 1}\n')).toThrow(
      expect.objectContaining({ code: 'input.invalid', fields: { heads: { reason: 'badLine', params: { line: 2 } } } }),
    )
  })
})
