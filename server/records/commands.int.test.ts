import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Command } from '../../shared/command.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { inverseOf } from '../../shared/sync/undo.ts'
import { changed, created, office } from './testing/office.ts'
import { code, customer, newLead, salesOffice } from './testing/salesOffice.ts'

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
    const id = uuidv7()
    const values = { taxNumber: '4540536920', sector: 'food' }
    const command = { name: 'convertLead', arguments: { lead: key.id, customer: id, values } }
    const entry = ayse.entry({ label: 'convertLead', command, patches: [] })
    expect(await firm.writer.submit(ayse.author, [entry])).toMatchObject([{ status: 'accepted' }])
    expect((await firm.stored(key))?.values).toMatchObject({ status: 'converted', convertedTo: id })
    expect((await firm.stored(key))?.stubs).toEqual({ convertedTo: { kind: 'customer', title: 'Öz Gıda' } })
    expect((await firm.stored({ kind: 'contact', id: contact }))?.parent).toEqual({ kind: 'customer', id })
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
    expect(log).toHaveLength(3)
    const back = [
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
