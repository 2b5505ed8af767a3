import { describe, expect } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { type Desk, it } from './fixtures/desks.ts'
import { edit, get, newLead } from './fixtures/records.ts'
import { eventually, offline, quiet, when } from './fixtures/when.ts'

describe('two desktops', () => {
  it('take an action back, here and there, also a conversion made offline', async ({ pair: [a, b] }) => {
    const id = await newLead(a, 'Dönüşen')
    await eventually(
      () => get(b, 'lead', id),
      found => found !== null,
    )
    await quiet(a)
    a.wire.cut()
    const customer = uuidv7()
    const args = { lead: id, customer, values: { taxNumber: '9990001119', sector: 'machinery' } }
    const { operation } = await a.call('commands.run', { name: 'convertLead', arguments: args })
    expect(await get(a, 'customer', customer)).toMatchObject({ title: 'Dönüşen', waiting: true })
    a.wire.mend()
    await quiet(a)
    await eventually(
      () => get(b, 'customer', customer),
      found => found !== null,
    )
    expect((await get(b, 'lead', id))?.values).toMatchObject({ status: 'converted', convertedTo: customer })
    await a.call('operations.undo', { operation })
    await quiet(a)
    await eventually(
      () => get(b, 'customer', customer),
      found => found?.archived === true,
    )
    await eventually(
      () => get(b, 'lead', id),
      found => found?.values['status'] === 'new',
    )
    expect((await a.call('operations.last', { limit: 5 })).map(({ label, state }) => [label, state])).toEqual([
      ['convertLead', 'undone'],
      ['create', 'done'],
    ])
  })

  it('undo and redo over what the other has changed since, which stays and is said with who, also after a restart', async ({
    pair: [a, b],
  }) => {
    const ids = [await newLead(a, 'Bir'), await newLead(a, 'İki'), await newLead(a, 'Üç')]
    const [first = '', second = ''] = ids
    await quiet(a)
    const change = { label: 'edit', of: { keys: ids.map(id => ({ kind: 'lead', id })) }, set: { source: 'google' } }
    expect(await a.call('bulk.preview', change)).toMatchObject({ total: 3, change: 3, same: 0, left: [] })
    const { operation, changed } = await a.call('bulk.run', change)
    expect(changed).toBe(3)
    await eventually(
      () => get(b, 'lead', second),
      found => found?.values['source'] === 'google',
    )
    await edit(b, second, 'source', 'google', 'referral')
    await eventually(
      () => get(a, 'lead', second),
      found => found?.values['source'] === 'referral',
    )
    a.wire.cut()
    await offline(a)
    const undo = await a.call('operations.undo', { operation })
    expect(undo).toMatchObject({ keptCount: 1, kept: [{ id: second, field: 'source', why: 'changed' }] })
    // What the other wrote is not covered by an undo that will leave it, not even offline.
    expect([await get(a, 'lead', first), await get(a, 'lead', second)]).toMatchObject([
      { values: { source: 'fair' } },
      { values: { source: 'referral' } },
    ])
    const found = async () => (await a.call('operations.last', { limit: 1 }))[0]
    expect(await found()).toMatchObject({ operation, state: 'partlyUndone', turn: 'waiting', kept: 1, count: 3 })
    a.wire.mend()
    await quiet(a)
    await a.reopen()
    await quiet(a)
    expect(await found()).toMatchObject({ operation, state: 'partlyUndone', kept: 1 })
    expect(await a.call('operations.kept', { operation })).toMatchObject([
      { id: second, title: 'İki', field: 'source', why: 'changed', user: b.user },
    ])
    expect(await a.call('operations.next', {})).toMatchObject({ redo: { operation } })
    await a.call('operations.redo', { operation })
    await quiet(a)
    expect(await found()).toMatchObject({ operation, state: 'done', kept: 1 })
    await eventually(
      () => get(b, 'lead', first),
      lead => lead?.values['source'] === 'google',
    )
    expect(await get(b, 'lead', second)).toMatchObject({ values: { source: 'referral' } })
  })

  it('settle many clashes at once, and take that back as one', async ({ pair: [a, b] }) => {
    const ids = [await newLead(a, 'Bir'), await newLead(a, 'İki')]
    await quiet(a)
    for (const id of ids)
      await eventually(
        () => get(b, 'lead', id),
        found => found !== null,
      )
    b.wire.cut()
    await offline(b)
    for (const id of ids) await edit(b, id, 'source', 'fair', 'google')
    for (const id of ids) await edit(a, id, 'source', 'fair', 'referral')
    await quiet(a)
    b.wire.mend()
    await when(b, 'sync.state', state => state.clashes === 2)
    const clashes = await b.call('clashes.list', {})
    expect(clashes).toMatchObject([
      { isHere: true, stands: 'referral' },
      { isHere: true, stands: 'referral' },
    ])
    const all = { ids: clashes.map(({ id }) => id), take: 'mine' as const }
    const { operation = '', ...counts } = await b.call('clashes.settleMany', all)
    expect(counts).toEqual({ settled: 2, left: 0 })
    await when(b, 'sync.state', state => state.clashes === 0)
    const sourcesAt = (of: Desk) => Promise.all(ids.map(async id => (await get(of, 'lead', id))?.values['source']))
    await eventually(
      () => sourcesAt(a),
      sources => sources.every(source => source === 'google'),
    )
    await b.call('operations.undo', { operation })
    await quiet(b)
    await eventually(
      () => sourcesAt(a),
      sources => sources.every(source => source === 'referral'),
    )
  })
})
