import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languages } from '../../shared/labels.ts'
import { type TestCompany, type TestServer, testServer } from '../testing/testServer.ts'

let server: TestServer
let company: TestCompany
let token: string
let owner: string
const lead = { name: 'Işıl Çağlar', phone: '0532 111 22 33', status: 'new', source: 'fair' }
beforeAll(async () => {
  server = await testServer()
  company = await server.company()
  token = await company.key('admin')
  owner = company.admin.user
})
afterAll(() => server?.close())

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  server.call(method, path, { token, headers, ...(body === undefined ? {} : { body }) })
const made = async () => (await call('POST', '/api/v1/leads', { ...lead, owner })).body
const raw = (method: string, path: string, init: RequestInit = {}) =>
  fetch(new URL(path, server.url), {
    ...init,
    method,
    headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
  })

describe('methods', () => {
  it('are named by Allow where another one was used, without asking who is calling', async () => {
    const { id } = await made()
    for (const [path, allow] of [
      ['/api/v1/leads', 'GET, HEAD, POST, OPTIONS'],
      [`/api/v1/leads/${id}`, 'GET, HEAD, PATCH, DELETE, OPTIONS'],
      [`/api/v1/leads/${id}/restore`, 'POST, OPTIONS'],
      [`/api/v1/leads/${id}/history`, 'GET, HEAD, OPTIONS'],
      [`/api/v1/leads/${id}/commands/convertLead`, 'POST, OPTIONS'],
      ['/api/openapi.json', 'GET, HEAD, OPTIONS'],
      ['/api/docs', 'GET, HEAD, OPTIONS'],
    ] as const) {
      const refused = await call('PUT', path, {})
      expect([path, refused.status, refused.body.code]).toEqual([path, 405, 'method.notAllowed'])
      expect(refused.headers.get('allow')).toBe(allow)
      const options = await fetch(new URL(path, server.url), { method: 'OPTIONS' })
      expect([path, options.status, options.headers.get('allow')]).toEqual([path, 204, allow])
    }
    const options = await fetch(new URL(`/api/v1/leads/${id}`, server.url), { method: 'OPTIONS' })
    expect(options.headers.get('accept-patch')).toBe('application/json, application/merge-patch+json')
  })

  it('answer HEAD as GET without its body', async () => {
    const { id, rev } = await made()
    const head = await raw('HEAD', `/api/v1/leads/${id}`)
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, `"${rev}"`, ''])
    expect((await raw('HEAD', '/api/v1/leads')).status).toBe(200)
    expect((await raw('HEAD', '/api/v1/leads/nothing')).status).toBe(404)
  })
})

describe('media types', () => {
  it('other than JSON are refused, asked for or sent', async () => {
    for (const accept of ['text/html', 'application/xml;q=0.9', '*/*, application/json;q=0'])
      expect([accept, (await call('GET', '/api/v1/leads', undefined, { accept })).status]).toEqual([accept, 406])
    for (const accept of ['application/json', 'text/html, */*;q=0.1', 'application/*'])
      expect([accept, (await call('GET', '/api/v1/leads', undefined, { accept })).status]).toEqual([accept, 200])
    const body = JSON.stringify({ ...lead, owner })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=iso-8859-9',
      '',
    ]) {
      const { status, headers } = await raw('POST', '/api/v1/leads', { body, headers: { 'content-type': type } })
      expect([type, status, headers.get('accept-post')]).toEqual([type, 415, 'application/json'])
    }
    const zipped = await raw('POST', '/api/v1/leads', {
      body,
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    })
    expect(zipped.status).toBe(415)
    const { id } = await made()
    const merged = await call(
      'PATCH',
      `/api/v1/leads/${id}`,
      { sector: 'food' },
      {
        'content-type': 'application/merge-patch+json; charset=UTF-8',
      },
    )
    expect([merged.status, merged.body.sector]).toEqual([200, 'food'])
  })
})

describe('preconditions', () => {
  it('hold on reading, changing, archiving, bringing back and commands', async () => {
    const { id, rev } = await made()
    const path = `/api/v1/leads/${id}`
    const now = `"${rev}"`
    expect((await raw('GET', path, { headers: { 'if-none-match': now } })).status).toBe(304)
    expect((await raw('GET', path, { headers: { 'if-none-match': `"0.1", W/${now}` } })).status).toBe(304)
    expect((await raw('GET', path, { headers: { 'if-none-match': '"0.1"' } })).status).toBe(200)
    for (const [method, tail, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { sector: 'food' }],
      ['DELETE', '', undefined],
      ['POST', '/restore', undefined],
      ['POST', '/commands/convertLead', { values: { taxNumber: '4540536920', sector: 'food' } }],
    ] as const)
      for (const ifMatch of ['"1.1"', '"from-elsewhere"', '"1.1", "1.2"']) {
        const stale = await call(method, path + tail, body, { 'if-match': ifMatch })
        expect([method, tail, ifMatch, stale.status]).toEqual([method, tail, ifMatch, 412])
      }
    const unread = await call('PATCH', path, { sector: 'food' }, { 'if-match': rev })
    expect(unread).toMatchObject({ status: 400, body: { fields: { 'If-Match': { reason: 'notAnEtag' } } } })
    const changed = await call('PATCH', path, { sector: 'food' }, { 'if-match': `"1.1", ${now}` })
    expect(changed.status).toBe(200)
    expect((await call('PATCH', path, { name: 'B' }, { 'if-match': now })).status).toBe(412)
    expect((await call('PATCH', path, { name: 'B' }, { 'if-match': '*' })).status).toBe(200)
    // Nothing demands one: two writers of different fields merge.
    expect((await call('PATCH', path, { sector: 'chemistry' })).status).toBe(200)
  })
})

describe('an Idempotency-Key', () => {
  it('gives repetitions all of the first answer, also when they come at once', async () => {
    const headers = { 'idempotency-key': 'siparis-1' }
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => call('POST', '/api/v1/leads', { ...lead, owner }, headers)),
    )
    const [first] = answers
    for (const answer of answers) {
      expect(answer.status).toBe(201)
      expect(answer.body).toEqual(first?.body)
      expect(answer.headers.get('location')).toBe(`/api/v1/leads/${first?.body.id}`)
      expect(answer.headers.get('etag')).toBe(`"${first?.body.rev}"`)
    }
    const other = await call('POST', '/api/v1/leads', { ...lead, owner, name: 'B' }, headers)
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency.reused' } })
  })

  it('is done once although the instance that had it died before it could answer', async () => {
    const headers = { 'idempotency-key': 'siparis-2' }
    const body = { ...lead, owner }
    const first = await call('POST', '/api/v1/leads', body, headers)
    expect(first.status).toBe(201)
    const { id } = first.body
    const change = { 'idempotency-key': 'siparis-2b', 'if-match': `"${first.body.rev}"` }
    const changed = await call('PATCH', `/api/v1/leads/${id}`, { name: 'B' }, change)
    expect(changed.status).toBe(200)
    // Written, and killed before the answer was kept.
    await server.database.database.inCompany(
      company.id,
      tx => tx`update rest_answer set status = 102, body = 'null' where idempotency_key in ('siparis-2', 'siparis-2b')`,
    )
    const again = await Promise.all([
      call('POST', '/api/v1/leads', body, headers),
      call('PATCH', `/api/v1/leads/${id}`, { name: 'B' }, change),
    ])
    expect(again.map(({ status }) => status)).toEqual([201, 200])
    expect(again.map(answer => answer.body.id)).toEqual([id, id])
    const written = await server.database.database.inCompany(
      company.id,
      tx => tx`select label from log where record_id = ${id} order by number`,
    )
    expect(written.map(({ label }) => label)).toEqual(['create', 'edit'])
  })

  it('is free again after a refusal', async () => {
    const headers = { 'idempotency-key': 'siparis-3' }
    expect((await call('POST', '/api/v1/leads', { owner }, headers)).status).toBe(422)
    expect((await call('POST', '/api/v1/leads', { ...lead, owner }, headers)).status).toBe(201)
  })
})

describe('what is not known', () => {
  it('is named: parameters, operators, members', async () => {
    const { id } = await made()
    const fieldsOf = async (method: string, path: string, body?: unknown) => {
      const answer = await call(method, path, body, { 'accept-language': 'en' })
      expect([method, path, answer.status]).toEqual([method, path, 422])
      return answer.body.fields
    }
    expect(await fieldsOf('GET', '/api/v1/leads?zap=1&page=2')).toMatchObject({
      zap: { reason: 'unknownParameter', detail: 'There is no such parameter.' },
      page: { reason: 'unknownParameter' },
    })
    expect(await fieldsOf('GET', '/api/v1/leads?limit=5&limit=6')).toMatchObject({ limit: { reason: 'repeated' } })
    expect(await fieldsOf('GET', '/api/v1/leads?limit=501')).toMatchObject({
      limit: { reason: 'outOfRange', detail: 'Must be between 1 and 500.' },
    })
    expect(await fieldsOf('GET', '/api/v1/leads?filter[zap][gte]=1')).toHaveProperty(['filter[zap][gte]'])
    expect(await fieldsOf('GET', '/api/v1/leads?filter[status][contains]=n')).toEqual({
      'filter[status][contains]': {
        reason: 'unknownOperator',
        params: { allowed: 'eq, in, ne, notIn, empty, notEmpty' },
        detail: 'Operators of this field: eq, in, ne, notIn, empty, notEmpty.',
      },
    })
    expect(await fieldsOf('GET', '/api/v1/leads?filter[status][in]=new,nwe')).toMatchObject({
      'filter[status][in]': { reason: 'unknownChoice' },
    })
    expect(await fieldsOf('GET', '/api/v1/leads?sort=-tags')).toMatchObject({ sort: { reason: 'notSortable' } })
    expect(await fieldsOf('GET', `/api/v1/leads/${id}?expand=owner`)).toHaveProperty('expand')
    expect(await fieldsOf('GET', `/api/v1/leads/${id}/history?cursor=1`)).toHaveProperty('cursor')
    expect(await fieldsOf('POST', '/api/v1/leads?dry=1', lead)).toHaveProperty('dry')
    expect(await fieldsOf('PATCH', `/api/v1/leads/${id}?upsert=1`, {})).toHaveProperty('upsert')
    expect(await fieldsOf('POST', `/api/v1/leads/${id}/restore`, { why: 1 })).toHaveProperty('why')
    expect(await fieldsOf('POST', `/api/v1/leads/${id}/commands/convertLead`, { values: {}, zap: 1 })).toMatchObject({
      zap: { reason: 'unknownField' },
    })
    expect(await fieldsOf('POST', `/api/v1/leads/${id}/commands/convertLead`, { values: {}, lead: id })).toHaveProperty(
      'lead',
    )
    expect((await call('GET', '/api/v1/zaps')).status).toBe(404)
    expect((await call('POST', `/api/v1/leads/${id}/commands/zap`, {})).status).toBe(404)
  })

  it('is asked by its opposite too', async () => {
    const count = async (query: string) => (await call('GET', `/api/v1/leads?limit=500&${query}`)).body.items.length
    expect((await count('filter[sector][empty]=false')) + (await count('filter[sector][empty]='))).toBe(await count(''))
  })
})

describe('a page', () => {
  it('links to the next one', async () => {
    await made()
    await made()
    const first = await call('GET', '/api/v1/leads?limit=1&sort=-createdAt')
    const link = first.headers.get('link')
    const next = /^<([^>]+)>; rel="next"$/.exec(link ?? '')?.[1] ?? ''
    const second = await call('GET', next)
    expect(second.status).toBe(200)
    expect(second.body.items[0].id).not.toBe(first.body.items[0].id)
    expect((await call('GET', '/api/v1/leads?limit=500')).headers.get('link')).toBeNull()
  })
})

describe('a problem', () => {
  it('speaks the caller’s language, field by field', async () => {
    const details = new Set<string>()
    for (const language of languages) {
      const answer = await call('POST', '/api/v1/leads', { name: 'A', status: 'new' }, { 'accept-language': language })
      expect(answer.headers.get('content-language')).toBe(language)
      expect(answer.headers.get('vary')).toMatch(/accept-language/i)
      details.add(answer.body.detail)
      details.add(answer.body.fields.source.detail)
    }
    expect(details.size).toBe(2 * languages.length)
    expect(
      (await call('GET', '/api/v1/zaps', undefined, { 'accept-language': 'ja' })).headers.get('content-language'),
    ).toBe('en')
  })
})

describe('rate limits', () => {
  it('are told on every answer, and end in 429 with the time to wait', async () => {
    const strict = await testServer({ limits: { caller: { requests: 3, seconds: 60 } } })
    try {
      const firm = await strict.company()
      const key = await firm.key('admin')
      const answers = []
      for (let i = 0; i < 4; i++) answers.push(await strict.call('GET', '/api/v1/leads', { token: key }))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429])
      expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"address";q=12000;w=60, "caller";q=3;w=60')
      expect(answers[0]?.headers.get('ratelimit')).toMatch(/^"address";r=\d+;t=\d+, "caller";r=2;t=20$/)
      expect(answers[1]?.headers.get('ratelimit-remaining')).toBe('1')
      expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(answers[3]?.headers.get('ratelimit')).toContain('"caller";r=0')
    } finally {
      await strict.close()
    }
  })
})
