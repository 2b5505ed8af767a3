import { BlockList } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromBase64Url, toBase64Url } from '../../shared/auth/bytes.ts'
import { type SessionAnswer, saltAnswer, sessionAnswer } from '../../shared/auth/signIn.ts'
import { minimumKdf, splitPassword } from '../../shared/auth/splitKey.ts'
import { AppError } from '../../shared/errors.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { createServer, type PergelServer, type ServerOverrides } from '../app.ts'
import { addApiKey } from '../auth/apiKeys.ts'
import { addCompany, addUser, type NewUser } from '../auth/people.ts'
import type { Config } from '../config.ts'
import { appUrl } from '../db/database.ts'
import { createLogger } from '../http/logger.ts'
import { type TestDatabase, testDatabase } from './testDatabase.ts'

export interface TestServer {
  url: string
  server: PergelServer
  database: TestDatabase
  /** Lines that it logged. */
  logged: string[]
  /** A company with the six roles and an admin, `admin@<name>.test`. */
  company: (name?: string) => Promise<TestCompany>
  /** Signs in as a desktop does. */
  signIn: (email: string, options?: { password?: string; device?: string }) => Promise<SessionAnswer>
  /** A call with a JSON body and answer. */
  call: (method: string, path: string, options?: CallOptions) => Promise<CallAnswer>
  close: () => Promise<void>
}
export interface TestCompany {
  id: string
  admin: { user: string; email: string; recoveryCode: string }
  /** Another user with `testPassword`. */
  user: (given: Partial<NewUser> & { role: string }) => Promise<{ user: string; email: string; recoveryCode: string }>
  /** An API key with a role, by its name or built-in name. */
  key: (role: string) => Promise<string>
}
export interface CallOptions {
  body?: unknown
  token?: string
  headers?: Record<string, string>
}
export interface CallAnswer {
  status: number
  headers: Headers
  // Whoever calls knows what they asked for.
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
}

export const testPassword = 'gizli-parola'

/** The whole server on a port of its own and a database of its own; the job queue only where a test asks for it. */
export async function testServer(overrides: ServerOverrides = {}, config: Partial<Config> = {}): Promise<TestServer> {
  const database = await testDatabase()
  const logged: string[] = []
  const server = createServer(
    { ...testConfig(database), ...config },
    {
      installation: {
        database: database.database,
        kind: 'external',
        secret: database.secret,
        url: appUrl(database.ownerUrl, database.secret.appPassword),
        applied: [],
        close: async () => {},
      },
      logger: createLogger('debug', line => logged.push(line)),
      jobs: false,
      ...overrides,
    },
  )
  const { url } = await server.listen()

  const call: TestServer['call'] = async (method, path, { body, token, headers } = {}) => {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = /json/.test(answer.headers.get('content-type') ?? '')
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text }
  }

  const signIn: TestServer['signIn'] = async (email, { password = testPassword, device = uuidv7() } = {}) => {
    const { salt, kdf } = saltAnswer.parse((await call('POST', '/auth/salt', { body: { email } })).body)
    const { authKey } = await splitPassword(password, fromBase64Url(salt), kdf)
    const body = { email, authKey: toBase64Url(authKey), device: { id: device, name: 'Test' } }
    const answer = await call('POST', '/auth/session', { body })
    if (answer.status !== 201) throw new AppError(answer.body.code, answer.body)
    return sessionAnswer.parse(answer.body)
  }

  const company: TestServer['company'] = async (name = uuidv7().slice(-8)) => {
    const { services } = server.parts
    const id = await addCompany(services, { name, zone: 'Europe/Istanbul', teams: ['Bir', 'İki'] })
    const user: TestCompany['user'] = async given => {
      const email = given.email ?? `${uuidv7().slice(-12)}@${name}.test`
      const made = await addUser(services, id, {
        name: 'Test Kullanıcısı',
        password: testPassword,
        kdf: minimumKdf,
        ...given,
        email,
      })
      return { ...made, email }
    }
    const admin = await user({ role: 'admin', email: `admin@${name}.test`, team: 'Bir' })
    const key = async (role: string) => {
      const [row] = await services.database.inCompany(
        id,
        tx => tx<{ id: string }[]>`select id from role where built_in = ${role} or name = ${role}`,
      )
      return (await addApiKey(services.database, { company: id, name: 'test', role: row?.id ?? uuidv7() })).key
    }
    return { id, admin, user, key }
  }

  return {
    url,
    server,
    database,
    logged,
    company,
    signIn,
    call,
    close: async () => {
      await server.close()
      await database.drop()
    },
  }
}

/** For a server on a test's database, on a free port of the machine itself. */
export const testConfig = (database: Pick<TestDatabase, 'ownerUrl'>): Config => ({
  host: '127.0.0.1',
  port: 0,
  dataDir: tmpdir(),
  databaseUrl: database.ownerUrl,
  publicUrl: undefined,
  secret: undefined,
  tls: undefined,
  trustedProxies: new BlockList(),
  drainSeconds: 0,
  tiles: undefined,
  geocoder: undefined,
  smtpUrl: undefined,
  contact: undefined,
  backupTarget: undefined,
  updatesDir: join(tmpdir(), 'pergel-test-updates'),
  blobsDir: join(tmpdir(), 'pergel-test-blobs'),
  logLevel: 'debug',
})
