import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { desktopBundle, startBundle } from './bundles.ts'
import type { BenchClients } from './clients/process.ts'
import type { BenchDesktop } from './desktop/process.ts'
import { type Remote, startRemote } from './remote/remote.ts'
import type { Common, Handlers } from './remote/serve.ts'
import type { BenchCompany, BenchPerson } from './server/company.ts'
import type { BenchServer } from './server/process.ts'

export const serverScript = join(import.meta.dirname, 'server/process.ts')
export const clientScript = join(import.meta.dirname, 'clients/process.ts')
export type ServerRemote = Remote<BenchServer & Common & Handlers>
export type ClientRemote = Remote<BenchClients & Common & Handlers>
export type DesktopRemote = Remote<BenchDesktop & Common & Handlers>

export interface Desktop {
  name: string
  person: BenchPerson
  file: string
  remote: DesktopRemote
  open(): Promise<void>
}

/** A server with a company of 100,000 customers, and the people who may connect to it. */
export interface World {
  server: ServerRemote
  url: string
  company: BenchCompany
  /** See all customers; what one of them may not do, `boss` does. */
  watchers: BenchPerson[]
  sellers: BenchPerson[]
  boss: BenchPerson
  bosses: BenchPerson[]
  /** Where the log stands, by what this run has seen of it. */
  head: number
  restart(): Promise<void>
  /** The 200 watchers, 20 sellers and two bosses in two processes; the bosses are clients 0 and 1 of the first. */
  clients(): Promise<[ClientRemote, ClientRemote]>
  /** One more boss, alone in a process: what it waits for is the server, and not a hundred others beside it. */
  writer(): Promise<ClientRemote>
  /** Three real desktops with their first copy: a boss, a seller, a watcher. */
  desktops(): Promise<Desktop[]>
}

export async function openWorld(bench: Bench): Promise<World> {
  const dataDir = join(bench.folder, 'world')
  let server = startRemote<BenchServer & Common & Handlers>(serverScript)
  bench.later(() => server.stop())
  const url = await server.call('start', dataDir, 0)
  const company = await server.call('company', {
    teams: 10,
    people: { operations: 201, sales: 30, admin: 25 },
    records: bench.scaled(100_000),
  })
  // The verb `demo` is a process of its own too: what making so many records costs is not the serving server's.
  await server.stop()
  server = startRemote(serverScript)
  await server.call('start', dataDir, Number(new URL(url).port))
  console.log(`  a company of ${company.people.length} people in ${company.seconds.toFixed(1)} s`)
  const of = (role: string) => company.people.filter(person => person.role === role)
  const [watchers, sellers, bosses] = [of('operations'), of('sales'), of('admin')]
  let clients: Promise<[ClientRemote, ClientRemote]> | undefined
  let writer: Promise<ClientRemote> | undefined
  let desktops: Promise<Desktop[]> | undefined
  const need = <T>(item: T | undefined): T => {
    if (item === undefined) throw new Error('the company is too small')
    return item
  }

  const world: World = {
    server,
    url,
    company,
    watchers,
    sellers,
    bosses,
    boss: need(bosses[0]),
    head: (await server.call('head', company.company)).number,
    async restart() {
      await server.kill()
      server = startRemote(serverScript)
      world.server = server
      await server.call('start', dataDir, Number(new URL(url).port))
    },
    clients: () => {
      clients ??= connect()
      return clients
    },
    writer: () => {
      writer ??= connectWriter()
      return writer
    },
    desktops: () => {
      desktops ??= firstCopies()
      return desktops
    },
  }

  const connect = async (): Promise<[ClientRemote, ClientRemote]> => {
    const processes = [startRemote(clientScript), startRemote(clientScript)] as [ClientRemote, ClientRemote]
    bench.later(async () => {
      await Promise.all(processes.map(one => one.stop()))
    })
    const checkpoint = await world.server.call('head', company.company)
    const groups = [
      [...bosses.slice(0, 2), ...watchers.slice(0, 100), ...sellers.slice(0, 10)],
      [...watchers.slice(100, 200), ...sellers.slice(10, 20)],
    ]
    await Promise.all(processes.map((one, i) => one.call('connect', url, groups[i] ?? [], checkpoint)))
    await Promise.all(processes.map(one => one.call('reached', checkpoint.number, 60_000)))
    return processes
  }

  const connectWriter = async (): Promise<ClientRemote> => {
    const remote: ClientRemote = startRemote(clientScript)
    bench.later(() => remote.stop())
    const checkpoint = await world.server.call('head', company.company)
    await remote.call('connect', url, [need(bosses[3])], checkpoint)
    await remote.call('reached', checkpoint.number, 60_000)
    return remote
  }

  const firstCopies = async (): Promise<Desktop[]> => {
    const people = { boss: bosses[2], seller: sellers[20], watcher: watchers[200] }
    const opened: Desktop[] = []
    for (const [name, who] of Object.entries(people)) {
      const desktop = desktopOf(bench, world, name, need(who))
      opened.push(desktop)
      await desktop.open()
      await desktop.remote.call('copied', 300_000)
    }
    return opened
  }
  return world
}

export function desktopOf(bench: Bench, world: World, name: string, person: BenchPerson): Desktop {
  const file = join(bench.folder, `${name}.sqlite`)
  const remote: DesktopRemote = startBundle(desktopBundle)
  bench.later(() => remote.stop())
  const { token, device, user } = person
  return {
    name,
    person,
    file,
    remote,
    open: () => remote.call('open', { file, server: world.url, token, device, user }),
  }
}
