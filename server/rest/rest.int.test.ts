import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { derivedId, uuidv7 } from '../../shared/ids.ts'
import { languages } from '../../shared/labels.ts'
import { created, type Office, office, type Person } from '../records/testing/office.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { type Rest, restOf } from './testing.ts'

let test: TestDatabase
let firm: Office
let rest: Rest
let boss: Person
let ayse: Person
let veli: Person
let depo: Person
beforeAll(async () => {
  test = await testDatabase()
  firm = await office(test.database)
  rest = restOf(test.database, firm)
  boss = await firm.hire('admin', null)
  ayse = await firm.hire('sales', 'a')
  veli = await firm.hire('sales', 'b')
  depo = await firm.hire('warehouse', null)
})
afterAll(() => test?.drop())

const someLead = { name: 'Işıl Çağlar', phone: '0532 111 22 33', status: 'new', source: 'fair' }

describe('one record over REST', () => {
  it('is created, read, changed, archived and restored', async () => {
    const call = rest.as(ayse)
    const made = await call('POST', '/api/v1/leads', {
      ...someLead,
      expectedAmount: { amount: '12345.60', currency: 'TRY' },
    })
    expect(made).toMatchObject({
      status: 201,
      body: {
        title: 'Işıl Çağlar',
        phone: '+905321112233',
        owner: ayse.author.viewer.user,
        expectedAmount: { amount: '12345.60', currency: 'TRY' },
        archived: false,
      },
    })
    const path = `/api/v1/leads/${made.body.id}`
    expect(made.headers.get('location')).toBe(path)
    expect(made.headers.get('etag')).toBe(`"${made.body.rev}"`)
    expect((await call('GET', path)).body).toEqual(made.body)

    const changed = await call('PATCH', path, { sector: 'food', phone: null, email: 'ISIL@firma.com' })
    expect(changed.status).toBe(200)
    expect(changed.body).toMatchObject({ sector: 'food', email: 'isil@firma.com', name: 'Işıl Çağlar' })
    expect(changed.body).not.toHaveProperty('phone')

    expect((await call('DELETE', path)).status).toBe(204)
    expect((await call('GET', path)).body.archived).toBe(true)
    expect((await call('GET', '/api/v1/leads')).body.items).toEqual([])
    expect((await call('GET', '/api/v1/leads?archived=only')).body.items).toHaveLength(1)
    expect((await call('POST', `${path}/restore`)).body.archived).toBe(false)

    const history = await call('GET', `${path}/history`)
    expect(history.body.items.map((row: { label: string }) => row.label)).toEqual([
      'restore',
      'archive',
      'edit',
      'create',
    ])
    expect(history.body.items[3].changes).toContainEqual({
      field: 'expectedAmount',
      new: { amount: '12345.60', currency: 'TRY' },
    })
    const paged = await call('GET', `${path}/history?limit=3`)
    const rest_ = await call('GET', `${path}/history?before=${paged.body.nextBefore}`)
    expect([...paged.body.items, ...rest_.body.items]).toEqual(history.body.items)
  })

  it('is not overwritten by somebody who has not seen its last change', async () => {
    const call = rest.as(ayse)
    const { body } = await call('POST', '/api/v1/leads', someLead)
    const path = `/api/v1/leads/${body.id}`
    await call('PATCH', path, { sector: 'food' })
    const stale = await call('PATCH', path, { sector: 'health' }, { 'if-match': `"${body.rev}"` })
    expect(stale).toMatchObject({ status: 412, body: { code: 'record.stale' } })
    const { body: now } = await call('GET', path)
    expect((await call('PATCH', path, { sector: 'health' }, { 'if-match': `"${now.rev}"` })).status).toBe(200)
    expect((await call('PATCH', path, { sector: 'food' }, { 'if-match': 'abc' })).status).toBe(400)
  })

  it('is made once however often a request with one Idempotency-Key comes', async () => {
    const call = rest.as(ayse)
    const headers = { 'idempotency-key': uuidv7() }
    const answers = await Promise.all([1, 2, 3].map(() => call('POST', '/api/v1/leads', someLead, headers)))
    expect(new Set(answers.map(answer => answer.body.id)).size).toBe(1)
    expect(answers.map(answer => answer.status)).toEqual([201, 201, 201])
    expect((await call('POST', '/api/v1/leads', someLead, headers)).body).toEqual(answers[0]?.body)
    const other = await call('POST', '/api/v1/leads', { ...someLead, sector: 'food' }, headers)
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency.reused' } })
  })

  it('is refused with each wrong field named, in the caller’s language', async () => {
    const call = rest.as(ayse)
    const answer = await call('POST', '/api/v1/leads', {
      name: 'A',
      status: 'nope',
      phone: '12',
      email: 'x',
      zap: 1,
      rev: '1.1',
    })
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'record.invalid', fields: { zap: { reason: 'unknownField' }, rev: { reason: 'readOnly' } } },
    })
    const again = await call(
      'POST',
      '/api/v1/leads',
      { name: 'A', status: 'nope', phone: '12', email: 'x' },
      { 'accept-language': 'en' },
    )
    expect(Object.keys(again.body.fields).sort()).toEqual(['email', 'phone', 'status'])
    expect(again.headers.get('content-type')).toContain('application/problem+json')
    expect((await call('POST', '/api/v1/leads', { status: 'new' })).body.fields).toMatchObject({
      name: { reason: 'oneOf' },
      phone: { reason: 'oneOf' },
      source: { reason: 'required' },
    })
    expect((await call('POST', '/api/v1/leads', '{"name":')).status).toBe(400)
    expect((await call('POST', '/api/v1/leads', '[]')).status).toBe(422)
    const money = await call('POST', '/api/v1/leads', { ...someLead, expectedAmount: { amount: 5, currency: 'TRY' } })
    expect(money.body.fields).toMatchObject({ expectedAmount: { reason: 'badMoney' } })
  })

  it('answers alike for what is not there and what may not be seen', async () => {
    const { body } = await rest.as(ayse)('POST', '/api/v1/leads', someLead)
    const other = rest.as(veli)
    const [hidden, missing] = [`/api/v1/leads/${body.id}`, `/api/v1/leads/${uuidv7()}`]
    for (const [method, tail, payload] of [
      ['GET', '', undefined],
      ['PATCH', '', { name: 'B' }],
      ['DELETE', '', undefined],
      ['POST', '/restore', {}],
      ['GET', '/history', undefined],
      ['POST', '/commands/convertLead', { values: {} }],
    ] as const) {
      const answers = [await other(method, hidden + tail, payload), await other(method, missing + tail, payload)]
      expect(answers.map(answer => [method, tail, answer.status])).toEqual([
        [method, tail, 404],
        [method, tail, 404],
      ])
      expect(answers[0]?.body.detail).toBe(answers[1]?.body.detail)
    }
    expect((await other('GET', '/api/v1/leads/not-an-id')).status).toBe(404)
    expect((await rest.app.request('/api/v1/leads')).status).toBe(401)
    expect((await other('GET', '/api/v1/clashes')).status).toBe(404)
  })

  it('runs a command, giving ids to what it makes', async () => {
    const call = rest.as(ayse)
    const { body: lead } = await call('POST', '/api/v1/leads', { ...someLead, companyName: 'Çağlar Gıda' })
    await call('POST', '/api/v1/contacts', { firstName: 'Can', parent: { kind: 'lead', id: lead.id } })
    const answer = await call('POST', `/api/v1/leads/${lead.id}/commands/convertLead`, {
      values: { taxNumber: '4540536920', sector: 'food' },
    })
    expect(answer.status).toBe(200)
    expect(answer.body.records.map((key: { kind: string }) => key.kind).sort()).toEqual(['contact', 'customer', 'lead'])
    const customer = answer.body.records.find((key: { kind: string }) => key.kind === 'customer')
    expect((await call('GET', `/api/v1/customers/${customer.id}`)).body).toMatchObject({
      companyName: 'Çağlar Gıda',
      type: 'company',
    })
    const again = await call('POST', `/api/v1/leads/${lead.id}/commands/convertLead`, { values: {} })
    expect(again).toMatchObject({ status: 409, body: { code: 'command.refused' } })
  })

  it('leaves out fields that the role may not see', async () => {
    const made = await rest.as(boss)('POST', '/api/v1/customers', {
      type: 'company',
      companyName: 'Gizli A.Ş.',
      taxNumber: '4540536920',
      sector: 'food',
      status: 'active',
      privateNotes: 'x',
    })
    expect(made.status).toBe(201)
    const seen = await rest.as(depo)('GET', `/api/v1/customers/${made.body.id}`)
    expect(seen.body).not.toHaveProperty('taxNumber')
    expect(seen.body).not.toHaveProperty('privateNotes')
    const history = await rest.as(depo)('GET', `/api/v1/customers/${made.body.id}/history`)
    expect(JSON.stringify(history.body)).not.toContain('4540536920')
    expect((await rest.as(depo)('GET', '/api/v1/customers?q=4540536920 gizli')).body.items).toEqual([])
    expect((await rest.as(boss)('GET', '/api/v1/customers?q=4540536920 gizli')).body.items).toHaveLength(1)
    expect((await rest.as(depo)('GET', '/api/v1/customers?q=gizli')).body.items).toHaveLength(1)
    expect((await rest.as(depo)('GET', '/api/v1/customers?filter[taxNumber]=4540536920')).status).toBe(422)
    expect((await rest.as(depo)('GET', '/api/v1/customers?sort=taxNumber')).status).toBe(422)
    expect(rest.told.map(event => event.action)).toContain('record.viewed')
  })
})

describe('what is one by its name', () => {
  it('gets the id that desktops give it, and is refused a second time, in any spelling', async () => {
    const call = rest.as(boss)
    const made = await call('POST', '/api/v1/tags', { name: 'Önemli Müşteri' })
    expect(made).toMatchObject({ status: 201, body: { id: derivedId('tag', 'Önemli Müşteri') } })
    const again = await call('POST', '/api/v1/tags', { name: ' onemli  MUSTERI', color: 'red' })
    expect(again).toMatchObject({ status: 409, body: { code: 'record.exists', params: { id: made.body.id } } })
    expect((await call('GET', `/api/v1/tags/${made.body.id}`)).body.color).toBeUndefined()
    const setting = await call('POST', '/api/v1/settings', { key: 'erpExport', value: { enabled: true } })
    expect(setting).toMatchObject({ status: 201, body: { id: derivedId('setting', 'erpExport') } })
  })

  it('is made once under an Idempotency-Key, and again under a name that is free again', async () => {
    const call = rest.as(boss)
    const once = () => call('POST', '/api/v1/tags', { name: 'Bayi' }, { 'Idempotency-Key': 'bayi-1' })
    const [first, second] = [await once(), await once()]
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id])
    await call('PATCH', `/api/v1/tags/${first.body.id}`, { name: 'Bayiler' })
    const next = await call('POST', '/api/v1/tags', { name: 'Bayi' })
    expect(next.status).toBe(201)
    expect(next.body.id).not.toBe(first.body.id)
  })
})

describe('lists over REST', () => {
  const names = ['Ilıca', 'ılgın', 'İnci', 'inan', 'Zeki', 'Çelik', 'Can', 'Şule', 'Sema', 'Madde 10', 'Madde 9']
  let call: ReturnType<Rest['as']>
  let tag: string
  beforeAll(async () => {
    const own = await firm.hire('sales', 'b')
    call = rest.as(own)
    const { body } = await rest.as(boss)('POST', '/api/v1/tags', { name: 'Fuar' })
    tag = body.id
    for (const [i, name] of names.entries())
      await own.send({
        label: 'create',
        patches: [
          created(
            { kind: 'lead', id: uuidv7() },
            {
              name: `${name} Liste`,
              phone: `053244455${10 + i}`,
              status: i % 2 ? 'new' : 'contacted',
              source: 'fair',
              sector: i < 4 ? 'food' : undefined,
              expectedAmount: i < 6 ? { amount: (i + 1) * 10_000, currency: 'TRY' } : undefined,
              nextContactOn: `2026-05-${10 + i}`,
              address: { province: i < 3 ? '34' : '06', district: i < 3 ? 'Ümraniye' : 'Çankaya' },
              tags: i < 2 ? [tag] : undefined,
            },
          ),
        ],
      })
  })
  const found = async (query: string) => {
    const { status, body } = await call('GET', `/api/v1/leads?${query}&filter[name][contains]=LİSTE&limit=100`)
    expect([query, status]).toEqual([query, 200])
    return body.items.map((item: { name: string }) => item.name.replace(' Liste', ''))
  }

  it('orders names as Turkish does, and pages without gap or repetition', async () => {
    const all = await found('sort=name')
    expect(all).toEqual([
      'Can',
      'Çelik',
      'ılgın',
      'Ilıca',
      'inan',
      'İnci',
      'Madde 9',
      'Madde 10',
      'Sema',
      'Şule',
      'Zeki',
    ])
    for (const sort of [
      'name',
      '-name',
      'sector,-name',
      '-expectedAmount,name',
      'nextContactOn',
      '-createdAt',
      'title',
      'address.district,name',
      'status,-title',
    ]) {
      const whole = await found(`sort=${sort}`)
      const paged: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const { body, status } = await call(
          'GET',
          `/api/v1/leads?sort=${sort}&filter[name][contains]=liste&limit=3${cursor ? `&cursor=${cursor}` : ''}`,
        )
        expect([sort, status]).toEqual([sort, 200])
        paged.push(...body.items.map((item: { name: string }) => item.name.replace(' Liste', '')))
        cursor = body.nextCursor
      }
      expect([sort, ...paged]).toEqual([sort, ...whole])
      expect(whole).toHaveLength(11)
    }
  })

  it('filters by every operator of each kind of field', async () => {
    const count = async (query: string) => (await found(query)).length
    expect(await count('filter[status]=new')).toBe(5)
    expect(await count('filter[status][ne]=new')).toBe(6)
    expect(await count('filter[status][in]=new,contacted')).toBe(11)
    expect(await count('filter[status][notIn]=new,contacted')).toBe(0)
    expect(await count('filter[sector][empty]=')).toBe(7)
    expect(await count('filter[sector][notIn]=food')).toBe(7)
    expect(await count('filter[expectedAmount][gte]=300.00')).toBe(4)
    expect(await count('filter[expectedAmount][between]=100,200')).toBe(2)
    expect(await count('filter[expectedAmount][empty]=')).toBe(5)
    expect(await count('filter[nextContactOn][lte]=2026-05-12')).toBe(3)
    expect(await count('filter[createdAt][range]=today')).toBe(11)
    expect(await count('filter[createdAt][range]=yesterday')).toBe(0)
    expect(await count(`filter[tags]=${tag}`)).toBe(2)
    expect(await count(`filter[tags][notIn]=${tag}`)).toBe(9)
    expect(await count('filter[owner]=me')).toBe(11)
    expect(await count(`filter[owner]=${ayse.author.viewer.user}`)).toBe(0)
    expect(await count('filter[address.province]=34')).toBe(3)
    expect(await count('filter[address][in]=34,35')).toBe(3)
    expect(await count('filter[address.region]=marmara')).toBe(3)
    expect(await count('filter[address.district][in]=Çankaya')).toBe(8)
    expect(await count('filter[address][contains]=umran')).toBe(3)
    expect(await count('filter[address][contains]=ankara')).toBe(8)
    expect(await count('filter[phone]=0532 444 55 10')).toBe(1)
    expect(await count('filter[phone][startsWith]=0532444551')).toBe(10)
    expect(await count('filter[name][startsWith]=ILI')).toBe(1)
    expect(await found('filter[name]=sule liste')).toEqual(['Şule'])
    expect(await count('q=list sule')).toBe(1)
    expect(await count('q=0532 444 55 1')).toBe(10)
    expect(await count('q=4445510')).toBe(1)
    expect(await count('q=bulunmaz')).toBe(0)
    expect(await count('q=???')).toBe(0)
  })

  it('refuses what it does not know by name', async () => {
    for (const query of [
      'filter[zap]=1',
      'zap=1',
      'sort=zap',
      'sort=tags',
      'limit=0',
      'limit=501',
      'cursor=abc',
      'filter[owner]=x',
      'filter[expectedAmount][gte]=x',
      'filter[nextContactOn][gte]=1.1.2026',
      'filter[status][zap]=1',
      'filter[createdAt][range]=someday',
    ]) {
      const { status, body } = await call('GET', `/api/v1/leads?${query}`)
      expect([query, status, body.code]).toEqual([query, 422, 'input.invalid'])
    }
    const forged = Buffer.from(JSON.stringify({ sort: '["lead",[]]', at: ['x'] })).toString('base64url')
    expect((await call('GET', `/api/v1/leads?cursor=${forged}`)).status).toBe(422)
  })

  it('filters, sorts and shows a company’s own fields', async () => {
    const admin = rest.as(boss)
    const define = (key: string, type: string, more = {}) =>
      admin('POST', '/api/v1/own-fields', { of: 'lead', key, type, words: { tr: key }, ...more })
    expect((await define('machines', 'number')).status).toBe(201)
    await define('colour', 'choice', {
      choices: [
        { key: 'red', words: { tr: 'Kırmızı' } },
        { key: 'blue', words: { tr: 'Mavi' } },
      ],
    })
    await define('price', 'money')
    await define('labels', 'tags')
    for (const [machines, colour] of [
      [3, 'red'],
      [12, 'blue'],
      [7, 'red'],
    ] as const) {
      const made = await call('POST', '/api/v1/leads', {
        ...someLead,
        name: `Özel ${machines}`,
        custom: { machines, colour, price: { amount: `${machines}.50`, currency: 'USD' }, labels: [tag] },
      })
      expect(made).toMatchObject({ status: 201, body: { custom: { machines, price: { amount: `${machines}.50` } } } })
    }
    const query = async (text: string) =>
      (await call('GET', `/api/v1/leads?${text}`)).body.items.map((item: { name: string }) => item.name)
    expect(await query('filter[custom.colour]=red&sort=custom.machines')).toEqual(['Özel 3', 'Özel 7'])
    expect(await query('filter[custom.machines][gte]=7&sort=-custom.machines')).toEqual(['Özel 12', 'Özel 7'])
    expect(await query('filter[custom.price][lte]=7.50&sort=-custom.price')).toEqual(['Özel 7', 'Özel 3'])
    expect(await query(`filter[custom.labels]=${tag}&sort=name`)).toEqual(['Özel 3', 'Özel 7', 'Özel 12'])
    const wrong = await call('POST', '/api/v1/leads', { ...someLead, custom: { colour: 'green', nothing: 1 } })
    expect(Object.keys(wrong.body.fields).sort()).toEqual(['custom.nothing'])
  })
})

describe('the documentation', () => {
  it('describes every path and names schemas that are there', async () => {
    const response = await rest.app.request('/api/openapi.json')
    const text = await response.text()
    const api = JSON.parse(text)
    expect(api.openapi).toBe('3.1.0')
    expect(Object.keys(api.paths)).toContain('/api/v1/leads/{id}/commands/convertLead')
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(api.components.schemas).toHaveProperty(name ?? '')
    expect(text).not.toMatch(/"(summary|description)":"[\w.]*\.[\w.]+"/)
    const english = JSON.parse(
      await (await rest.app.request('/api/openapi.json', { headers: { 'accept-language': 'en' } })).text(),
    )
    expect(english.components.schemas.Lead.properties.status.title).toBe('Status')
  })

  it('shows itself on a page that needs nothing from elsewhere', async () => {
    for (const language of languages) {
      const response = await rest.app.request(`/api/docs?language=${language}`)
      const text = await response.text()
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(policy).toMatch(/^default-src 'none'; connect-src 'self';/)
      expect(policy).not.toContain('unsafe')
      // What runs and looks is exactly what the policy names.
      for (const [tag, directive] of [
        ['script', 'script-src'],
        ['style', 'style-src'],
      ]) {
        const parts = [...text.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))].map(
          ([, part]) => part ?? '',
        )
        expect(parts).toHaveLength(1)
        const hash = createHash('sha256')
          .update(parts[0] ?? '')
          .digest('base64')
        expect(policy).toContain(`${directive} 'sha256-${hash}'`)
      }
      expect(text).toContain(`<html lang="${language}">`)
      expect(text).not.toMatch(/\{\{|\son\w+="|\sstyle="|(?:src|href)="(?:https?:)?\/\//)
    }
    expect((await rest.app.request('/api/docs?language=xx')).status).toBe(422)
  })
})
