import { afterAll, describe, expect, it } from 'vitest'
import { derivedId, uuidv7 } from '../../shared/ids.ts'
import { salesOffice } from '../records/testing/salesOffice.ts'
import { restOf } from './testing/restOf.ts'

const { test, firm, ayse, veli } = await salesOffice()
afterAll(() => test.drop())
const rest = restOf(test.database, firm)
const boss = await firm.hire('admin', null)
const depo = await firm.hire('warehouse', null)

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
