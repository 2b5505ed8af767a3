import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { created } from '../records/testing/office.ts'
import { salesOffice } from '../records/testing/salesOffice.ts'
import { type Rest, restOf } from './testing/restOf.ts'

const { test, firm, ayse } = await salesOffice()
afterAll(() => test.drop())
const rest = restOf(test.database, firm)
const boss = await firm.hire('admin', null)

const someLead = { name: 'Işıl Çağlar', phone: '0532 111 22 33', status: 'new', source: 'fair' }

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
