import { afterAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { rights } from '../../shared/permissions/rights.ts'
import type { Entry } from '../../shared/record.ts'
import type { Answer } from '../../shared/sync/protocol.ts'
import { builtInRights, changed, created, type Person } from './testing/office.ts'
import { leadValues, salesOffice } from './testing/salesOffice.ts'

const { test, firm, ayse, veli } = await salesOffice()
afterAll(() => test.drop())

const customerValues = { type: 'individual', firstName: 'Can', lastName: 'Öz', status: 'active' }
const make = async (by: Person, kind: string, values: Record<string, unknown>, id = uuidv7()) => {
  const [answer] = await by.send({ label: 'create', patches: [created({ kind, id }, values)] })
  expect(answer).toMatchObject({ status: 'accepted' })
  return { kind, id }
}
const refusal = (answer: Answer | undefined) => (answer?.status === 'refused' ? answer.error : undefined)

describe('an id', () => {
  it('that a record of another kind has is taken, in the log, in the same batch and in the same entry', async () => {
    const { id } = await make(veli, 'customer', customerValues)
    const [forged] = await ayse.send({ label: 'create', patches: [created({ kind: 'lead', id }, leadValues)] })
    expect(refusal(forged)?.code).toBe('record.exists')
    expect(await firm.stored({ kind: 'lead', id })).toBeUndefined()

    const both = uuidv7()
    const [first, second] = await ayse.send(
      { label: 'create', patches: [created({ kind: 'lead', id: both }, leadValues)] },
      { label: 'create', patches: [created({ kind: 'customer', id: both }, customerValues)] },
    )
    expect(first).toMatchObject({ status: 'accepted' })
    expect(refusal(second)?.code).toBe('record.exists')

    const lead = await make(ayse, 'lead', leadValues)
    const [converted] = await ayse.send({
      label: 'convertLead',
      patches: [],
      command: { name: 'convertLead', arguments: { lead: lead.id, customer: lead.id, values: {} } },
    })
    expect(refusal(converted)?.code).toBe('record.exists')
    const user = ayse.author.viewer.user
    const [asUser] = await ayse.send({
      label: 'create',
      patches: [created({ kind: 'customer', id: user }, customerValues)],
    })
    expect(refusal(asUser)?.code).toBe('record.exists')
  })
})

describe('a parent', () => {
  it('is of a kind that may be one; a record cannot be hung where nobody looks', async () => {
    const customer = await make(ayse, 'customer', customerValues)
    const contact = await make(ayse, 'contact', { firstName: 'Nur', parent: customer })
    const tag = await make(ayse, 'tag', { name: `Etiket ${contact.id}` })
    for (const parent of [tag, { kind: 'user', id: veli.author.viewer.user }, { kind: 'nothing', id: uuidv7() }]) {
      const [moved] = await ayse.send({ patches: [changed(contact, { parent: [customer, parent] })] })
      expect(refusal(moved)?.fields).toHaveProperty('parent')
      const [made] = await firm.boss.send({
        label: 'create',
        patches: [created({ kind: 'contact', id: uuidv7() }, { firstName: 'Nur', parent })],
      })
      expect(refusal(made)?.fields).toHaveProperty('parent')
    }
    expect(await firm.stored(contact)).toMatchObject({ parent: customer, owner: ayse.author.viewer.user })
  })
})

describe('a command', () => {
  it('leaves records alone that its sender cannot see, whatever patches came along', async () => {
    const hidden = await make(veli, 'lead', leadValues)
    const before = await firm.stored(hidden)
    const lead = await make(ayse, 'lead', leadValues)
    const [answer] = await ayse.send({
      label: 'convertLead',
      patches: [changed(hidden, { position: [undefined, 'x'] })],
      command: { name: 'convertLead', arguments: { lead: lead.id, customer: uuidv7(), values: {} } },
    })
    expect(answer).toMatchObject({ status: 'accepted' })
    expect(await firm.stored(hidden)).toEqual(before)
  })

  it('with arguments that name no field is refused as such', async () => {
    const lead = await make(ayse, 'lead', leadValues)
    const values = { 'a b': 1 }
    const [answer] = await ayse.send({
      label: 'convertLead',
      patches: [],
      command: { name: 'convertLead', arguments: { lead: lead.id, customer: uuidv7(), values } },
    })
    expect(refusal(answer)?.code).toBe('input.invalid')
  })
})

describe('input that no form gives', () => {
  const answersTo = async (patches: Entry['patches'], by = ayse) => {
    const seen = firm.errors.length
    const [answer] = await by.send({ label: 'create', patches })
    expect(firm.errors.slice(seen)).toEqual([])
    return refusal(answer)
  }

  it('gets its own error where a field has the name of something that every object has', async () => {
    for (const name of ['constructor', 'toString', 'valueOf', 'hasOwnProperty']) {
      const id = uuidv7()
      expect(await answersTo([created({ kind: 'lead', id }, { ...leadValues, [name]: 'x' })])).toMatchObject({
        code: 'record.invalid',
        fields: { [name]: { reason: 'unknownField' } },
      })
      const set = { ...created({ kind: 'lead', id }, leadValues).set, [name]: {} }
      expect((await answersTo([{ kind: 'lead', id, create: true, set }]))?.code).toBe('record.invalid')
    }
  })

  it('gets its own error for dates that no calendar has', async () => {
    const lead = (more: Record<string, unknown>) => [
      created({ kind: 'lead', id: uuidv7() }, { ...leadValues, ...more }),
    ]
    for (const nextContactOn of ['0000-01-01', '2025-02-30', '10000-01-01'])
      expect(await answersTo(lead({ nextContactOn }))).toMatchObject({ fields: { nextContactOn: {} } })
  })

  it('gets its own error for text that the database cannot hold, wherever it stands', async () => {
    const setting = (value: unknown) => [created({ kind: 'setting', id: uuidv7() }, { key: `k${uuidv7()}`, value })]
    for (const value of ['a\u0000', { 'a\u0000': 1 }, { a: ['\ud800'] }])
      expect(await answersTo(setting(value), firm.boss)).toMatchObject({ fields: { value: {} } })
    const note = (href: string) =>
      created(
        { kind: 'note', id: uuidv7() },
        {
          body: {
            type: 'doc',
            content: [
              {
                type: 'paragraph',
                content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href } }] }],
              },
            ],
          },
        },
      )
    expect(await answersTo([note('https://a\ud800')])).toMatchObject({ fields: { body: {} } })
  })

  it('gets its own error where it is nested without end', async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)
    expect(await answersTo([created({ kind: 'lead', id: uuidv7() }, { ...leadValues, name: deep })])).toMatchObject({
      fields: { name: {} },
    })
    const patches = [created({ kind: 'setting', id: uuidv7() }, { key: `k${uuidv7()}`, value: deep })]
    expect(await answersTo(patches, firm.boss)).toMatchObject({ fields: { value: {} } })
  })
})

describe('what was taken down when a reference or a clash was made', () => {
  it('is the title without what its maker may not see', async () => {
    const { kinds, abilities } = builtInRights('sales')
    const lead = { ...rights('all', 'all', 'all', 'all', 'none'), fields: { companyName: 'hidden' as const } }
    const blind = await firm.hire('sales', 'a', { kinds: { ...kinds, lead }, abilities })
    const key = await make(ayse, 'lead', { ...leadValues, companyName: 'Gizli A.Ş.' })
    const edit = (value: string) => ({ patches: [changed(key, { position: [undefined, value] })] })
    await ayse.send(edit('Müdür'))
    const [answer] = await blind.send(edit('Şef'))
    const [clash] = answer?.status === 'merged' ? answer.clashes : []
    expect((await firm.stored({ kind: 'clash', id: clash ?? '' }))?.values).toMatchObject({ recordTitle: 'Ali Veli' })
  })
})
