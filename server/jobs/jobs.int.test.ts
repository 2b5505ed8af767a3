import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { appUrl } from '../db/database.ts'
import { openPostgres } from '../db/postgres.ts'
import { createLogger, silentLogger } from '../http/logger.ts'
import { type TestCompany, type TestServer, testServer } from '../testing/testServer.ts'
import { cleanUp, keptDays } from './cleanUp.ts'
import { startJobs } from './queue.ts'
import { verifyLogs } from './verifyLogs.ts'

let test: TestServer
let company: TestCompany
beforeAll(async () => {
  test = await testServer()
  company = await test.company()
})
afterAll(() => test?.close())

describe('the job queue', () => {
  it('keeps its own tables as the serving role, runs what is sent, and tries again what failed', async () => {
    const runs: string[] = []
    let failures = 1
    const url = appUrl(test.database.ownerUrl, test.database.secret.appPassword)
    const queue = await startJobs({
      url,
      logger: silentLogger,
      retrySeconds: 1,
      pollSeconds: 0.5,
      jobs: [
        {
          name: 'sometimes',
          cron: '0 0 1 1 *',
          run: async () => {
            runs.push('run')
            if (failures-- > 0) throw new Error('not this time')
          },
        },
      ],
    })
    await queue.send('sometimes')
    await expect.poll(() => runs.length, { timeout: 20_000 }).toBe(2)
    await queue.stop()
  })
})

describe('cleaning up', () => {
  it('removes what is older than it is kept, and nothing else', async () => {
    const { database } = test.database
    const day = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
    const { user } = company.admin
    const device = uuidv7()
    await database.inCompany(company.id, async tx => {
      for (const [seq, at] of [day(keptDays.answers + 1), day(59), day(0)].entries())
        await tx`insert into entry_answer ${tx({ company_id: company.id, device_id: device, seq, entry_id: uuidv7(), user_id: user, answer: tx.json({}), at })}`
      for (const [name, at] of [
        ['old', day(200)],
        ['new', day(1)],
      ] as const)
        await tx`insert into session ${tx({ company_id: company.id, id: uuidv7(), token_hash: Buffer.from(name), user_id: user, device_id: device, created_at: at, last_seen_at: at })}`
    })
    await database.sql`insert into sign_in_failure (name, failures, last_at) values ('\\x01', 3, ${day(2)}), ('\\x02', 3, now())`
    await cleanUp(database, Date.now())
    expect(await seqs(device)).toEqual([1, 2])
    expect(await database.sql`select failures from sign_in_failure`).toHaveLength(1)
    const open = await database.inCompany(
      company.id,
      tx => tx`select ended_by from session where device_id = ${device} order by last_seen_at`,
    )
    expect(open.map(row => row.ended_by)).toEqual(['expired', null])
  })

  it('removes links that ended long ago, and keeps those whose holder may still ask', async () => {
    const { database } = test.database
    const day = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
    const common = { company_id: company.id }
    await database.inCompany(company.id, async tx => {
      for (const [name, ended] of [
        ['old', day(keptDays.endedLinks + 1)],
        ['fresh', day(1)],
        ['open', null],
      ] as const) {
        const link = { ...common, id: uuidv7(), token_hash: Buffer.from(name), expires_at: ended ?? day(-1) }
        await tx`insert into reset_link ${tx({ ...link, user_id: company.admin.user })}`
        const place = {
          email: `${name}@x.test`,
          name,
          role_id: uuidv7(),
          language: 'tr',
          invited_by: company.admin.user,
        }
        await tx`insert into invitation ${tx({ ...link, ...place, ended_at: ended, ended_by: ended && 'withdrawn' })}`
      }
    })
    await cleanUp(database, Date.now())
    const left = await database.inCompany(company.id, async tx => [
      (await tx`select convert_from(token_hash, 'utf8') as name from reset_link order by id`).map(row => row['name']),
      (await tx`select name from invitation order by id`).map(row => row['name']),
    ])
    expect(left).toEqual([
      ['fresh', 'open'],
      ['fresh', 'open'],
    ])
  })

  const seqs = async (device: string) =>
    (
      await test.database.database.inCompany(
        company.id,
        tx => tx`select seq from entry_answer where device_id = ${device} order by seq`,
      )
    ).map(({ seq }) => seq)

  it('shortens the access chain at its beginning, and the rest still verifies', async () => {
    const { access } = test.server.parts.services
    for (let i = 0; i < 6; i++) access.add(company.id, { action: 'record.viewed', user: company.admin.user })
    await access.flush()
    const owner = openPostgres(test.database.ownerUrl, { max: 1 })
    const before = await test.database.database.inCompany(
      company.id,
      tx => tx`select number from access_log order by number`,
    )
    // As if a part of it had been written long ago; the hash of such a row does not fit, and it is gone afterwards.
    await owner`update access_log set at = now() - interval '2 years' where company_id = ${company.id} and number <= 3`
    await owner.end()
    await cleanUp(test.database.database, Date.now())
    const after = await test.database.database.inCompany(
      company.id,
      tx => tx`select number from access_log order by number`,
    )
    expect(after).toEqual(before.slice(3))
    expect(await verifyLogs(test.database.database, silentLogger)).toBe(0)
  })
})

describe('the nightly check', () => {
  it('remembers the heads, and finds a log that was cut behind its back', async () => {
    const { database } = test.database
    expect(await verifyLogs(database, silentLogger)).toBe(0)
    const owner = openPostgres(test.database.ownerUrl, { max: 1 })
    // Cut, and the company's own count set back with it: only the remembered head tells.
    await owner`delete from log where company_id = ${company.id} and number = (select max(number) from log where company_id = ${company.id})`
    await owner`update company c set (number, head_hash) = (
      select number, hash from log l where l.company_id = c.id order by number desc limit 1) where id = ${company.id}`
    await owner.end()
    const lines: string[] = []
    expect(
      await verifyLogs(
        database,
        createLogger('error', line => lines.push(line)),
      ),
    ).toBeGreaterThan(0)
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ event: 'log damaged', chain: 'log', problem: 'cut' })
  })
})
