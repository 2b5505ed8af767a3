import { describe, expect } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { layoutAmong, layoutKey } from '../../shared/layout.ts'
import { settingChange } from '../../shared/settingChange.ts'
import { it } from './fixtures/desks.ts'
import { edit, get, newLead, values } from './fixtures/records.ts'
import { eventually, quiet, when } from './fixtures/when.ts'

describe('two desktops', () => {
  it('give an own field to everybody at once, filled and found like a built-in one', async ({ pair: [a, b] }) => {
    const field = uuidv7()
    const set = values({ of: 'lead', key: 'colour', type: 'text', words: { tr: 'Renk' } })
    await a.call('records.save', { kind: 'ownField', id: field, create: true, set })
    await when(b, 'session.state', state => state.ownFields.length === 1)
    await when(a, 'session.state', state => state.ownFields.length === 1)
    await quiet(a)
    const id = await newLead(b, 'Renkli')
    await edit(b, id, 'custom.colour', undefined, 'turkuaz')
    await quiet(b)
    await eventually(
      () => get(a, 'lead', id),
      found => found?.values['custom.colour'] === 'turkuaz',
    )
    const query = {
      kind: 'lead',
      filters: [{ field: 'custom.colour', op: 'is' as const, value: 'turkuaz' }],
      sort: { field: 'custom.colour', descending: false },
      archived: 'without' as const,
    }
    const { rows } = await eventually(
      () => a.call('records.list', { query, limit: 10 }),
      found => found.rows.length === 1,
    )
    expect(rows[0]).toMatchObject({ id })
  })

  it('arrange a kind for everybody at once: what is required, and choices, on both desktops and on the server', async ({
    pair: [a, b],
  }) => {
    const before = (await a.call('records.all', { kind: 'setting' })).length
    const layout = {
      required: [{ when: { field: 'status', is: ['qualified'] }, fields: ['sector'] }],
      choices: { source: [{ key: 'fuar2027', words: { tr: 'Fuar 2027' } }] },
    }
    const change = settingChange([], layoutKey('lead'), layout)
    if (!change) throw new Error('nothing to change')
    await a.call('records.save', change)
    for (const each of [a, b])
      await when(each, 'session.state', state => layoutAmong(state.ownFields, 'lead') !== undefined)
    await quiet(a)
    expect((await b.call('records.all', { kind: 'setting' })).length).toBe(before + 1)
    const id = await newLead(b, 'Fuardan')
    await edit(b, id, 'source', 'fair', 'fuar2027')
    await quiet(b)
    await eventually(
      () => get(a, 'lead', id),
      found => found?.values['source'] === 'fuar2027',
    )
    const qualified = { status: { base: 'new', value: 'qualified' } }
    await expect(b.call('records.save', { kind: 'lead', id, create: false, set: qualified })).rejects.toMatchObject({
      code: 'record.invalid',
      fields: { sector: { reason: 'required' } },
    })
  })
})
