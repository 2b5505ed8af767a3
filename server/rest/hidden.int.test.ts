import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { rights } from '../../shared/permissions/rights.ts'
import { builtInRights, created, type Office, office } from '../records/testing/office.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { type Rest, restOf } from './testing/restOf.ts'

let test: TestDatabase
let firm: Office
let rest: Rest
let all: ReturnType<Rest['as']>
/** Sees every lead, but not what its company is called. */
let blind: ReturnType<Rest['as']>
beforeAll(async () => {
  test = await testDatabase()
  firm = await office(test.database)
  rest = restOf(test.database, firm)
  all = rest.as(await firm.hire('admin', 'a'))
  const { kinds, abilities } = builtInRights('admin')
  const lead = { ...rights('all', 'all', 'all', 'all', 'all'), fields: { companyName: 'hidden' as const } }
  blind = rest.as(await firm.hire('sales', 'a', { kinds: { ...kinds, lead }, abilities: abilities.slice(0, 0) }))
  for (const companyName of ['Zebra', 'Armut', 'Mandalina'])
    await firm.boss.send({
      label: 'create',
      patches: [
        created(
          { kind: 'lead', id: uuidv7() },
          {
            name: 'Ali',
            companyName,
            phone: '05321112233',
            status: 'new',
            source: 'fair',
            owner: (await firm.hire('sales', 'a')).author.viewer.user,
          },
        ),
      ],
    })
})
afterAll(() => test?.drop())

describe('a hidden field', () => {
  it('cannot be found out by the title that is made of it: by no filter, order, search or cursor', async () => {
    expect((await all('GET', '/api/v1/leads?filter[title]=zebra')).body.items).toHaveLength(1)
    for (const query of [
      'filter[title]=zebra',
      'filter[title][startsWith]=z',
      'sort=title',
      'sort=-title&limit=1',
      'filter[companyName]=zebra',
      'sort=companyName',
    ])
      expect([query, (await blind('GET', `/api/v1/leads?${query}`)).status]).toEqual([query, 422])
    expect((await blind('GET', '/api/v1/leads?q=zebra')).body.items).toEqual([])
    const listed = await blind('GET', '/api/v1/leads?limit=1')
    expect(JSON.stringify(listed.body) + Buffer.from(listed.body.nextCursor, 'base64url')).not.toMatch(
      /zebra|mandalina/i,
    )
    // Where the title is made of other fields it is as good as any.
    expect((await blind('GET', '/api/v1/customers?sort=title')).status).toBe(200)
  })
})

describe('a body', () => {
  it('with the name of something that every object has is refused by that name', async () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      const body = `{"name":"Ali","phone":"05321112233","status":"new","source":"fair","${name}":"x"}`
      const { status, body: answer } = await all('POST', '/api/v1/leads', body)
      expect([name, status]).toEqual([name, 422])
      expect(answer.fields[name].code ?? answer.fields[name].reason).toBe('unknownField')
    }
  })
})

describe('a body that is nested without end', () => {
  it('is malformed, whatever is asked of it', async () => {
    const body = `{"name":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`
    for (const headers of [{}, { 'idempotency-key': 'derin' }] as Record<string, string>[])
      expect((await all('POST', '/api/v1/leads', body, headers)).status).toBe(400)
  })
})

describe('an Idempotency-Key', () => {
  it('is another one where only its case differs', async () => {
    const body = { name: 'Ali', phone: '05321112233', status: 'new', source: 'fair' }
    const ids = await Promise.all(
      ['Anahtar-A', 'anahtar-a', ' anahtar-a'].map(async key => {
        const { status, body: made } = await all('POST', '/api/v1/leads', body, { 'idempotency-key': `${key}` })
        expect(status).toBe(201)
        return made.id
      }),
    )
    expect(new Set(ids).size).toBe(2)
  })
})
