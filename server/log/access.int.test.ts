import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { cleanUp, keptDays } from '../jobs/cleanUp.ts'
import { office } from '../records/testing/office.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { type AccessEvent, createAccessLog } from './access.ts'
import { verifyCompany } from './verify.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test?.drop())

const now = Date.parse('2026-05-06T07:08:09.123Z')

/** A company's chain after these events: when they are said to have been, what verifying finds, what went wrong. */
async function chainOf(...events: Partial<AccessEvent>[]) {
  const { company } = await office(test.database)
  const errors: unknown[] = []
  const access = createAccessLog({ database: test.database, now: () => now, onError: error => errors.push(error) })
  for (const event of events) access.add(company, { action: 'record.viewed', kind: 'lead', record: uuidv7(), ...event })
  await access.close()
  const rows = await test.database.inCompany(
    company,
    tx => tx<{ at: string }[]>`select at from access_log where company_id = ${company} order by number`,
  )
  const verified = await verifyCompany(test.database, company)
  return { company, at: rows.map(row => row.at), problems: verified.access.problems, errors }
}

describe('the access chain', () => {
  it('holds what a desktop says was long ago or in a moment that no clock shows, and stays whole', async () => {
    const at = ['2026-05-06T07:00:00.0006Z', '2026-05-06T07:00:00.12345Z', '1999-12-31T23:59:59Z']
    const { at: kept, problems, errors } = await chainOf(...at.map(one => ({ at: one })))
    expect(errors).toEqual([])
    expect(problems).toEqual([])
    expect(kept).toEqual(['2026-05-06T07:00:00.000Z', '2026-05-06T07:00:00.123Z', '1999-12-31T23:59:59.000Z'])
  })

  it('is not held up by a clock of no calendar, and takes nothing for later than now', async () => {
    const { at, problems, errors } = await chainOf({ at: '0000-01-01T00:00:00Z' }, { at: '9999-01-01T00:00:00Z' }, {})
    expect(errors).toEqual([])
    expect(problems).toEqual([])
    expect(at.slice(1)).toEqual(['2026-05-06T07:08:09.123Z', '2026-05-06T07:08:09.123Z'])
  })

  it('goes on without an event that the database does not take', async () => {
    const { at, problems, errors } = await chainOf({}, { kind: 'a\u0000' }, {})
    expect(errors).toHaveLength(1)
    expect(at).toHaveLength(2)
    expect(problems).toEqual([])
  })

  it('keeps its last row, so that a quiet year is not taken for a cut', async () => {
    const { company } = await chainOf({}, {})
    await cleanUp(test.database, now + (keptDays.access + 2) * 86_400_000)
    expect((await verifyCompany(test.database, company)).access).toMatchObject({ rows: 1, problems: [] })
  })
})
