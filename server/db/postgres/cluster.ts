import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../../shared/errors.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { isAlive } from './lock.ts'
import { databaseOsUser, type OsUser } from './osUser.ts'
import { postgresSettings } from './settings.ts'

/** Superuser of an embedded cluster; it makes and migrates the database, and never serves. */
export const clusterOwner = 'pergel'

/** One PostgreSQL cluster in a folder: `data`, `postgres.log` (and the one before it), `password`. */
export interface Cluster {
  /** The port that its postmaster listens on; undefined where none runs. Waits for one that is starting or stopping. */
  runningPort: () => Promise<number | undefined>
  /** Makes it the first time, starts it, gives its port; `port`: starts one that has run, on this port and no other. */
  start: (port?: number) => Promise<number>
  /** `fast` ends connections and writes everything out; `immediate` is for clusters that are thrown away. */
  stop: (mode: 'fast' | 'immediate') => Promise<void>
  url: (port: number, database: string) => string
}

/** `durable: false` is for tests: nothing of it must survive the machine. */
export function cluster(folder: string, options: { durable: boolean }): Cluster {
  const user = databaseOsUser()
  const binaries = findBinaries(user)
  const data = join(folder, 'data')
  const log = join(folder, 'postgres.log')
  const run = (command: string, args: string[]) => runAs(user, folder, command, args)

  const start = async (wanted?: number) => {
    // A disk that went away comes back; an empty database in its place would be taken for the company's.
    if (wanted !== undefined && !existsSync(data))
      throw new AppError('server.unavailable', { params: { reason: `${data} is gone` } })
    makeFolder(folder, user)
    if (!existsSync(data)) await initialise({ folder, data, binaries, user, run, durable: options.durable })
    removeStalePid(data)
    for (let attempt = 1; ; attempt++) {
      const port = wanted ?? (await freePort())
      write(join(data, 'pergel.conf'), postgresSettings({ port, durable: options.durable }), user)
      const before = openLog(log, user)
      const { code } = await run(binaries.pgCtl, ['start', '-D', data, '-l', log, '-w', '-t', '120', '-s'])
      if (code === 0) return port
      const said = readFileSync(log).subarray(before).toString('utf8').trim().split('\n').slice(-5).join(' | ')
      // A port taken meanwhile, or the last remains of a killed postmaster, are gone in a moment.
      if (attempt === 5 || !/could not (bind|create any TCP)|still in use|lock file/.test(said))
        throw new AppError('server.unavailable', {
          params: { reason: `PostgreSQL did not start: ${said || `see ${log}`}` },
        })
      await delay(attempt * 500)
    }
  }

  const runningPort = async () => {
    for (let waited = 0; waited < 60_000; waited += 200) {
      const postmaster = readPostmaster(data)
      if (!postmaster || !isPostmaster(postmaster.pid)) return undefined
      if (postmaster.status === 'ready' && postmaster.port) return postmaster.port
      await delay(200)
    }
    throw new AppError('server.unavailable', { params: { reason: `PostgreSQL in ${folder} neither starts nor stops` } })
  }

  const stop = async (mode: 'fast' | 'immediate') => {
    if (readPostmaster(data)) await run(binaries.pgCtl, ['stop', '-D', data, '-m', mode, '-w', '-t', '120', '-s'])
  }

  const url = (port: number, database: string) => {
    const password = readFileSync(join(folder, 'password'), 'utf8').trim()
    return `postgres://${clusterOwner}:${password}@127.0.0.1:${port}/${database}`
  }
  return { runningPort, start, stop, url }
}

/** Into a folder of its own first: an interrupted start leaves nothing that looks like a cluster. */
async function initialise(options: {
  folder: string
  data: string
  binaries: Binaries
  user: OsUser | undefined
  run: (command: string, args: string[]) => Promise<{ code: number; output: string }>
  durable: boolean
}) {
  const { folder, data, binaries, user, run } = options
  const fresh = `${data}.new`
  const password = join(folder, 'password')
  rmSync(fresh, { recursive: true, force: true })
  write(password, `${randomBytes(24).toString('hex')}\n`, user)
  const { code, output } = await run(binaries.initdb, [
    ...['-D', fresh, '-U', clusterOwner, `--pwfile=${password}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    // Bytewise order everywhere; ICU collations exist beside it for those who name one.
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
    ...(options.durable ? [] : ['--no-sync']),
  ])
  if (code !== 0) throw new AppError('server.unavailable', { params: { reason: `initdb failed: ${output.trim()}` } })
  const conf = join(fresh, 'postgresql.conf')
  writeFileSync(conf, `${readFileSync(conf, 'utf8')}\ninclude_if_exists = 'pergel.conf'\n`)
  renameSync(fresh, data)
}

function makeFolder(folder: string, user: OsUser | undefined) {
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  if (user) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
}

function write(file: string, text: string, user: OsUser | undefined, flag: 'w' | 'a' = 'w') {
  writeFileSync(file, text, { mode: 0o600, flag })
  if (user) chownSync(file, user.uid, user.gid)
}

const largestLog = 5_000_000

/** Why it died stands there: what a start says comes after it. Gives where that begins. */
function openLog(log: string, user: OsUser | undefined): number {
  try {
    if (statSync(log).size > largestLog) renameSync(log, `${log}.1`)
  } catch {
    // None yet, or held open by what is left of the last one: then it grows on.
  }
  write(log, '', user, 'a')
  return statSync(log).size
}

/** postmaster.pid: pid, folder, start time, port, socket folder, address, shared memory, status. */
function readPostmaster(data: string): { pid: number; port: number; status: string } | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10))
    return Number.isNaN(pid)
      ? undefined
      : { pid, port: Number.parseInt(lines[3] ?? '0', 10), status: (lines[7] ?? '').trim() }
  } catch {
    return undefined
  }
}

/** Alive, and where the system tells names, a PostgreSQL: after a restart of a container numbers are soon used again. */
function isPostmaster(pid: number): boolean {
  if (!isAlive(pid)) return false
  try {
    return process.platform !== 'linux' || /postgres/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch {
    return false
  }
}

function removeStalePid(data: string) {
  const postmaster = readPostmaster(data)
  if (postmaster && !isPostmaster(postmaster.pid)) rmSync(join(data, 'postmaster.pid'), { force: true })
}

function runAs(user: OsUser | undefined, cwd: string, command: string, args: string[]) {
  const starts = args[0] === 'start'
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !/^LC_|^LANG/.test(name)),
  )
  return new Promise<{ code: number; output: string }>((done, fail) => {
    // The postmaster inherits what pg_ctl has open: a pipe would never close.
    const stdio = starts ? 'ignore' : (['ignore', 'pipe', 'pipe'] as const).slice()
    const child = spawn(command, args, {
      cwd,
      env: { ...env, LC_ALL: 'C' },
      stdio: stdio as 'ignore',
      windowsHide: true,
      ...user,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      (stream as NodeJS.ReadableStream | null)?.on('data', chunk => {
        output += String(chunk)
      })
    child.once('error', fail)
    child.once(starts ? 'exit' : 'close', code => done({ code: code ?? 1, output }))
  })
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
