import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyCompany } from '../../../server/log/verify.ts'
import { type TestCompany, type TestServer, testPassword, testServer } from '../../../server/testing/testServer.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import type { ArgsOf, Core, SyncState } from '../../core/api/functions.ts'
import { openCore } from '../../core/core.ts'
import { fileKeyStore } from '../../core/session/keyStore.ts'
import { type Balancer, startBalancer } from './balancer.ts'
import { type Instance, startInstance } from './instance.ts'
import { type LightClient, startLightClient } from './lightClient.ts'
import { type RestCaller, startRestCaller } from './restCaller.ts'

/** Makes companies and looks at the database; nobody's calls come to it. */
let office: TestServer
let company: TestCompany
let balancer: Balancer
let instances: Instance[] = []
let folder: string
const ends: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  office = await testServer()
})
afterAll(() => office?.close())
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pergel-instances-'))
  company = await office.company()
  balancer = await startBalancer()
  // All at the same moment, as after a power cut.
  instances = await Promise.all([1, 2, 3].map(() => start()))
  for (const { url } of instances) balancer.add(url)
})
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
  await Promise.all(instances.map(one => one.stop()))
  await balancer.close()
  rmSync(folder, { recursive: true, force: true })
})

const start = (port = 0): Promise<Instance> =>
  startInstance({ databaseUrl: office.database.ownerUrl, dataDir: join(folder, 'data'), drainSeconds: 1, port })

interface Desktop {
  core: Core
  /** Every state of sync that a person could have seen. */
  seen: SyncState[]
}

async function desktop(name: string): Promise<Desktop> {
  const { email } = await company.user({ role: 'management' })
  const profile = join(folder, name)
  const { core, close } = await openCore({
    profile,
    server: balancer.url,
    keys: fileKeyStore(join(folder, `${name}.json`)),
    log: () => {},
    connection: { waits: { first: 100, soon: 500, late: 500 } },
  })
  const seen: SyncState[] = []
  ends.push(close)
  await core.call('session.signIn', { email, password: testPassword })
  core.subscribe('sync.state', {}, state => void seen.push(state))
  await until(`${name} is online`, () => seen.at(-1)?.connection === 'online' && !seen.at(-1)?.firstSync)
  seen.length = 0
  return { core, seen }
}

async function lightClients(count: number): Promise<LightClient[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const { email } = await company.user({ role: 'management' })
      const device = uuidv7()
      const { token } = await office.signIn(email, { device })
      const client = startLightClient({ url: balancer.url, token, device, name: `Hafif ${i}` })
      ends.push(() => client.stop())
      return client
    }),
  )
}

async function restCallers(count: number): Promise<RestCaller[]> {
  const key = await company.key('management')
  return Array.from({ length: count }, () => {
    const caller = startRestCaller({ url: balancer.url, key, owner: company.admin.user })
    ends.push(() => caller.stop())
    return caller
  })
}

async function until(what: string, is: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000
  while (!(await is())) {
    if (performance.now() > end) throw new Error(`never: ${what}`)
    await delay(20)
  }
}

const newLead = async ({ core }: Desktop, companyName: string): Promise<string> => {
  const id = uuidv7()
  const given = { companyName, phone: '0532 123 45 67', source: 'fair', status: 'new' }
  const set = Object.fromEntries(Object.entries(given).map(([field, value]) => [field, { value }]))
  await core.call('records.save', { kind: 'lead', id, create: true, set })
  return id
}

/** Each desktop makes a record every now and then until it is told to stop. */
function typing(desktops: readonly Desktop[]): () => Promise<string[]> {
  let isOver = false
  const all = desktops.map(async (one, i) => {
    const made: string[] = []
    for (let n = 0; !isOver; n++) {
      made.push(await newLead(one, `Masa ${i} ${n}`))
      await delay(40)
    }
    return made
  })
  return async () => {
    isOver = true
    return (await Promise.all(all)).flat()
  }
}

/** Leads by the log and by the table; a lead made twice would stand twice in the log. */
async function written(): Promise<{ numbers: number[]; created: string[]; stored: string[] }> {
  return office.database.database.inCompany(company.id, async tx => {
    const numbers = await tx<{ number: number }[]>`select number from log order by number`
    const created = await tx<{ id: string }[]>`
      select record_id as id from log where kind = 'lead' and creates order by record_id`
    const stored = await tx<{ id: string }[]>`select id from lead order by id`
    return {
      numbers: numbers.map(({ number }) => number),
      created: created.map(({ id }) => id),
      stored: stored.map(({ id }) => id),
    }
  })
}

/** Nothing acknowledged is lost, nothing is there twice, no number is left out, and every desktop shows the same. */
async function expectWhole(options: {
  desktops: readonly Desktop[]
  typed: readonly string[]
  clients: readonly LightClient[]
  rest: readonly RestCaller[]
}): Promise<void> {
  const { desktops, typed, clients, rest } = options
  await until('everything is sent', () => desktops.every(({ seen }) => seen.at(-1)?.waiting === 0))
  const { numbers, created, stored } = await written()
  expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i))
  expect(created).toEqual(stored)
  const answered = clients.flatMap(({ acknowledged }) => [...acknowledged])
  expect(answered.filter(([, { status }]) => status !== 'accepted')).toEqual([])
  const numbersOf = new Set(numbers)
  for (const [, answer] of answered) expect('number' in answer && numbersOf.has(answer.number)).toBe(true)
  expect(stored).toEqual([...typed, ...answered.map(([id]) => id), ...rest.flatMap(({ made }) => made)].sort())
  const { log, access } = await verifyCompany(office.database.database, company.id)
  expect([log.problems, access.problems]).toEqual([[], []])

  for (const { core } of desktops) {
    const sort = { field: 'title', descending: false }
    const query: ArgsOf<'records.count'>['query'] = { kind: 'lead', filters: [], sort, archived: 'without' }
    await until(
      'the desktop holds all',
      async () => (await core.call('records.count', { query })).count === stored.length,
    )
    const { rows } = await core.call('records.list', { query, limit: 200 })
    expect(rows.map(({ id }) => id).filter(id => !stored.includes(id))).toEqual([])
  }
}

describe('three servers on one database behind a load balancer', () => {
  it('lose nothing and double nothing when one of them is killed under load', async () => {
    const desktops = [await desktop('a'), await desktop('b'), await desktop('c')]
    const clients = await lightClients(9)
    const rest = await restCallers(4)
    const stopTyping = typing(desktops)
    await until('everybody is at work', () => clients.every(({ acknowledged }) => acknowledged.size >= 5))

    const [first, second] = instances
    await first?.kill()
    const before = clients.map(({ acknowledged }) => acknowledged.size)
    await until('everybody goes on', () =>
      clients.every(({ acknowledged }, i) => acknowledged.size >= (before[i] ?? 0) + 5),
    )
    await second?.kill()
    const then = clients.map(({ acknowledged }) => acknowledged.size)
    await until('everybody goes on with the last one', () =>
      clients.every(({ acknowledged }, i) => acknowledged.size >= (then[i] ?? 0) + 5),
    )

    const typed = await stopTyping()
    await Promise.all([...clients, ...rest].map(one => one.stop()))
    expect(rest.flatMap(({ errors }) => errors)).toEqual([])
    await expectWhole({ desktops, typed, clients, rest })
  }, 400_000)

  it('are restarted one after the other without anybody seeing an error', async () => {
    const desktops = [await desktop('a'), await desktop('b'), await desktop('c')]
    const clients = await lightClients(6)
    const rest = await restCallers(4)
    const stopTyping = typing(desktops)
    await until('everybody is at work', () => clients.every(({ acknowledged }) => acknowledged.size >= 3))

    for (const [i, old] of instances.entries()) {
      const stopped = old.stop()
      await until('it says that it goes', async () => {
        const answer = await fetch(`${old.url}/health`).catch(() => null)
        return answer === null || (answer.status === 503 && (await answer.json()).status === 'draining')
      })
      await stopped
      instances[i] = await start(old.port)
    }

    const typed = await stopTyping()
    await Promise.all([...clients, ...rest].map(one => one.stop()))
    expect(rest.flatMap(({ errors }) => errors)).toEqual([])
    for (const { calls } of rest) expect(calls).toBeGreaterThan(20)
    expect(balancer.failures).toEqual([])
    expect(clients.flatMap(({ byes }) => byes).filter(code => code !== 'server.unavailable')).toEqual([])
    await expectWhole({ desktops, typed, clients, rest })
    const troubles = desktops.flatMap(({ seen }) =>
      seen.filter(state => state.problem || state.connection === 'offline'),
    )
    expect(troubles).toEqual([])
  }, 400_000)
})
