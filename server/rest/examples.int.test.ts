import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBase64Url, toBase64Url } from '../../shared/auth/bytes.ts'
import { saltAnswer } from '../../shared/auth/signIn.ts'
import { splitPassword } from '../../shared/auth/splitKey.ts'
import { type CallAnswer, type TestCompany, type TestServer, testPassword, testServer } from '../testing/testServer.ts'
import { exampleId } from './examples.ts'
import { restKinds } from './routes.ts'

interface Media {
  content?: Record<string, { schema: unknown; example?: unknown }>
}
interface Parameter {
  name: string
  in: 'query' | 'header' | 'path'
  example?: unknown
}
interface Operation {
  operationId: string
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: Media
  responses: Record<string, Media>
}
type Item = Record<string, Operation> & { parameters?: Parameter[] }
interface Api {
  paths: Record<string, Item>
  components: { parameters: Record<string, Parameter>; schemas: Record<string, Record<string, unknown>> }
}

let server: TestServer
let company: TestCompany
let token: string
let api: Api
let ajv: Ajv2020
/** Ids of the examples, and those of the records that they have become. */
const ids = new Map<string, string>()
const revs = new Map<string, string>()
const done = new Set<string>()
const email = 'elif.kaya@firma.example'

beforeAll(async () => {
  server = await testServer()
  company = await server.company()
  token = await company.key('admin')
  api = (await server.call('GET', '/api/openapi.json?language=en')).body
  ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  // Stricter than the document: what it does not name must not be there.
  const schemas = Object.entries(api.components.schemas).map(([name, schema]) => [
    name,
    schema['properties'] && !('additionalProperties' in schema) && !name.endsWith('Write')
      ? { ...schema, additionalProperties: false }
      : schema,
  ])
  ajv.addSchema({ $id: 'api', components: { schemas: Object.fromEntries(schemas) } })
  await inOrder()
}, 120_000)
afterAll(() => server?.close())

const isIn = (text: string): boolean => [...text.matchAll(/019a8b40-[0-9a-f-]{27}/g)].every(([id]) => ids.has(id))
/** The example with the ids of real records in place of its own. */
const real = (text: string): string => text.replaceAll(/019a8b40-[0-9a-f-]{27}/g, id => ids.get(id) ?? id)

const validators = new Map<string, ValidateFunction>()
function fits(schema: unknown, value: unknown): string[] {
  const text = JSON.stringify(schema).replaceAll('"#/', '"api#/')
  const validate = validators.get(text) ?? ajv.compile(JSON.parse(text))
  validators.set(text, validate)
  return validate(value)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      )
}

const parametersOf = (item: Item, operation: Operation): Parameter[] =>
  [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(one =>
    '$ref' in one ? (api.components.parameters[one.$ref.split('/').pop() ?? ''] as Parameter) : one,
  )

/** Sends an operation's example, with at most one of its query parameters, and holds the answer against the document. */
async function execute(
  path: string,
  method: string,
  query?: Parameter,
  /** What no example can hold: keys made from a password, tokens of a link. */
  given: Record<string, unknown> = {},
): Promise<CallAnswer> {
  const item = api.paths[path] as Item
  const operation = item[method] as Operation
  const parameters = parametersOf(item, operation)
  const id = parameters.find(one => one.in === 'path')?.example
  const address = real(path.replace('{id}', String(id)))
  const search = query ? `?${new URLSearchParams({ [query.name]: real(String(query.example)) })}` : ''
  const headers: Record<string, string> = {}
  for (const one of parameters.filter(p => p.in === 'header')) {
    // The key of one example is that of all; the revision is what this record stands at now.
    if (one.name === 'Idempotency-Key') headers[one.name] = `${operation.operationId} ${one.example}`
    else if (one.name === 'If-Match') headers[one.name] = revs.get(real(String(id))) ?? String(one.example)
    else headers[one.name] = String(one.example)
  }
  const example = operation.requestBody?.content?.['application/json']?.example
  const body = example === undefined ? {} : { body: { ...JSON.parse(real(JSON.stringify(example))), ...given } }
  const answer = await server.call(method.toUpperCase(), address + search, { token, headers, ...body })
  const where = `${method} ${address}${search}`
  expect([where, answer.status, answer.status < 300 ? '' : answer.body]).toEqual([where, expect.any(Number), ''])
  const described = operation.responses[answer.status]
  expect([where, answer.status, described !== undefined]).toEqual([where, answer.status, true])
  const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
  const schema = described?.content?.[type]?.schema
  if (answer.status !== 204) expect([where, type, schema !== undefined]).toEqual([where, type, true])
  if (schema) expect([where, fits(schema, answer.body)]).toEqual([where, []])
  const etag = answer.headers.get('etag')
  if (etag) revs.set(answer.body.id, etag)
  done.add(operation.operationId)
  return answer
}

/** Notes the revision that a record stands at now. */
async function lookAgain(path: string): Promise<void> {
  const id = api.paths[path]?.parameters?.[0]?.example
  const { body, headers } = await server.call('GET', real(path.replace('{id}', String(id))), { token })
  revs.set(body.id, headers.get('etag') ?? '')
}

/** Makes the record of each kind, those that others point to first. */
async function inOrder(): Promise<void> {
  let open = [...restKinds]
  while (open.length > 0) {
    const ready = open.filter(kind => {
      const example = api.paths[`/api/v1/${kind.plural}`]?.['post']?.requestBody?.content?.['application/json']?.example
      return isIn(JSON.stringify(example))
    })
    if (ready.length === 0) throw new Error(`nobody can be made: ${open.map(kind => kind.name)}`)
    for (const kind of ready) {
      const { body } = await execute(`/api/v1/${kind.plural}`, 'post')
      ids.set(exampleId(kind.name), body.id)
    }
    open = open.filter(kind => !ready.includes(kind))
  }
}

describe('every example of the document', () => {
  it('about commands', async () => {
    for (const path of Object.keys(api.paths).filter(one => one.includes('/commands/'))) await execute(path, 'post')
  })

  it.each(restKinds.map(kind => kind.plural))(
    'about %s works, and is answered as described',
    async plural => {
      const [list, one] = [`/api/v1/${plural}`, `/api/v1/${plural}/{id}`]
      await lookAgain(one)
      await execute(list, 'get')
      const parameters = parametersOf(api.paths[list] as Item, api.paths[list]?.['get'] as Operation)
      for (const parameter of parameters) if (parameter.example !== undefined) await execute(list, 'get', parameter)
      await execute(one, 'get')
      const edited = await execute(one, 'patch')
      const sent = api.paths[one]?.['patch']?.requestBody?.content?.['application/json']?.example
      expect(edited.body).toMatchObject(JSON.parse(real(JSON.stringify(sent))))
      await execute(`${one}/history`, 'get')
      await execute(`${one}/history`, 'get', { name: 'limit', in: 'query', example: 20 })
      await execute(one, 'delete')
      await lookAgain(one)
      await execute(`${one}/restore`, 'post')
    },
    120_000,
  )

  it('about the contents of files', async () => {
    const base = '/api/v1/files/{id}'
    const put = async () => {
      const path = `${base}/upload/parts/{part}`
      const operation = api.paths[path]?.['put'] as Operation
      const answer = await fetch(
        new URL(real(path.replace('{id}', exampleId('file')).replace('{part}', '0')), server.url),
        {
          method: 'PUT',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
          body: String(operation.requestBody?.content?.['application/octet-stream']?.example),
        },
      )
      expect([answer.status, operation.responses[answer.status] !== undefined]).toEqual([204, true])
      done.add(operation.operationId)
    }
    await execute(`${base}/upload`, 'post')
    await put()
    await execute(`${base}/upload`, 'get')
    await execute(`${base}/upload`, 'delete')
    await execute(`${base}/upload`, 'post')
    await put()
    await execute(`${base}/upload/finish`, 'post')
    const read = await execute(`${base}/content`, 'get')
    expect(read.body).toBe(
      api.paths[`${base}/content`]?.['get']?.responses[206]?.content?.['application/octet-stream']?.example,
    )
  })

  it('about the server', async () => {
    for (const path of ['/health', '/metrics', '/api/openapi.json']) await execute(path, 'get')
  })

  it('about accounts, with real keys and tokens in place of the examples’', async () => {
    const key = token
    const { user } = await company.user({ role: 'admin', email })
    ids.set(exampleId('person'), (await company.user({ role: 'sales' })).user)
    ids.set(exampleId('device'), exampleId('device'))
    await execute('/auth/server', 'get')
    const { salt, kdf } = saltAnswer.parse((await execute('/auth/salt', 'post')).body)
    const authKey = toBase64Url((await splitPassword(testPassword, fromBase64Url(salt), kdf)).authKey)
    const signedIn = await execute('/auth/session', 'post', undefined, { authKey })
    expect(signedIn.body.user.id).toBe(user)
    token = signedIn.body.token
    for (const path of ['/auth/account', '/auth/devices', '/auth/people', '/auth/keys']) await execute(path, 'get')
    await execute('/auth/account', 'patch')
    await execute('/auth/account/proof', 'post', undefined, { authKey })

    const invited = await execute('/auth/invitations', 'post')
    ids.set(exampleId('invitation'), invited.body.invitation)
    const link = (await execute('/auth/invitations/{id}/link', 'post')).body.token
    await execute('/auth/invitation/look', 'post', undefined, { token: link })
    await execute('/auth/invitation/accept', 'post', undefined, { token: link })
    const another = await execute('/auth/invitations', 'post', undefined, { email: 'baska@firma.example' })
    ids.set(exampleId('invitation'), another.body.invitation)
    await execute('/auth/invitations/{id}', 'delete')

    await execute('/auth/reset/begin', 'post')
    const reset = (await execute('/auth/people/{id}/reset-link', 'post')).body.token
    await execute('/auth/reset/look', 'post', undefined, { token: reset })
    await execute('/auth/reset/finish', 'post', undefined, { token: reset })

    const made = await execute('/auth/keys', 'post')
    ids.set(exampleId('apiKey'), made.body.id)
    await execute('/auth/keys/{id}', 'delete')

    await execute('/auth/account/recovery', 'post', undefined, { authKey })
    await execute('/auth/reset', 'post')
    await execute('/auth/account/password', 'post', undefined, { authKey })
    await execute('/auth/session', 'delete')
    // From here on the examples' own keys are the account's.
    token = (await execute('/auth/session', 'post')).body.token
    await execute('/auth/devices/{id}', 'delete')
    token = key
  })

  it('leaves no operation out', () => {
    // The first company is made on a server that has none, with a code that it printed: server/auth tests it.
    const all = Object.values(api.paths).flatMap(item =>
      Object.values(item).flatMap(operation => ('operationId' in operation ? [operation.operationId] : [])),
    )
    expect(all.filter(name => !done.has(name) && name !== 'auth.company')).toEqual([])
  })
})

describe('the server', () => {
  it('serves nothing that the document does not know, but pages for people, downloads and what only desktops ask', () => {
    const served = server.server.parts.app.routes
      .filter(({ method, path }) => method !== 'ALL' && method !== 'OPTIONS' && !path.startsWith('/updates'))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:\w+/g, '{}').replace(/\/$/, '')}`)
    const known = new Set(
      Object.entries(api.paths).flatMap(([path, item]) =>
        Object.keys(item).map(method => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`),
      ),
    )
    const commands = served.filter(one => one.endsWith('/commands/{}'))
    expect(commands.length).toBeGreaterThan(0)
    expect(served.filter(one => !known.has(one) && !commands.includes(one))).toEqual([
      'get /api/docs',
      'get /map',
      'post /stages/tonight',
      'get /join',
      'get /reset',
    ])
  })
})

describe('the document with a key', () => {
  it('describes the own fields of the caller’s company', async () => {
    const key = await company.key('admin')
    const { body } = await server.call('GET', '/api/openapi.json', { token: key })
    const [own] = Object.values(body.components.schemas).flatMap(schema =>
      Object.keys(
        (schema as { properties?: { custom?: { properties: object } } }).properties?.custom?.properties ?? {},
      ),
    )
    expect(own).toBe('machineCount')
    expect(JSON.stringify(body.paths)).toContain('filter[custom.machineCount][gte]')
    expect((await server.call('GET', '/api/openapi.json', { token: 'pgk_wrong' })).status).toBe(401)
  })
})
