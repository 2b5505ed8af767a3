import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../../shared/testing/random.ts'
import { startWorker, type Worker } from './childProcess.ts'
import { type Company, makeCompany } from './company.ts'
import { type Desk, makeDesk } from './desk.ts'
import { type FaultProxy, faultProxy } from './faultProxy.ts'
import type { Journal } from './journal.ts'
import type { Dump } from './orders.ts'
import { createRecorder, type Recorder } from './recorder.ts'

/** Five desktops, the network of each, a server and a database. */
export interface Stage {
  readonly company: Company
  readonly desks: readonly Desk[]
  readonly proxies: readonly FaultProxy[]
  readonly recorder: Recorder
  readonly kills: { desktops: number; servers: number }
  readonly serverLines: readonly string[]
  /** What desktops held when a digest told them that it was not what they should hold. */
  readonly differing: readonly { desktop: number; dump: Dump }[]
  /** SIGKILL after `wait` milliseconds, and a new process on the same file, with its clock wrong by `skew`. */
  killDesk(desktop: number, wait: number, skew: number): Promise<void>
  /** SIGKILL after `wait` milliseconds, and a new process on the same port and database `pause` later. */
  killServer(wait: number, pause: number): Promise<void>
  /** Whether the server's process is there; it is started again where it is not. */
  ensureServer(): Promise<boolean>
  /** The log's head as it was announced a second after this moment: a frame delivered then can know no more. */
  headAfter(at: number): number
  close(): Promise<void>
}

export interface StageOptions {
  roles: readonly string[]
  random: Random
  journal: Journal
  /** Milliseconds that the clock of each desktop is wrong by. */
  skews: readonly number[]
}

/** Events of core that tell of copies that had gone wrong and were mended, or of a bug that it lived with. */
const alarming = new Set(['digest.differs', 'states.malformed', 'ownFields.failed', 'fill.failed', 'frame.failed'])

export async function openStage({ roles, random, journal, skews }: StageOptions): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'pergel-convergence-'))
  const company = await makeCompany(roles, random.fork('company'))
  const { database, ownerUrl } = company.database
  const commits = [{ at: Number.NEGATIVE_INFINITY, number: await company.head() }]
  const listening = await database.sql.listen('pergel_commit', payload => {
    const [id, number] = payload.split(':')
    if (id === company.id) commits.push({ at: performance.now(), number: Number(number) })
  })

  const serverLines: string[] = []
  let server: Worker | undefined
  let port = 0
  const startServer = async (): Promise<void> => {
    server = startWorker({
      file: join(import.meta.dirname, 'serverProcess.ts'),
      onLine(line) {
        serverLines.push(line)
        journal.note(`server: ${line.slice(0, 600)}`)
      },
    })
    const { url } = (await server.ask('listen', { ownerUrl, port })) as { url: string }
    port = Number(new URL(url).port)
  }
  await startServer()

  const recorder = createRecorder()
  const proxies: FaultProxy[] = []
  const desks: Desk[] = []
  const differing: { desktop: number; dump: Dump }[] = []
  for (const [i, { user, device, token }] of company.people.entries()) {
    const proxy = await faultProxy({
      desktop: i,
      target: () => `ws://127.0.0.1:${port}/sync`,
      random: random.fork(`network ${i}`),
      recorder,
    })
    const file = join(folder, `${i}.sqlite`)
    const keyHex = process.env['SIMULATION_KEEP'] ? '07'.repeat(32) : randomBytes(32).toString('hex')
    const name = `desktop ${i}`
    const onEvent = (event: string, details: unknown): void => {
      const line = `${name} logs ${event} ${JSON.stringify(details ?? {})}`
      if (alarming.has(event)) journal.problem(line)
      else journal.note(line)
    }
    proxies.push(proxy)
    const onDump = (dump: Dump): void => void differing.push({ desktop: i, dump })
    desks.push(makeDesk(name, { file, keyHex, server: proxy.url, device, user, token }, onEvent, onDump))
  }
  await Promise.all(desks.map((desk, i) => desk.start(skews[i] ?? 0)))

  const kills = { desktops: 0, servers: 0 }
  /** Of one process, one kill after another. */
  let serverLine = Promise.resolve()
  const deskLines = desks.map(() => Promise.resolve())

  return {
    company,
    desks,
    proxies,
    recorder,
    kills,
    serverLines,
    differing,
    killDesk(i, wait, skew) {
      const desk = desks[i]
      const next = (deskLines[i] ?? Promise.resolve()).then(async () => {
        await sleep(wait)
        await desk?.kill()
        kills.desktops++
        journal.note(`desktop ${i} was killed`)
        await desk?.start(skew)
        journal.note(`desktop ${i} is back, its clock wrong by ${Math.round(skew / 86_400_000)} days`)
      })
      deskLines[i] = next.catch(() => {})
      return next
    },
    killServer(wait, pause) {
      const next = serverLine.then(async () => {
        await sleep(wait)
        await server?.kill()
        // What it committed last it may not have announced.
        commits.push({ at: performance.now(), number: await company.head() })
        kills.servers++
        journal.note('the server was killed')
        await sleep(pause)
        await startServer()
        journal.note('the server is back')
      })
      serverLine = next.catch(() => {})
      return next
    },
    async ensureServer() {
      if (server && !server.hasEnded) return true
      await startServer()
      return false
    },
    headAfter: at => commits.findLast(commit => commit.at <= at + 1_000)?.number ?? 0,
    async close() {
      await Promise.all([serverLine, ...deskLines])
      await Promise.allSettled(desks.map(desk => desk.kill()))
      await server?.kill()
      await Promise.allSettled(proxies.map(proxy => proxy.close()))
      await listening.unlisten()
      await company.close()
      // What a failed run left, for whoever looks into it.
      if (process.env['SIMULATION_KEEP']) journal.note(`the files stay in ${folder}`)
      else rmSync(folder, { recursive: true, force: true })
    },
  }
}
