import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { serveCore } from './api/serve.ts'
import type { FromCore } from './api/wire.ts'
import { type OpenCore, openCore } from './core.ts'
import { fileKeyStore } from './session/keyStore.ts'
import { leaseOf } from './session/lease.ts'
import { type Account, openProfile } from './session/profile.ts'

let folder: string
let opened: OpenCore[] = []
const logged: string[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'core-'))
})
afterEach(async () => {
  for (const { close } of opened) await close()
  opened = []
  // A lease may still be being written.
  await rm(folder, { recursive: true, maxRetries: 5 })
})

const server = 'http://127.0.0.1:9'
const account: Account = {
  server,
  company: { id: uuidv7(), name: 'Çınar', zone: 'Europe/Istanbul' },
  user: { id: uuidv7(), name: 'Ayşe', email: 'a@b.co' },
  device: uuidv7(),
}
const database = () => join(folder, `${account.company.id}-${account.user.id}.sqlite`)
const open = async () => {
  const made = await openCore({
    profile: folder,
    server,
    keys: fileKeyStore(join(folder, 'keys.json')),
    log: (event, details) => logged.push(JSON.stringify([event, details])),
  })
  opened.push(made)
  return made
}
/** As signing in leaves a profile. */
const signedIn = async (as = account) => {
  const profile = await openProfile(folder, { server })
  await profile.change({ current: as, accounts: [as] })
  await fileKeyStore(join(folder, 'keys.json')).write(
    `token:${account.company.id}:${account.user.id}`,
    new TextEncoder().encode('a-very-secret-token'),
  )
}
const close = async (core: OpenCore) => {
  opened = opened.filter(other => other !== core)
  await core.close()
}

describe('the profile', () => {
  it('is worked in by one process at a time, and free again when that was killed', async () => {
    const core = await open()
    await expect(open()).rejects.toMatchObject({ code: 'storage.inUse' })
    await close(core)
    const module = new URL('./session/profileLock.ts', import.meta.url).href
    const other = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `const { lockProfile } = await import('${module}'); lockProfile(${JSON.stringify(folder)});
       console.log('locked'); setInterval(() => {}, 1000)`,
    ])
    await once(other.stdout, 'data')
    await expect(open()).rejects.toMatchObject({ code: 'storage.inUse' })
    other.kill('SIGKILL')
    await once(other, 'exit')
    await open()
  })

  it('opens with what was done offline, after signing out and with nothing of its token in the log', async () => {
    await signedIn()
    const first = await open()
    await first.core.call('drafts.put', { key: 'lead/new', value: { name: 'Işık' } })
    await first.core.call('session.signOut', {})
    expect(await first.core.call('session.state', {})).toMatchObject({ state: 'signedOut' })
    await expect(first.core.call('drafts.get', { key: 'lead/new' })).rejects.toMatchObject({ code: 'auth.required' })
    expect(await readFile(join(folder, 'keys.json'), 'utf8')).not.toContain('token:')
    await close(first)
    await signedIn()
    const second = await open()
    expect(await second.core.call('drafts.get', { key: 'lead/new' })).toEqual({ value: { name: 'Işık' } })
    expect((await stat(join(folder, 'keys.json'))).mode & 0o777).toBe(0o600)
    expect(logged.join()).not.toContain('a-very-secret-token')
  })

  it('says what is wrong with a file, and neither replaces its key nor stops', async () => {
    await signedIn()
    await close(await open())
    const keys = await readFile(join(folder, 'keys.json'), 'utf8')
    const { core, ...rest } = await open()
    expect((await core.call('session.state', {})).problem).toBeUndefined()
    await close(opened[0] ?? { core, ...rest })

    for (const [spoil, code] of [
      [() => rm(join(folder, 'keys.json')), 'storage.wrongKey'],
      [() => writeFile(join(folder, 'keys.json'), keys.replace(/(file:[^"]+":")..../, '$1AAAA')), 'storage.wrongKey'],
      [() => writeFile(join(folder, 'keys.json'), '{"half'), 'storage.damaged'],
      [() => writeFile(database(), 'no database'), 'storage.damaged'],
    ] as const) {
      await writeFile(join(folder, 'keys.json'), keys)
      await spoil()
      const spoilt = await open()
      expect(await spoilt.core.call('session.state', {})).toMatchObject({ state: 'signedOut', problem: { code } })
      await expect(spoilt.core.call('operations.last', { limit: 5 })).rejects.toMatchObject({ code })
      await close(spoilt)
    }
    const left = await readFile(join(folder, 'keys.json'), 'utf8')
    expect(left).toBe(keys)
  })
})

it('closes at once while a server that never answers is being called', async () => {
  const silent = createServer()
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const called = once(silent, 'connection')
  const { port } = silent.address() as AddressInfo
  await signedIn({ ...account, server: `http://127.0.0.1:${port}` })
  const core = await open()
  const [socket] = await called
  await close(core)
  socket.destroy()
  silent.close()
}, 10_000)

describe('a lease', () => {
  const day = 86_400_000
  const start = Date.UTC(2026, 5, 1)
  let clock: number
  let running: number
  const lease = async () => {
    const profile = await openProfile(folder, { server })
    return leaseOf({ profile, account, now: () => clock, running: () => running, failed: () => undefined })
  }
  const granted = async () => {
    clock = start
    running = 5 * day
    const made = await lease()
    expect(made.isOver()).toBe(false)
    made.renew(start, (30 * day) / 1000)
    await expect.poll(async () => readFile(join(folder, 'profile.json'), 'utf8').catch(() => '')).toContain('until')
    return made
  }

  it('runs while the machine does, whatever its clock is turned to', async () => {
    const made = await granted()
    clock = start - 400 * day
    running += 29 * day
    expect(made.isOver()).toBe(false)
    clock = start + 400 * day
    expect(made.isOver()).toBe(false)
    running += 2 * day
    expect(made.isOver()).toBe(true)
    made.renew(start + 31 * day, 60)
    expect(made.isOver()).toBe(false)
  })

  it('goes on over a restart of the process and of the machine, with the clock turned back', async () => {
    await granted()
    clock = start - 400 * day
    running += 31 * day
    expect((await lease()).isOver()).toBe(true)
    running = 2 * day
    expect((await lease()).isOver()).toBe(false)
    running = 0
    clock = start + 31 * day
    expect((await lease()).isOver()).toBe(true)
  })
})

describe('the function table over a channel', () => {
  const all = async () => {
    const { core } = await open()
    const told: FromCore[] = []
    const served = serveCore(core, message => told.push(message))
    const answered = (id: number) => expect.poll(() => told.find(message => message.id === id)).toBeDefined()
    return { told, served, answered }
  }

  it('answers what it does not understand or may not do yet, and lives on', async () => {
    const { told, served, answered } = await all()
    for (const message of [
      null,
      7,
      'x',
      {},
      { t: 'call' },
      { t: 'unsubscribe', id: 99 },
      { t: 'call', id: 1.5, name: 'x' },
    ])
      served.receive(message)
    const key = { kind: 'lead', id: uuidv7() }
    const asked: [string, string, unknown, string][] = [
      ['call', '__proto__', {}, 'input.malformed'],
      ['call', 'records.get', { kind: 'lead' }, 'input.malformed'],
      ['call', 'records.get', key, 'auth.required'],
      ['call', 'records.present', key, 'auth.required'],
      ['subscribe', 'records.present', key, 'auth.required'],
      ['subscribe', 'records.present', {}, 'input.malformed'],
      ['subscribe', 'records.get', key, 'input.malformed'],
      ['call', 'history.list', { ...key, limit: 5 }, 'auth.required'],
    ]
    for (const [at, [t, name, args]] of asked.entries()) served.receive({ t, id: at, name, args })
    for (const [at, [, name, , code]] of asked.entries()) {
      await answered(at)
      expect([name, told.find(({ id }) => id === at)]).toMatchObject([
        name,
        { t: 'answer', ok: false, error: { code } },
      ])
    }
    served.receive({ t: 'subscribe', id: 50, name: 'session.state', args: {} })
    expect(told.at(-1)).toMatchObject({ t: 'value', id: 50, value: { state: 'signedOut' } })
    served.close()
  })

  it('closes while calls are under way: each is answered', async () => {
    await signedIn()
    const { told, served } = await all()
    const query = { kind: 'lead', filters: [], archived: 'without' }
    for (let id = 0; id < 20; id++) served.receive({ t: 'call', id, name: 'records.count', args: { query } })
    const [core] = opened
    if (core) await close(core)
    await expect.poll(() => told.length).toBe(20)
  })
})
