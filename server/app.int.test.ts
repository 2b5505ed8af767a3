import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { request as requestSecure } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../shared/ids.ts'
import { createServer, type PergelServer } from './app.ts'
import { systemAuthor } from './auth/systemAuthor.ts'
import { createLogger } from './http/logger.ts'
import { certificates } from './testing/certificates.ts'
import { openLine } from './testing/line.ts'
import { type TestCompany, type TestServer, testConfig, testServer } from './testing/testServer.ts'

let test: TestServer
let company: TestCompany
beforeAll(async () => {
  test = await testServer()
  company = await test.company()
})
afterAll(() => test?.close())

/** What further servers logged. */
const logged: string[] = []

/** A further server on the same database. */
async function another(config = {}): Promise<{ server: PergelServer; url: string }> {
  const { database, secret } = test.database
  const server = createServer(
    { ...testConfig(test.database), ...config },
    {
      installation: { database, secret, kind: 'external', url: '', applied: [], close: async () => {} },
      logger: createLogger('error', line => logged.push(line)),
      jobs: false,
    },
  )
  const { url } = await server.listen()
  return { server, url }
}

const newTeam = () => {
  const set = { name: { value: 'Yeni ekip' } }
  return {
    ...{ seq: 1, id: uuidv7(), operation: uuidv7(), label: 'create', after: [], at: new Date().toISOString() },
    patches: [{ kind: 'team', id: uuidv7(), create: true as const, set }],
  }
}

describe('several servers on one database', () => {
  it('show each other’s commits to their desktops', async () => {
    const other = await another()
    const { token } = await test.signIn(company.admin.email)
    const line = await openLine(other.url, token)
    const { head } = await line.hear('welcome')
    line.say({ t: 'pull', id: 1, after: { epoch: head.epoch, number: head.number }, limit: 100 })
    await line.hear('page')
    const [answer] = await test.server.parts.services.writer.submit(systemAuthor(company.id), [newTeam()])
    expect(answer?.status).toBe('accepted')
    const live = await line.hear('live')
    expect(live.states).toMatchObject([{ kind: 'team', number: head.number + 1 }])
    line.close()
    await other.server.close()
  })

  it('know each other’s sign-ins: the newest wins wherever it happened', async () => {
    const other = await another()
    const { email } = await company.user({ role: 'sales' })
    const line = await openLine(other.url, (await test.signIn(email)).token)
    await line.hear('welcome')
    await test.signIn(email)
    expect(await line.hear('bye')).toMatchObject({ error: { code: 'auth.replaced' } })
    await line.closed
    await other.server.close()
  })

  it('take a change of rights that another one wrote', async () => {
    const other = await another()
    const { email, user } = await company.user({ role: 'sales' })
    const line = await openLine(other.url, (await test.signIn(email)).token)
    await line.hear('welcome')
    const set = { isActive: { base: true, value: false } }
    const entry = { ...newTeam(), label: 'edit', patches: [{ kind: 'user', id: user, set }] }
    await test.server.parts.services.writer.submit(systemAuthor(company.id), [entry])
    await expect.poll(() => other.server.parts.services.viewers.viewerOf(company.id, user)).toBeNull()
    line.close()
    await other.server.close()
  })
})

describe('people at two servers', () => {
  it('see one another at a record, also after one of them came late, until one leaves or the server does', async () => {
    const other = await another()
    const { email, user } = await company.user({ role: 'management' })
    const [here, there] = [
      await openLine(test.url, (await test.signIn(company.admin.email)).token),
      await openLine(other.url, (await test.signIn(email)).token),
    ]
    await Promise.all([here.hear('welcome'), there.hear('welcome')])
    const entry = newTeam()
    await test.server.parts.services.writer.submit(systemAuthor(company.id), [entry])
    const at = { kind: 'team', id: entry.patches[0]?.id ?? '' }
    here.say({ t: 'presence', at })
    const seen = (line: typeof here) => line.heard.flatMap(frame => (frame.t === 'presence' ? [frame] : []))
    // Each instance hears of the other only with the first word that it says.
    await expect
      .poll(
        () => {
          there.say({ t: 'presence', at: null })
          there.say({ t: 'presence', at })
          return seen(there)[0]
        },
        { timeout: 30_000 },
      )
      .toMatchObject({ user: company.admin.user, at })
    await expect.poll(() => seen(here).at(-1)).toMatchObject({ user, at })
    await other.server.close()
    await expect.poll(() => seen(here).at(-1)).toMatchObject({ user, at: null })
    here.close()
  })
})

describe('stopping', () => {
  it('tells the desktops, lets an answer under way finish, and takes no more', async () => {
    const other = await another()
    const { token } = await test.signIn(company.admin.email)
    const line = await openLine(other.url, token)
    await line.hear('welcome')
    const asked = request(`${other.url}/auth/salt`, { method: 'POST', headers: { expect: '100-continue' } })
    // The server has the request and waits for the rest of it.
    await new Promise((done, fail) => asked.once('continue', done).once('error', fail).flushHeaders())
    const answered = new Promise((done, fail) => asked.once('response', done).once('error', fail))
    const closed = other.server.close()
    asked.end('{"email":"a@b.test"}')
    const [answer] = await Promise.all([answered, closed])
    expect(answer).toMatchObject({ statusCode: 200 })
    expect(await line.hear('bye')).toMatchObject({ error: { code: 'server.unavailable' } })
    await line.closed
    await expect(fetch(`${other.url}/health`)).rejects.toThrow()
  })

  it('loses nothing that waits to be written', async () => {
    const other = await another()
    const waiting = Promise.all(
      Array.from({ length: 30 }, () =>
        other.server.parts.services.writer.submit(systemAuthor(company.id), [newTeam()]),
      ),
    )
    await other.server.close()
    expect((await waiting).flat().map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 'accepted'))
  })
})

describe('TLS', () => {
  it('is served from the files, also from renewed ones without a restart, and open lines go on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pergel-tls-'))
    const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
    const put = (pair: (typeof certificates)[number]) => {
      writeFileSync(files.cert, pair.cert)
      writeFileSync(files.key, pair.key)
    }
    put(certificates[0])
    const { server, url } = await another({ tls: files })
    expect(url).toMatch(/^https:/)
    const first = await fingerprint(url)
    const line = await openLine(url, (await test.signIn(company.admin.email)).token)
    const { head } = await line.hear('welcome')
    // Half of the pair is there, as while a renewal is copied.
    writeFileSync(files.cert, certificates[1].cert)
    await expect.poll(() => logged.join(), { timeout: 30_000 }).toContain('certificate not usable')
    expect(await fingerprint(url)).toBe(first)
    put(certificates[1])
    await expect.poll(() => fingerprint(url), { timeout: 30_000, interval: 500 }).not.toBe(first)
    line.say({ t: 'pull', id: 1, after: { epoch: head.epoch, number: 0 }, limit: 100 })
    await line.hear('page')
    line.close()
    await server.close()
    rmSync(folder, { recursive: true })
  })
})

/** Of the certificate that the server shows to a new connection. */
function fingerprint(url: string): Promise<string> {
  return new Promise((done, fail) => {
    const asked = requestSecure(`${url}/health`, { rejectUnauthorized: false, agent: false }, answer => {
      const { fingerprint256 } = (answer.socket as TLSSocket).getPeerCertificate()
      answer.resume().on('end', () => done(fingerprint256))
    })
    asked.once('error', fail)
    asked.end()
  })
}
