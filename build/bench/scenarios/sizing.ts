import { join } from 'node:path'
import type { Bench } from '../bench.ts'
import { postgresUse } from '../processTree.ts'
import { batchesOf, newCustomers } from '../records.ts'
import { startRemote } from '../remote/remote.ts'
import { percentile } from '../result.ts'
import type { BenchPerson } from '../server/company.ts'
import { type ClientRemote, clientScript, type ServerRemote, serverScript } from '../world.ts'

/** Companies of so many people, all of them connected. */
const sizes = [25, 100, 300]
/** How long each is watched, and how often each person saves something meanwhile: a busy hour. */
const watchedMs = 15_000
const saveEveryMs = 10_000

/**
 * What the server and its PostgreSQL need for companies of three sizes: memory at its highest, CPU as a share of one
 * core, how long until everybody is connected after a start, what a save takes and when the others have it.
 */
export async function sizing(bench: Bench): Promise<void> {
  const dataDir = join(bench.folder, 'sizing')
  let server: ServerRemote = startRemote(serverScript)
  bench.later(() => server.stop())
  const url = await server.call('start', dataDir, 0)
  const records = bench.scaled(20_000)
  const people = { admin: sizes.length, operations: 120, sales: 180 }
  const company = await server.call('company', { teams: 10, people, records })
  bench.add({
    name: 'sizing.disk.perRecord',
    unit: 'bytes',
    value: (await server.call('databaseBytes')) / records,
    better: 'less',
  })

  for (const [turn, size] of sizes.entries()) {
    // Each begins with a fresh server: memory that a larger company took would be counted for a smaller one.
    await server.stop()
    server = startRemote(serverScript)
    await server.call('start', dataDir, Number(new URL(url).port))
    await oneSize(bench, {
      size,
      server,
      url,
      dataDir,
      company: company.company,
      people: mixOf(company.people, size, turn),
    })
  }
}

/** The one who writes, each turn another device, then the roles in the company's proportions. */
function mixOf(people: readonly BenchPerson[], size: number, turn: number): BenchPerson[] {
  const of = (role: string) => people.filter(person => person.role === role)
  const [bosses, others, sellers] = [of('admin').slice(turn, turn + 1), of('operations'), of('sales')]
  const rest = size - bosses.length
  const selling = Math.round(rest * 0.6)
  return [...bosses, ...others.slice(0, rest - selling), ...sellers.slice(0, selling)]
}

async function oneSize(
  bench: Bench,
  stage: { size: number; server: ServerRemote; url: string; dataDir: string; company: string; people: BenchPerson[] },
): Promise<void> {
  const { size, server, url, dataDir, company, people } = stage
  const clients: ClientRemote = startRemote(clientScript)
  bench.later(() => clients.stop())
  const head = await server.call('head', company)
  await server.call('healthBegin')
  const began = await clients.call('clock')
  await clients.call('connect', url, people, head)
  const connected = await clients.call('reached', head.number, 120_000)

  const saves = Math.max(5, Math.round(((watchedMs / saveEveryMs) * size * bench.scaled(100)) / 100))
  const patches = newCustomers(saves)
  const { number } = await clients.call('batches', 0, batchesOf('create', patches))
  await clients.call('reached', number, 60_000)
  await clients.call('forget')

  const before = postgresUse(dataDir)
  await server.call('healthBegin')
  const from = await clients.call('clock')
  const ids = patches.map(({ id }) => id)
  const answered = await clients.call('edited', 0, ids, 'customer', 'taxOffice', saveEveryMs / size)
  await clients.call('reached', answered.at(-1)?.number ?? 0, 60_000)
  const seconds = ((await clients.call('clock')) - from) / 1000
  const health = await server.call('health')
  const after = postgresUse(dataDir)

  // Sellers see records of their own teams; who must have seen each save are the others.
  const seeing = new Set(people.flatMap(({ role }, i) => (role === 'sales' ? [] : [i])))
  const cameAt = new Map<number, number[]>()
  for (const [client, reached, at] of await clients.call('moves'))
    if (seeing.has(client)) cameAt.set(reached, [...(cameAt.get(reached) ?? []), at])
  const late = answered.flatMap(({ number: of, at }) => (cameAt.get(of) ?? []).map(came => Math.max(0, came - at)))
  if (late.length < answered.length * seeing.size * 0.5) throw new Error('most of the saves did not arrive one by one')

  const add = (name: string, unit: 'MB' | 's' | 'ms' | '%', value: number): void =>
    bench.add({ name: `sizing.${size}.${name}`, unit, value, better: 'less' })
  add('memory.server', 'MB', health.peak)
  add('cpu.server', '%', (100 * health.cpu) / seconds)
  if (before && after) {
    add('memory.postgres', 'MB', after.memory)
    add('cpu.postgres', '%', (100 * (after.cpu - before.cpu)) / seconds)
  }
  add('connected', 's', (connected - began) / 1000)
  const times = answered.map(({ took }) => took)
  add('save.p99', 'ms', percentile(times, 0.99))
  add('arrival.p99', 'ms', percentile(late, 0.99))
  await clients.stop()
}
