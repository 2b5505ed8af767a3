import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { openInstallation } from '../installation.ts'
import { embeddedPostgres } from './embedded.ts'
import { isAlive, withFileLock } from './postgres/lock.ts'
import { isReachable } from './postgres/osUser.ts'
import { openPostgres } from './postgres.ts'

let folder = ''
/** One for all: making a cluster takes seconds. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pergel-embedded-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ask = async (url: string, statement: string) => {
  const sql = openPostgres(url, { max: 1, onnotice: () => {} })
  try {
    return await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}
const pidFile = () => join(folder, 'postgres', 'data', 'postmaster.pid')
const postmaster = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0])
describe('the embedded PostgreSQL', () => {
  it('is made once, keeps what it was given, writes durably, sorts by bytes, and lives on the loopback alone', async () => {
    const first = await embeddedPostgres(folder)
    await ask(first.ownerUrl, `create table kept (a text)`)
    await ask(first.ownerUrl, `insert into kept values ('ı'), ('Z'), ('a')`)
    await first.release()
    const second = await embeddedPostgres(folder)
    expect((await ask(second.ownerUrl, 'select a from kept order by a')).map(({ a }) => a)).toEqual(['Z', 'a', 'ı'])
    const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'log_min_error_statement']
    const settings = await ask(
      second.ownerUrl,
      `select name, setting from pg_settings where name in ('${names.join("','")}') order by name`,
    )
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      log_min_error_statement: 'panic',
    })
    expect(await ask(second.ownerUrl, 'select version()')).toMatchObject([
      { version: expect.stringMatching(/^PostgreSQL 18/) },
    ])
    await second.release()
  })

  it('starts after its postmaster was killed, and beside a pid file that names somebody else', async () => {
    const first = await embeddedPostgres(folder)
    await ask(first.ownerUrl, `create table survived (a int)`)
    await ask(first.ownerUrl, `insert into survived values (1)`)
    const log = () => readFileSync(join(folder, 'postgres', 'postgres.log'), 'utf8')
    const said = log()
    expect(said).toContain('ready to accept connections')
    process.kill(postmaster(), 'SIGKILL')
    const second = await embeddedPostgres(folder)
    // What it said before it died is kept.
    expect(log().startsWith(said)).toBe(true)
    expect(log().length).toBeGreaterThan(said.length)
    expect(await ask(second.ownerUrl, 'select a from survived')).toEqual([{ a: 1 }])
    await second.release()
    await first.release()

    writeFileSync(pidFile(), `${process.pid}\n/elsewhere\n0\n1\n\n127.0.0.1\n\nready\n`)
    const third = await embeddedPostgres(folder)
    expect(await ask(third.ownerUrl, 'select a from survived')).toEqual([{ a: 1 }])
    await third.release()
  })

  it('that dies under a server is started again by it, at the same address, and not once the server has let go', async () => {
    const open = () => openInstallation(readConfig({ PERGEL_DATA_DIR: folder, PERGEL_SECRET: 'a'.repeat(64) }))
    const installation = await open()
    const { database } = installation
    const works = () =>
      database
        .lookup('companies', tx => tx`select 1 from company`)
        .then(
          () => true,
          () => false,
        )
    expect(await works()).toBe(true)
    const pid = postmaster()
    process.kill(pid, 'SIGKILL')
    // Connections that were open are answered a moment longer.
    const isAnother = async () => (await works()) && existsSync(pidFile()) && postmaster() !== pid
    await expect.poll(isAnother, { timeout: 60_000, interval: 200 }).toBe(true)
    expect(database.health.trouble).toBeUndefined()
    // Another process still sees that it is in use: nobody stops it under the server.
    const other = await embeddedPostgres(folder)
    await installation.close()
    await other.release()
    expect(existsSync(pidFile())).toBe(false)
    await other.revive()
    expect(existsSync(pidFile())).toBe(false)
  })

  it('that another process started elsewhere after its death is not taken for the same, and says what to do', async () => {
    const first = await embeddedPostgres(folder)
    process.kill(postmaster(), 'SIGKILL')
    const second = await embeddedPostgres(folder)
    const port = new URL(second.ownerUrl).port
    await expect(first.revive()).rejects.toMatchObject({
      code: 'server.unavailable',
      params: { reason: expect.stringContaining(`on port ${port}`) },
    })
    await second.release()
    // Once that one has gone, it is started where it was.
    await first.revive()
    expect(await ask(first.ownerUrl, 'select 1 as a')).toEqual([{ a: 1 }])
    await first.release()
  })

  it('whose files have gone is not made anew, and is started again when they are back', async () => {
    const embedded = await embeddedPostgres(folder)
    const pid = postmaster()
    const data = dirname(pidFile())
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
    renameSync(data, `${data}.away`)
    await expect(embedded.revive()).rejects.toMatchObject({ params: { reason: expect.stringContaining('is gone') } })
    expect(existsSync(data)).toBe(false)
    renameSync(`${data}.away`, data)
    await embedded.revive()
    expect(await ask(embedded.ownerUrl, 'select 1 as a')).toEqual([{ a: 1 }])
    await embedded.release()
  })

  it('is joined where it runs, and goes on while somebody else works with it', async () => {
    const server = await embeddedPostgres(folder)
    const pid = postmaster()
    // Another process of ours, as a verb of the command line is one.
    const url = new URL(server.ownerUrl)
    const other = openPostgres(url.href, { max: 1, connection: { application_name: 'pergel:1' } })
    await other`select 1`
    await server.release()
    expect(postmaster()).toBe(pid)
    await other.end()
    const joined = await embeddedPostgres(folder)
    expect(postmaster()).toBe(pid)
    await joined.release()
    expect(existsSync(pidFile())).toBe(false)
  })

  it('refuses a secret that it was not made with, and says so', async () => {
    const open = (secret: string) =>
      openInstallation(readConfig({ PERGEL_DATA_DIR: folder, PERGEL_SECRET: secret.repeat(64) }))
    await (await open('a')).close()
    await expect(open('b')).rejects.toMatchObject({
      code: 'server.unavailable',
      params: { reason: 'the database was made with another PERGEL_SECRET' },
    })
    const again = await open('a')
    expect(again.applied).toEqual([])
    await again.close()
  })

  it.runIf(process.getuid?.() === 0)('tells a folder that its own user cannot enter', () => {
    const user = { uid: 12_345, gid: 12_345 }
    chmodSync(folder, 0o711)
    const inner = join(folder, 'private', 'data')
    mkdirSync(inner, { recursive: true })
    expect(isReachable(inner, user)).toBe(true)
    chmodSync(join(folder, 'private'), 0o700)
    expect(isReachable(inner, user)).toBe(false)
    chownSync(join(folder, 'private'), user.uid, 0)
    expect(isReachable(inner, user)).toBe(true)
  })
})

describe('the lock of a data folder', () => {
  it('lets one after the other in, and is taken over from the dead', async () => {
    const file = join(folder, 'lock')
    writeFileSync(file, '999999999')
    let inside = 0
    let most = 0
    await Promise.all(
      [1, 2, 3].map(() =>
        withFileLock(file, async () => {
          most = Math.max(most, ++inside)
          await new Promise(done => setTimeout(done, 20))
          inside--
        }),
      ),
    )
    expect(most).toBe(1)
  })
})
