import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { testSecret } from '../testing/testCluster.ts'
import { type TestCompany, type TestServer, testPassword, testServer } from '../testing/testServer.ts'
import { main } from './main.ts'

let test: TestServer
let company: TestCompany
let folder: string
beforeAll(async () => {
  test = await testServer()
  company = await test.company('isildakmakina')
  folder = mkdtempSync(join(tmpdir(), 'pergel-diagnostics-'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await test?.close()
  rmSync(folder, { recursive: true, force: true })
})

const run = async (...args: string[]) => {
  let out = ''
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(text => {
      out += text
    }),
    vi.spyOn(console, 'error').mockImplementation(() => undefined),
  ]
  try {
    return { code: await main(args), out }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

it('tells versions, sizes, counts and states, and nothing about anybody', async () => {
  const person = await company.user({ role: 'sales', name: 'Gülşah Kırımlıoğlu', email: 'gulsah@isildak.test' })
  const session = await test.signIn(person.email)
  const key = await company.key('admin')
  const lead = {
    ...{ companyName: 'Işıldak Makina', phone: '+905329876543', email: 'gizli@ornek.com.tr' },
    ...{ source: 'fair', status: 'new', owner: person.user },
  }
  expect((await test.call('POST', '/api/v1/leads', { body: lead, token: key })).status).toBe(201)
  const smtp = 'smtp://postaci:cok-gizli-parola@posta.isildak.test:587'
  for (const [name, value] of Object.entries({
    PERGEL_DATABASE_URL: test.database.ownerUrl,
    PERGEL_SECRET: testSecret,
    PERGEL_DATA_DIR: folder,
    PERGEL_PORT: new URL(test.url).port,
    PERGEL_SMTP_URL: smtp,
    PERGEL_PUBLIC_URL: 'https://crm.isildak.test',
    PERGEL_BACKUP_TARGET: '/yedek/isildak',
  }))
    vi.stubEnv(name, value)
  const file = join(folder, 'bundle.json')
  const { code, out } = await run('diagnostics', '--save', file)
  expect(code).toBe(0)
  const bundle = JSON.parse(out)
  expect(bundle.database.companies[0]).toMatchObject({ company: 1, epoch: 1, records: { lead: 1 } })
  expect(bundle.database.bytes).toBeGreaterThan(1_000_000)
  expect(bundle.settings).toMatchObject({ mail: true, backup: true, publicUrl: 'https', database: 'external' })
  expect(bundle.running).toMatchObject({ status: 'ok', numbers: { pergel_connections: 0 } })
  expect(readFileSync(file, 'utf8').trim()).toBe(out)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const forbidden = [
    ...['Gülşah', 'Kırımlı', 'gulsah', 'isildak', 'Işıldak', '905329876543', 'gizli', 'postaci', 'yedek'],
    ...[testPassword, testSecret, session.token, key, company.id, person.user, person.recoveryCode, folder],
    ...[new URL(test.database.ownerUrl).password, test.database.secret.appPassword].filter(Boolean),
  ]
  expect(forbidden.filter(word => out.toLowerCase().includes(word.toLowerCase()))).toEqual([])
  expect(out).not.toMatch(/@|[0-9a-f]{8}-[0-9a-f]{4}-/)
})

it('tells what it can where the database is away', async () => {
  vi.stubEnv('PERGEL_DATABASE_URL', `postgres://postgres@127.0.0.1:9/${uuidv7()}`)
  const { code, out } = await run('diagnostics')
  expect([code, JSON.parse(out).database]).toEqual([0, { trouble: 'database', code: 'ECONNREFUSED' }])
})
