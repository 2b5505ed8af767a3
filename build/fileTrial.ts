import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { WebSocket } from 'ws'
import type { ArgsOf, FunctionName, ResultOf } from '../desktop/core/api/functions.ts'
import { openOffice, type Person, password, people } from '../desktop/e2e/fixtures/office.ts'
import { type Process, root, startProcess } from '../desktop/e2e/fixtures/process.ts'
import { wireTo } from '../desktop/e2e/fixtures/wire.ts'
import { nodeBundle, shellBundle } from './nodeBundle.ts'
import { desktopSettings, nodeSettings } from './ownNode.mjs'

/**
 * `node build/fileTrial.ts [--gigabytes 5]`: one file from a desktop to the server and to another desktop, each way
 * interrupted five times (four cuts of the network, one SIGKILL of core), with the most memory that core ever had. Fails
 * where a byte is another or core takes 400 MB. Needs about four times the size on the disk, and Linux for the memory.
 */
const { values } = parseArgs({ options: { gigabytes: { type: 'string', default: '5' } } })
const size = Math.round(Number(values.gigabytes) * 1e9)
if (!(size > 0)) throw new Error(`--gigabytes is ${values.gigabytes}; a number above 0 is allowed`)
const mostMemory = 400e6
const interruptions = 5
const piece = 786_432

process.exitCode = await trial()

async function trial(): Promise<number> {
  const office = await openOffice()
  const folders: string[] = []
  const desktops: Desktop[] = []
  try {
    for (const who of ['seller', 'manager'] as const) {
      const folder = await mkdtemp(join(tmpdir(), 'pergel-trial-'))
      folders.push(folder)
      desktops.push(await openDesktop(office.url, folder, who))
    }
    const [one, two] = desktops
    if (!one || !two) throw new Error('two desktops are needed')
    const parent = await customerOf(one)
    for (const desktop of desktops) tellMemory('at its start', desktop)
    for (const desktop of desktops) desktop.forget()
    for (const desktop of desktops) tellMemory('at rest', desktop)

    const copying = performance.now()
    const { id, hash } = await give(one, parent)
    say('copied into the desktop', size, copying)
    tellMemory('while it copied', one)

    const uploading = performance.now()
    await interrupted(one, id, 'up')
    await until(async () => (await valuesOf(two, id))?.['uploadedAt'] !== undefined)
    say(`uploaded, ${interruptions} times interrupted`, size, uploading)
    tellMemory('while it uploaded', one)

    const downloading = performance.now()
    void two.call('files.fetch', { id }).catch(() => undefined)
    await until(async () => (await two.call('files.transfers', {})).some(one => one.id === id))
    await interrupted(two, id, 'down')
    await until(async () => (await two.call('files.here', { ids: [id] }))[0] === true)
    say(`downloaded, ${interruptions} times interrupted`, size, downloading)
    tellMemory('while it downloaded', two)

    const reading = performance.now()
    const same = (await hashFrom(two, id)) === hash
    say('read again and compared', size, reading)
    tellMemory('while it was read', two)
    const memory = Math.max(one.memory(), two.memory())
    console.log(`The same to the byte: ${same ? 'yes' : 'NO'}`)
    console.log(`Most memory of a core: ${(memory / 1e6).toFixed(0)} MB (at most ${mostMemory / 1e6})`)
    return same && memory < mostMemory ? 0 : 1
  } finally {
    for (const desktop of desktops) await desktop.close()
    await office.close()
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  }
}

function say(what: string, bytes: number, since: number): void {
  const seconds = (performance.now() - since) / 1000
  const rate = bytes / 1e6 / seconds
  console.log(`${what}: ${(bytes / 1e9).toFixed(2)} GB in ${seconds.toFixed(0)} s, ${rate.toFixed(0)} MB/s`)
}

function tellMemory(when: string, { lately }: Desktop): void {
  console.log(`  most memory of this core ${when}: ${(lately() / 1e6).toFixed(0)} MB`)
}

interface Desktop {
  call<N extends FunctionName>(name: N, args: ArgsOf<N>): Promise<ResultOf<N>>
  cut(): void
  mend(): void
  /** SIGKILL, and started again. */
  crash(): Promise<void>
  /** A page's own way to what core offers it. */
  load(path: string): Promise<Response>
  /** The most that core had at any time, in bytes; 0 where the system does not say. */
  memory(): number
  /** The same since this was last asked. */
  lately(): number
  forget(): void
  close(): Promise<void>
}

async function openDesktop(server: string, profile: string, who: Person): Promise<Desktop> {
  const shell = await nodeBundle(shellBundle, { onStart: () => console.log('Bundling the desktop…') })
  const wire = await wireTo(server)
  let running: Process
  let line: Line
  let [memory, recent] = [0, 0]
  const look = () => {
    recent = Math.max(recent, peakOf(profile))
    memory = Math.max(memory, recent)
    return memory
  }
  const start = async () => {
    running = startProcess(
      shell,
      ['--server', wire.url, '--profile', profile, '--headless', '--sign-in', `${people[who]}:${password}`],
      // As `npm start` starts it.
      { ...nodeSettings(root, process.env), ...desktopSettings(), PERGEL_PORT: '', PERGEL_DATA_DIR: profile },
    )
    line = await lineTo(await running.said(/^Pergel desktop is ready: (\S+)/))
  }
  await start()
  return {
    call: (name, args) => line.call(name, args),
    load: path => line.load(path),
    cut: wire.cut,
    mend: wire.mend,
    memory: look,
    lately() {
      look()
      const most = recent
      recent = 0
      forgetPeak(profile)
      return most
    },
    forget() {
      forgetPeak(profile)
      memory = 0
    },
    async crash() {
      look()
      line.close()
      await running.kill()
      await start()
      forgetPeak(profile)
    },
    async close() {
      line.close()
      await running.stop()
      wire.close()
    },
  }
}

interface Line {
  call<N extends FunctionName>(name: N, args: ArgsOf<N>): Promise<ResultOf<N>>
  load(path: string): Promise<Response>
  close(): void
}

/** What a window has: the cookie of its shell and a WebSocket to core. */
async function lineTo(url: string): Promise<Line> {
  const { origin, host } = new URL(url)
  const entered = await fetch(url, { redirect: 'manual' })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const socket = new WebSocket(`ws://${host}/core`, { headers: { cookie, origin } })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const waiting = new Map<number, (answer: { ok: boolean; value: never; error: unknown }) => void>()
  let next = 1
  socket.on('message', data => {
    const answer = JSON.parse(String(data))
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  socket.on('error', () => undefined)
  return {
    call: (name, args) =>
      new Promise((resolve, reject) => {
        const id = next++
        waiting.set(id, ({ ok, value, error }) => (ok ? resolve(value) : reject(new Error(JSON.stringify(error)))))
        socket.send(JSON.stringify({ t: 'call', id, name, args }))
      }),
    load: path => fetch(new URL(path, origin), { headers: { cookie } }),
    close: () => socket.terminate(),
  }
}

async function customerOf({ call }: Desktop): Promise<string> {
  await until(async () => (await call('sync.state', {})).connection === 'online')
  const query = {
    kind: 'customer',
    filters: [],
    sort: { field: 'createdAt', descending: true },
    archived: 'without' as const,
  }
  const viewer = (await call('session.state', {})).viewer?.user
  for (;;) {
    const { rows } = await call('records.list', { query, limit: 200 })
    const own = rows.find(({ owner }) => owner === viewer)
    if (own) return own.id
    await delay(300)
  }
}

/** A file that never stands anywhere as a whole: random to look at, the same each time it is read. */
async function give({ call }: Desktop, parent: string): Promise<{ id: string; hash: string }> {
  const cipher = createCipheriv('aes-256-ctr', randomBytes(32), randomBytes(16))
  const hash = createHash('sha256')
  const zeros = Buffer.alloc(piece)
  const { id } = await call('files.begin', { parent: { kind: 'customer', id: parent }, name: 'büyük.bin', size })
  for (let offset = 0; offset < size; offset += piece) {
    const bytes = cipher.update(zeros.subarray(0, Math.min(piece, size - offset)))
    hash.update(bytes)
    await call('files.write', { id, offset, bytes: bytes.toString('base64') })
  }
  await call('files.finish', { id })
  return { id, hash: hash.digest('hex') }
}

/** Waits for each sixth of the way and breaks something there: the network, and once core itself. */
async function interrupted(desktop: Desktop, id: string, direction: 'up' | 'down'): Promise<void> {
  let last = -1
  for (let i = 1; i <= interruptions; i++) {
    const due = (size * i) / (interruptions + 1)
    await until(async () => {
      const found = (await desktop.call('files.transfers', {})).find(one => one.id === id)
      if (!found) return true
      last = found.done
      // A download whose asker went away with core is asked for again.
      return found.state === 'running' && found.done >= due
    })
    console.log(`  ${direction}: broken off at ${(last / 1e9).toFixed(2)} GB`)
    if (i === 3) await desktop.crash()
    else {
      desktop.cut()
      await until(async () => (await desktop.call('sync.state', {})).connection !== 'online')
      await delay(500)
      desktop.mend()
    }
    desktop.memory()
  }
}

async function valuesOf({ call }: Desktop, id: string) {
  return (await call('records.get', { kind: 'file', id }))?.values
}

async function hashFrom({ call, load }: Desktop, id: string): Promise<string> {
  const { url = '' } = await call('files.save', { id })
  const hash = createHash('sha256')
  for await (const bytes of (await load(url)).body ?? []) hash.update(bytes)
  return hash.digest('hex')
}

async function until(is: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 3_600_000
  while (!(await is())) {
    if (performance.now() > end) throw new Error('it never became so')
    await delay(100)
  }
}

/** By the kernel's own high-water mark, so that no peak between two looks is missed. */
function peakOf(profile: string): number {
  const pid = pidOf(profile)
  const kilobytes = pid && /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return kilobytes ? Number(kilobytes) * 1024 : 0
}

/** Forgets the peak until now: what the start takes is another matter. */
function forgetPeak(profile: string): void {
  const pid = pidOf(profile)
  if (pid) writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

function pidOf(profile: string): string | undefined {
  if (process.platform !== 'linux') return undefined
  return readdirSync('/proc').find(pid => {
    if (!/^\d+$/.test(pid)) return false
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`\0${profile}\0`)
    } catch {
      // It has ended since.
      return false
    }
  })
}
