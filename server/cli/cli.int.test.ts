import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { splitPassword } from '../../shared/auth/splitKey.ts'
import { tokenHash } from '../auth/tokens.ts'
import { openPostgres } from '../db/postgres.ts'
import { testSecret } from '../testing/testCluster.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { main } from './main.ts'

let test: TestDatabase
const folder = mkdtempSync(join(tmpdir(), 'pergel-cli-'))
const children: ChildProcess[] = []
beforeAll(async () => {
  test = await testDatabase()
  vi.stubEnv('PERGEL_DATABASE_URL', test.ownerUrl)
  vi.stubEnv('PERGEL_SECRET', testSecret)
  vi.stubEnv('PERGEL_DATA_DIR', folder)
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await test?.drop()
  rmSync(folder, { recursive: true, force: true })
  vi.unstubAllEnvs()
})

/** Starts `server/cli.ts` on the test's database. `ended`: exit code and all it printed. */
function start(args: string[], env: NodeJS.ProcessEnv = {}, input?: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'cli.ts'), ...args], {
    env: {
      PATH: process.env.PATH,
      PERGEL_DATABASE_URL: test.ownerUrl,
      PERGEL_SECRET: testSecret,
      PERGEL_DATA_DIR: folder,
      PERGEL_PORT: '0',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(input ?? '')
  children.push(child)
  const printed = { out: '', err: '' }
  child.stdout.on('data', text => {
    printed.out += text
  })
  child.stderr.on('data', text => {
    printed.err += text
  })
  const ended = new Promise<{ code: number; out: string; err: string }>(done =>
    child.once('close', code => done({ code: code ?? -1, ...printed })),
  )
  return { child, printed, ended }
}

/** The same within this process, for what needs no process of its own. */
async function run(...args: string[]) {
  const printed = { out: '', err: '' }
  const log = vi.spyOn(console, 'log').mockImplementation(text => {
    printed.out += `${text}\n`
  })
  const error = vi.spyOn(console, 'error').mockImplementation(text => {
    printed.err += `${text}\n`
  })
  try {
    return { code: await main(args), ...printed }
  } finally {
    log.mockRestore()
    error.mockRestore()
  }
}

describe('the command line', () => {
  it('makes a company, a user and a key, beside a running server, and proves its log', async () => {
    const server = start(['serve'])
    const url = await readyUrl(server)
    const company = await run(
      'company',
      'add',
      '--name',
      'Deneme',
      '--admin-email',
      'ben@deneme.test',
      '--password',
      'uzun-parola',
    )
    expect(company).toMatchObject({ code: 0, err: '' })
    expect(company.out).toMatch(
      /^Company: Deneme \([0-9a-f-]{36}\)\nUser: ben@deneme.test\nRecovery code .*: ([0-9A-Z]{5}-){4}[0-9A-Z]{5}\n$/,
    )
    const user = await run('user', 'add', '--email', 'sen@deneme.test', '--name', 'Sen', '--role', 'sales')
    const key = await run('key', 'add', '--name', 'entegrasyon', '--role', 'finance')
    expect(user).toMatchObject({ code: 0, err: '' })
    expect(user.out).toMatch(/\nPassword: ([a-z2-9]{4}-){3}[a-z2-9]{4}\n/)
    expect(key.out).toMatch(/^Key \(it is not shown again\): pgk_\S{43}\n$/)
    expect((await fetch(`${url}/health`)).status).toBe(200)

    const good = await run('log', 'verify')
    expect(good).toMatchObject({ code: 0, out: expect.stringMatching(/^Nothing is wrong: \d+ rows/) })
    server.child.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
  })

  it('serves on when nobody reads what it prints any more, and ends when it is asked to', async () => {
    const server = start(['serve'], { PERGEL_LOG_LEVEL: 'debug' })
    const url = await readyUrl(server)
    server.child.stdout?.destroy()
    server.child.stderr?.destroy()
    for (let lines = 0; lines < 3; lines++) expect((await fetch(`${url}/health`)).status).toBe(200)
    server.child.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
  })

  it('shows a code for the first company at each start until there is one, and a new one when asked', async () => {
    const empty = await testDatabase()
    const env = {
      PERGEL_DATABASE_URL: empty.ownerUrl,
      PERGEL_CONTACT: 'bilgi@firma.test',
      PERGEL_PUBLIC_URL: 'http://127.0.0.1:1',
    }
    const codes: string[] = []
    for (let i = 0; i < 2; i++) {
      const server = start(['serve'], env)
      const url = await readyUrl(server)
      const [, code = ''] =
        /^There is no company yet\. .* http:\/\/127\.0\.0\.1:1 .*: (\S+)$/m.exec(server.printed.out) ?? []
      codes.push(code)
      expect(await (await fetch(`${url}/auth/server`)).json()).toMatchObject({
        ...{ hasCompany: false, needsSetup: true, contact: 'bilgi@firma.test' },
      })
      server.child.kill('SIGTERM')
      expect((await server.ended).code).toBe(0)
    }
    expect(codes[0]).toMatch(/^([0-9A-Z]{5}-){2}[0-9A-Z]{5}$/)
    expect(codes[1]).toBe(codes[0])
    const asked = await start(['company', 'code'], env).ended
    expect(asked).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^Code: ([0-9A-Z]{5}-){2}[0-9A-Z]{5}\n/),
    })
    expect(asked.out).not.toContain(codes[0])
    await empty.drop()
  }, 120_000)

  it('tells a log that was tampered with, by number, and ends with 1', async () => {
    const heads = join(folder, 'heads.jsonl')
    expect(await run('log', 'verify', '--save', heads)).toMatchObject({
      code: 0,
      out: expect.stringContaining(`\nHeads saved: ${heads}\n`),
    })
    expect(readFileSync(heads, 'utf8')).toMatch(
      /^\{"company":"[0-9a-f-]{36}","epoch":1,"number":\d+,"hash":"[0-9a-f]{64}"\}\n$/,
    )
    expect(await run('log', 'verify', '--save', heads)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^--save: /),
    })
    const sql = openPostgres(test.ownerUrl, { max: 1, onnotice: () => {} })
    expect((await run('log', 'verify', '--heads', heads)).code).toBe(0)
    await sql`update log set label = 'edit' where number = 2`
    await sql.end()
    const bad = await run('log', 'verify', '--heads', heads)
    expect(bad.code).toBe(1)
    expect(bad.out).toMatch(/ log 1\/2: altered\n/)
    const other = join(folder, 'other.jsonl')
    expect((await run('log', 'verify', '--save', other)).code).toBe(1)
    expect(existsSync(other)).toBe(false)
  })

  it.each([
    [['--help'], 0, /serve +Starts the sync server/, ''],
    [['user', 'add', '--help'], 0, /^npm run server -- user add --email/, ''],
    [['dance'], 2, /serve +Starts/, '"dance" is no verb of the server.\n'],
    [['user', 'add', '--email', 'x@y.z'], 2, /^$/, '--name is missing; --help shows what is possible\n'],
    [['demo', '--records', '-5'], 2, /^$/, /--records/],
    [
      ['company', 'add', '--name', 'B', '--admin-email', 'ben@deneme.test', '--password', 'uzun-parola'],
      2,
      /^$/,
      '--admin-email: ben@deneme.test has an account on this server already; give another address\n',
    ],
    [['company', 'add', '--name', 'B', '--admin-email', 'b@b.test', '--password', 'kısa'], 2, /^$/, /too short/],
    [
      ['company', 'add', '--name', 'B', '--admin-email', 'b@b.test', '--password', 'uzun-parola', '--zone', 'Mars'],
      2,
      /^$/,
      /^--zone: "Mars" cannot be used; allowed: a time zone/,
    ],
    [
      ['user', 'add', '--email', 'c@c.test', '--name', 'C', '--role', 'king', '--password', 'uzun-parola'],
      2,
      /^$/,
      /^--role: "king" is none of Yönetici, Satış/,
    ],
    [
      ['user', 'add', '--email', 'c@c.test', '--name', 'C', '--role', 'sales', '--team', 'Yok'],
      2,
      /^$/,
      '--team: "Yok" is none of Merkez\n',
    ],
    [
      ['user', 'add', '--email', 'bozuk', '--name', 'C', '--role', 'sales'],
      2,
      /^$/,
      '--email: "bozuk" cannot be used; allowed: an e-mail address\n',
    ],
    [
      ['company', '--help'],
      0,
      /^npm run server -- <verb> \[--help\]\n\n {2}company add .*\n {2}company code .*\n$/,
      '',
    ],
    [['company'], 2, /company code/, ''],
    [['key', 'add', '--name', 'C', '--role', 'king'], 2, /^$/, /"king" is none of Yönetici, Satış/],
    [['log', 'verify', '--heads', '/nowhere'], 2, /^$/, /--heads: "\/nowhere" cannot be used/],
  ] as [string[], number, RegExp, string | RegExp][])('answers %j with one line', async (args, code, out, err) => {
    const said = await run(...args)
    expect(said.code).toBe(code)
    expect(said.out).toMatch(out)
    if (typeof err === 'string') expect(said.err).toBe(err)
    else expect(said.err).toMatch(err)
    expect(said.err.trim().split('\n').length).toBe(1)
  })

  it('takes a password from standard input or the environment, where no list of processes shows it', async () => {
    const add = (email: string) => ['user', 'add', '--email', email, '--name', 'D', '--role', 'sales']
    const piped = start([...add('d1@deneme.test'), '--password', '-'], {}, 'uzun parola bir\nikinci satır\n')
    expect(await piped.ended).toMatchObject({ code: 0, err: '', out: expect.not.stringContaining('Password') })
    const named = await start(add('d2@deneme.test'), { PERGEL_PASSWORD: 'uzun parola iki' }).ended
    expect(named).toMatchObject({ code: 0, err: '', out: expect.not.stringContaining('Password') })
    const [first, second] = await Promise.all(
      ['d1', 'd2'].map(name =>
        accountOpens(`${name}@deneme.test`, name === 'd1' ? 'uzun parola bir' : 'uzun parola iki'),
      ),
    )
    expect([first, second]).toEqual([true, true])
    const empty = await start([...add('d3@deneme.test'), '--password', '-'], {}, '').ended
    expect(empty).toMatchObject({ code: 2, err: '--password: too short; allowed: 10 letters or more\n' })
    const short = await start(add('d3@deneme.test'), { PERGEL_PASSWORD: 'kısa' }).ended
    expect(short).toMatchObject({ code: 2, err: 'PERGEL_PASSWORD: too short; allowed: 10 letters or more\n' })
  }, 120_000)

  it('names the variable by which it cannot listen', async () => {
    expect(await start(['serve'], { PERGEL_HOST: '192.0.2.1' }).ended).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^PERGEL_HOST: "192\.0\.2\.1" cannot be used; allowed: a name or an address of this/m),
    })
  })

  it('stops the start over a wrong variable or another secret', async () => {
    expect(await start(['serve'], { PERGEL_PORT: 'x' }).ended).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^PERGEL_PORT: "x" cannot be used/),
    })
    const other = await start(['migrate'], { PERGEL_SECRET: 'ab'.repeat(32) }).ended
    expect(other).toMatchObject({ code: 1, err: expect.stringMatching(/another PERGEL_SECRET/) })
  })
})

describe('the demo company', () => {
  it('is made once, from a seed, with its seven people, and is not served to strangers', async () => {
    const made = await run('demo', '--records', '50', '--if-missing')
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(made.out).toMatch(/admin@demo.pergel, satis@demo.pergel, satis2@demo.pergel/)
    expect(await run('demo', '--if-missing')).toEqual({ code: 0, out: '', err: '' })
    expect(await run('demo')).toMatchObject({ code: 2, err: expect.stringMatching(/there already/) })
    const refused = await start(['serve'], { PERGEL_HOST: '0.0.0.0' }).ended
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^PERGEL_HOST: "0.0.0.0" cannot be used with the demo company/),
    })
    const allowed = start(['serve', '--allow-demo'], { PERGEL_HOST: '0.0.0.0' })
    await readyUrl(allowed)
    allowed.child.kill('SIGINT')
    expect((await allowed.ended).code).toBe(0)
  })
})

/** Whether the password is that of the address. */
async function accountOpens(email: string, password: string): Promise<boolean> {
  const sql = openPostgres(test.ownerUrl, { max: 1, onnotice: () => {} })
  const [row] = await sql`select salt, kdf, auth_hash as hash from account where email = ${email}`
  await sql.end()
  const { authKey } = await splitPassword(password, row?.salt, row?.kdf)
  return tokenHash(authKey).equals(row?.hash)
}

async function readyUrl({ printed, ended }: ReturnType<typeof start>): Promise<string> {
  for (;;) {
    const [, url] = /^Pergel server is ready: (\S+)$/m.exec(printed.out) ?? []
    if (url) return url
    const end = await Promise.race([ended, new Promise<undefined>(done => setTimeout(() => done(undefined), 50))])
    if (end) throw new Error(end.err)
  }
}
