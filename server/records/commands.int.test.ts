import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Command } from '../../shared/command.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { inverseOf } from '../../shared/sync/undo.ts'
import { changed, created, office } from './testing/office.ts'
import { code, customer, lead, newLead, salesOffice } from './testing/salesOffice.ts'

const { test, firm, ayse, veli } = await salesOffice()
afterAll(() => test.drop())

describe('commands', () => {
  it('run again here, take what hangs on the record along, and can be undone', async () => {
    const key = await newLead(ayse, { companyName: 'Öz Gıda' })
    const contact = uuidv7()
    await ayse.send({
      label: 'create',
      patches: [created({ kind: 'contact', id: contact }, { firstName: 'Su', parent: key })],
    })
    // About the lead, given by a colleague of another team, and no key of theirs changes by it.
    const task = { kind: 'task', id: uuidv7() }
    await veli.send({ label: 'create', patches: [created(task, { subject: 'Ara', state: 'open' })] })
    expect(
      await firm.boss.send({ label: 'edit', patches: [changed(task, { parent: [undefined, key] })] }),
    ).toMatchObject([{ status: 'accepted' }])
    const id = uuidv7()
    const values = { taxNumber: '4540536920', sector: 'food' }
    const command = { name: 'convertLead', arguments: { lead: key.id, customer: id, values } }
    const entry = ayse.entry({ label: 'convertLead', command, patches: [] })
    expect(await firm.writer.submit(ayse.author, [entry])).toMatchObject([{ status: 'accepted' }])
    expect((await firm.stored(key))?.values).toMatchObject({ status: 'converted', convertedTo: id })
    expect((await firm.stored(key))?.stubs).toEqual({ convertedTo: { kind: 'customer', title: 'Öz Gıda' } })
    expect((await firm.stored({ kind: 'contact', id: contact }))?.parent).toEqual({ kind: 'customer', id })
    expect(await firm.stored(task)).toMatchObject({
      parent: { kind: 'customer', id },
      owner: veli.author.viewer.user,
    })
    expect(
      code(
        (
          await ayse.send({
            label: 'convertLead',
            command: { ...command, arguments: { ...command.arguments, customer: uuidv7() } },
            patches: [],
          })
        )[0],
      ),
    ).toBe('command.refused')
    expect(code((await ayse.send({ patches: [changed(key, { convertedTo: [id, undefined] })] }))[0])).toBe(
      'permission.denied',
    )

    const log = await test.database.inCompany(firm.company, tx => tx`select 1 from log where entry_id = ${entry.id}`)
    expect(log).toHaveLength(4)
    const back = [
      changed(task, { parent: [{ kind: 'customer', id }, key] }),
      changed({ kind: 'contact', id: contact }, { parent: [{ kind: 'customer', id }, key] }),
      changed(key, { status: ['converted', 'new'], convertedTo: [id, undefined] }),
      changed({ kind: 'customer', id }, { archived: [false, true] }),
    ]
    expect(await ayse.send({ label: 'undo', undoes: entry.operation, patches: back })).toMatchObject([
      { status: 'accepted' },
    ])
    expect((await firm.stored(key))?.values).not.toHaveProperty('convertedTo')
    expect(await firm.stored(key)).not.toHaveProperty('stubs')
    expect(await firm.stored({ kind: 'customer', id })).toMatchObject({ archived: true })
    expect((await firm.stored({ kind: 'contact', id: contact }))?.parent).toEqual(key)
    expect((await firm.stored(task))?.parent).toEqual(key)
  })

  it('alone bring the choices that are theirs, and only their undo takes these away', async () => {
    const key = await newLead(ayse)
    const [byHand] = await ayse.send({ patches: [changed(key, { status: ['new', 'converted'] })] })
    expect(byHand).toMatchObject({
      status: 'refused',
      error: { code: 'record.invalid', fields: { status: { reason: 'broughtBy.convertLead' } } },
    })
    const [made] = await ayse.send({ label: 'create', patches: [lead(uuidv7(), { status: 'converted' })] })
    expect(code(made)).toBe('record.invalid')
    const id = uuidv7()
    const values = { type: 'individual' }
    const convert = { name: 'convertLead', arguments: { lead: key.id, customer: id, values } }
    const entry = ayse.entry({ label: 'convertLead', command: convert, patches: [] })
    expect(await firm.writer.submit(ayse.author, [entry])).toMatchObject([{ status: 'accepted' }])
    const [away] = await ayse.send({ patches: [changed(key, { status: ['converted', 'contacted'] })] })
    expect(away).toMatchObject({ error: { fields: { status: { reason: 'takenBack.convertLead' } } } })
    const undo = { label: 'undo', undoes: entry.operation }
    // Half of it would leave a customer whose lead is open.
    const half = { ...undo, patches: [changed(key, { status: ['converted', 'new'] })] }
    expect(await ayse.send(half)).toMatchObject([{ status: 'refused' }])
    const whole = changed(key, { status: ['converted', 'new'], convertedTo: [id, undefined] })
    const back = ayse.entry({ ...undo, patches: [whole] })
    expect(await firm.writer.submit(ayse.author, [back])).toMatchObject([{ status: 'accepted' }])
    const again = changed(key, { status: ['new', 'converted'], convertedTo: [undefined, id] })
    expect(await ayse.send({ label: 'redo', undoes: back.operation, patches: [again] })).toMatchObject([
      { status: 'accepted' },
    ])
    expect((await firm.stored(key))?.values).toMatchObject({ status: 'converted', convertedTo: id })
  })

  it('leave a record alone that has the choice without them from earlier times', async () => {
    const key = await newLead(ayse)
    await test.database.inCompany(
      firm.company,
      tx => tx`update "lead" set status = 'converted' where company_id = ${firm.company} and id = ${key.id}`,
    )
    const rename = changed(key, { name: ['Ali Veli', 'Ali Can'] })
    expect(await ayse.send({ patches: [rename] })).toMatchObject([{ status: 'accepted' }])
    expect((await firm.stored(key))?.values).toMatchObject({ name: 'Ali Can', status: 'converted' })
    const open = changed(key, { status: ['converted', 'contacted'] })
    expect(await ayse.send({ patches: [open] })).toMatchObject([{ status: 'accepted' }])
  })

  it('write the read-only fields that they declare, and no others', async () => {
    const id = uuidv7()
    const marking = (writes: Command['writes']): Command => ({
      name: 'mark',
      kind: 'lead',
      arguments: z.object({ lead: z.string() }),
      runs: 'both',
      undoable: true,
      ...(writes ? { writes } : {}),
      needs: () => ({ records: [], childrenOf: [] }),
      run: (_, args) => [
        changed({ kind: 'lead', id: (args as { lead: string }).lead }, { convertedTo: [undefined, id] }),
      ],
    })
    const run = async (writes?: Command['writes']) => {
      const own = await office(test.database, { commands: { mark: marking(writes) } })
      const seller = await own.hire('sales', 'a')
      const key = await newLead(seller)
      await seller.send({ label: 'create', patches: [customer(id)] })
      const command = { name: 'mark', arguments: { lead: key.id } }
      return (await seller.send({ label: 'mark', command, patches: [] }))[0]
    }
    expect(await run({ lead: ['convertedTo'] })).toMatchObject({ status: 'accepted' })
    for (const refused of [await run(), await run({ lead: ['status'] }), await run({ customer: ['convertedTo'] })])
      expect(refused).toMatchObject({
        error: { code: 'permission.denied', fields: { convertedTo: { reason: 'readOnly' } } },
      })
  })

  it('that nobody defined, or with wrong arguments, are refused', async () => {
    for (const command of [
      { name: 'zap', arguments: {} },
      { name: 'toString', arguments: {} },
      { name: 'convertLead', arguments: { lead: 1 } },
    ])
      expect(code((await ayse.send({ command, patches: [] }))[0])).toBe('input.invalid')
    const foreign = await newLead(veli)
    const arguments_ = { lead: foreign.id, customer: uuidv7(), values: {} }
    expect(code((await ayse.send({ command: { name: 'convertLead', arguments: arguments_ }, patches: [] }))[0])).toBe(
      'record.notFound',
    )
  })
})

describe('taking back', () => {
  it('what one made needs no right to archive, and only what was made then', async () => {
    const clerk = await firm.hire('operations', null)
    const key = { kind: 'customer', id: uuidv7() }
    await firm.boss.send({ label: 'create', patches: [customer(key.id, { owner: ayse.author.viewer.user })] })
    const entry = clerk.entry({
      label: 'create',
      patches: [created({ kind: 'contact', id: uuidv7() }, { firstName: 'Su', parent: key })],
    })
    await firm.writer.submit(clerk.author, [entry])
    const [made] = entry.patches
    if (!made) throw new Error('no patch')
    const archive = changed(made, { archived: [false, true] })
    expect(code((await clerk.send({ label: 'archive', patches: [archive] }))[0])).toBe('permission.denied')
    expect(code((await clerk.send({ label: 'undo', undoes: uuidv7(), patches: [archive] }))[0])).toBe(
      'permission.denied',
    )
    expect((await clerk.send({ label: 'undo', undoes: entry.operation, patches: inverseOf([entry]) }))[0]?.status).toBe(
      'accepted',
    )
    expect((await firm.stored(made))?.archived).toBe(true)
  })
})
