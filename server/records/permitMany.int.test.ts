import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { bulkSwitch, freelyAtOnce } from '../../shared/permissions/bulkEdit.ts'
import type { Patch } from '../../shared/record.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { builtInRights, changed, created, type Office, office, type Person } from './testing/office.ts'

let database: TestDatabase
let firm: Office
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database?.drop())
beforeEach(async () => {
  firm = await office(database.database)
})

const form = { companyName: 'Işık', phone: '+902124445566', source: 'fair', status: 'new' }

async function leads(by: Person, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7())
  const answers = await by.send({ patches: ids.map(id => created({ kind: 'lead', id }, form)) })
  expect(answers).toMatchObject([{ status: 'accepted' }])
  return ids
}
const moved = (ids: readonly string[], from = 'fair', to = 'google'): Patch[] =>
  ids.map(id => changed({ kind: 'lead', id }, { source: [from, to] }))
const denied = (reason: string) => ({ status: 'refused', error: { code: 'permission.denied', params: { reason } } })
const bulkRole = { ...builtInRights('sales'), abilities: ['bulkEdit' as const] }

describe('an operation that changes many records', () => {
  it('wants the right to, whatever it is called and however many entries and sendings it comes in', async () => {
    const seller = await firm.hire('sales', 'a')
    const ids = await leads(seller, freelyAtOnce + 1)
    expect(await seller.send({ label: 'assign', patches: moved(ids) })).toMatchObject([denied('bulkRight')])
    const operation = uuidv7()
    const [free, last] = [ids.slice(0, freelyAtOnce), ids.slice(freelyAtOnce)]
    const half = { operation, patches: moved(free.slice(0, 12)) }
    expect(await seller.send(half, { operation, patches: moved(free.slice(12)) })).toMatchObject([
      { status: 'accepted' },
      { status: 'accepted' },
    ])
    // A record that it has changed already is no further one.
    expect(await seller.send({ operation, patches: moved(free.slice(0, 1), 'google', 'fair') })).toMatchObject([
      { status: 'accepted' },
    ])
    expect(await seller.send({ operation, patches: moved(last) })).toMatchObject([denied('bulkRight')])
    expect(await seller.send({ patches: moved(last) })).toMatchObject([{ status: 'accepted' }])
  })

  it('counts no favourites, which are their own person’s, before or beside what it counts', async () => {
    const seller = await firm.hire('sales', 'a')
    const ids = await leads(seller, freelyAtOnce + 1)
    const starred = ids.map(lead => ({ key: { kind: 'favourite', id: uuidv7() }, parent: { kind: 'lead', id: lead } }))
    const make = starred.map(({ key, parent }, position) => created(key, { parent, position }))
    expect(await seller.send({ label: 'create', patches: make })).toMatchObject([{ status: 'accepted' }])
    const order = starred.map(({ key }, at) => changed(key, { position: [at, (at + 1) % starred.length] }))
    const operation = uuidv7()
    expect(await seller.send({ operation, patches: order })).toMatchObject([{ status: 'accepted' }])
    const free = moved(ids.slice(0, freelyAtOnce))
    expect(await seller.send({ operation, patches: free })).toMatchObject([{ status: 'accepted' }])
    expect(await seller.send({ operation, patches: moved(ids.slice(freelyAtOnce)) })).toMatchObject([
      denied('bulkRight'),
    ])
  })

  it('is taken with the right, unless the company wants none', async () => {
    const manager = await firm.hire('sales', 'a', bulkRole)
    const ids = await leads(manager, freelyAtOnce + 1)
    expect(await manager.send({ patches: moved(ids) })).toMatchObject([{ status: 'accepted' }])
    const { kind, id, set } = bulkSwitch([], false)
    await firm.boss.send({ patches: [{ kind, id, create: true, set }] })
    expect(await manager.send({ patches: moved(ids, 'google', 'fair') })).toMatchObject([denied('bulkOff')])
    const on = bulkSwitch([{ id, archived: false, values: { key: 'bulkEdit', value: { enabled: false } } }], true)
    await firm.boss.send({ patches: [{ kind, id, set: on.set }] })
    expect(await manager.send({ patches: moved(ids, 'google', 'fair') })).toMatchObject([{ status: 'accepted' }])
  })

  it('is taken back by who did it without the right, and by nobody else', async () => {
    const manager = await firm.hire('sales', 'a', bulkRole)
    const ids = await leads(manager, freelyAtOnce + 5)
    const operation = uuidv7()
    await manager.send({ operation, patches: moved(ids) })
    const { kind, id, set } = bulkSwitch([], false)
    await firm.boss.send({ patches: [{ kind, id, create: true, set }] })
    const undo = { label: 'undo', undoes: operation, patches: moved(ids, 'google', 'fair') }
    const colleague = await firm.hire('management', 'a')
    expect(await colleague.send(undo)).toMatchObject([denied('bulkOff')])
    // Something else along with it is no undo.
    const more = await leads(manager, 1)
    expect(await manager.send({ ...undo, patches: [...undo.patches, ...moved(more)] })).toMatchObject([
      denied('bulkOff'),
    ])
    expect(await manager.send(undo)).toMatchObject([{ status: 'accepted' }])
  })
})

describe('an undo', () => {
  it('leaves what somebody has changed since, and says which field, who and when', async () => {
    const [seller, colleague] = [await firm.hire('sales', 'a'), await firm.hire('management', 'a')]
    const [a = '', b = ''] = await leads(seller, 2)
    const operation = uuidv7()
    await seller.send({ operation, patches: moved([a, b]) })
    await colleague.send({ patches: moved([b], 'google', 'referral') })
    const undo = { label: 'undo', operation: uuidv7(), undoes: operation, patches: moved([a, b], 'google', 'fair') }
    const [answer] = await seller.send(undo)
    expect(answer).toMatchObject({
      status: 'accepted',
      stays: { count: 1, fields: [{ kind: 'lead', id: b, field: 'source', user: colleague.author.viewer.user }] },
    })
    expect([await firm.stored({ kind: 'lead', id: a }), await firm.stored({ kind: 'lead', id: b })]).toMatchObject([
      { values: { source: 'fair' } },
      { values: { source: 'referral' } },
    ])
    // Doing it again is taking back the undo: it finds what it left.
    const redo = { label: 'redo', undoes: undo.operation, patches: moved([a, b], 'fair', 'google') }
    expect(await seller.send(redo)).toMatchObject([{ status: 'accepted', stays: { count: 1 } }])
    expect(await firm.stored({ kind: 'lead', id: a })).toMatchObject({ values: { source: 'google' } })
  })

  it('of a record that its maker may not archive is taken also where both come together', async () => {
    const rights = builtInRights('sales')
    const lead = rights.kinds['lead']
    if (!lead) throw new Error('no rights')
    const maker = await firm.hire('sales', 'a', {
      ...rights,
      kinds: { ...rights.kinds, lead: { ...lead, archive: 'none' } },
    })
    const [id, operation] = [uuidv7(), uuidv7()]
    const make = { operation, label: 'create', patches: [created({ kind: 'lead', id }, form)] }
    const undo = { undoes: operation, patches: [changed({ kind: 'lead', id }, { archived: [false, true] })] }
    expect(await maker.send(make, undo)).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }])
  })
})
