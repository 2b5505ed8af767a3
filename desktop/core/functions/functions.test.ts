import { describe, expect, it } from 'vitest'
import { isInstant } from '../../../shared/dates.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import type { FieldChange } from '../../../shared/record.ts'
import { plainToRichText } from '../../../shared/richText.ts'
import { lead, others, owned, save } from '../testing/leads.ts'
import { testDesks } from '../testing/testDesks.ts'
import type { Workspace } from '../workspace.ts'
import { changeMany, previewBulk } from './bulk.ts'
import { runCommand } from './commands.ts'
import { recordHistory } from './history.ts'
import { lastOperations } from './operations.ts'
import { pasteRecords } from './paste.ts'
import { undoMany, undoOperation } from './turns.ts'
import { changeRecords, saveRecord } from './write.ts'

const desk = testDesks()
const form = Object.fromEntries(Object.entries(lead).map(([name, value]) => [name, { value }]))

describe('saving', () => {
  it('gives a new record to its maker, in the form that the server stores', async () => {
    const of = await desk()
    const id = uuidv7()
    save(of, 'lead', id, { ...form, name: { value: ' Ayşe Işık ' }, phone: { value: '0532 123 45 67' } }, true)
    expect(of.work.shown({ kind: 'lead', id })).toMatchObject({ owner: of.viewer.user, values: lead })
    expect(of.work.outbox.last(1)[0]?.entry.patches[0]?.set).toEqual({
      ...form,
      owner: { value: of.viewer.user },
    })
  })

  it('says at the form what the server would say hours later', async () => {
    const of = await desk({ kinds: others })
    const [mine, theirs] = [owned(of), of.make('lead', { ...lead, owner: uuidv7() })]
    const edit = (id: string, field: string, change: FieldChange) => () => save(of, 'lead', id, { [field]: change })
    expect(edit(mine, 'name', { base: lead.name, value: 'B' })).not.toThrow()
    expect(edit(theirs, 'name', { base: lead.name, value: 'B' })).toThrow('permission.denied')
    // Given away, it would be out of the giver's reach.
    expect(edit(mine, 'owner', { base: of.viewer.user, value: uuidv7() })).toThrow('permission.denied')
    expect(edit(mine, 'team', { value: uuidv7() })).toThrow('permission.denied')
    expect(edit(mine, 'parent', { value: { kind: 'lead', id: theirs } })).toThrow('record.invalid')
    expect(edit(mine, 'convertedTo', { value: uuidv7() })).toThrow('permission.denied')
    expect(edit(mine, 'phone', { base: lead.phone })).toThrow('record.invalid')
    expect(edit(uuidv7(), 'name', { value: 'B' })).toThrow('record.notFound')
    expect(() => save(of, 'lead', uuidv7(), { ...form, owner: { value: uuidv7() } }, true)).toThrow('permission.denied')
    expect(() => save(of, 'clash', uuidv7(), {}, true)).toThrow('permission.denied')
  })

  it('leaves a choice that a command brings to it, by form, by cell and in bulk', async () => {
    const of = await desk({ abilities: ['bulkEdit'] })
    const [open, became] = [owned(of), owned(of)]
    const customer = uuidv7()
    const given = { lead: became, customer, values: { type: 'individual' } }
    const { operation } = runCommand(of.work, 'convertLead', given)
    const status = (id: string, base: string, value: string) => [{ kind: 'lead', id, set: { status: { base, value } } }]
    const byHand = { status: { reason: 'broughtBy.convertLead' } }
    const back = { status: { reason: 'takenBack.convertLead' } }
    expect(() => save(of, 'lead', open, { status: { base: 'new', value: 'converted' } })).toThrow(
      expect.objectContaining({ code: 'record.invalid', fields: byHand }),
    )
    const pasted = await pasteRecords(of.work, {
      label: 'paste',
      write: 'all',
      changes: [...status(open, 'new', 'converted'), ...status(became, 'converted', 'contacted')],
    })
    expect(pasted.refused).toMatchObject([{ error: { fields: byHand } }, { error: { fields: back } }])
    const keys = [open, became].map(id => ({ kind: 'lead', id }))
    expect(await previewBulk(of.work, { label: 'edit', of: { keys }, set: { status: 'contacted' } })).toMatchObject({
      change: 1,
      left: [{ count: 1, error: { fields: back } }],
    })
    undoOperation(of.work, operation)
    expect(of.work.shown({ kind: 'lead', id: became })?.values).toMatchObject({ status: 'new' })
    expect(of.work.shown({ kind: 'lead', id: became })?.values).not.toHaveProperty('convertedTo')
  })

  it('leaves the words of a comment to its author, by form, in bulk and when something is taken back', async () => {
    const of = await desk({ role: 'admin', abilities: ['admin', 'bulkEdit'] })
    const parent = { kind: 'lead', id: owned(of) }
    const mine = of.make('comment', { parent, body: plainToRichText('Aradım') })
    const theirs = of.make('comment', { parent, body: plainToRichText('Ben de') })
    const shown: Workspace['shown'] = key => {
      const found = of.work.shown(key)
      return found && key.id === theirs ? { ...found, createdBy: uuidv7() } : found
    }
    const work = { ...of.work, shown }
    const set = { body: { value: plainToRichText('Aramadım') } }
    const reword = (id: string) => () => saveRecord(work, { kind: 'comment', id, create: false, set })
    expect(reword(mine)).not.toThrow()
    const refusal = { code: 'permission.denied', params: { reason: 'authorOnly' } }
    expect(reword(theirs)).toThrow(expect.objectContaining(refusal))
    const all = {
      label: 'edit',
      keys: [mine, theirs].map(id => ({ kind: 'comment', id })),
      set: { mentions: [uuidv7()] },
    }
    expect(() => changeRecords(work, all)).toThrow(expect.objectContaining(refusal))
    expect(await previewBulk(work, { label: 'edit', of: { keys: all.keys }, set: all.set })).toMatchObject({
      change: 1,
      left: [{ count: 1, error: refusal }],
    })
    changeRecords(work, { label: 'archive', keys: all.keys, set: { archived: true } })
    expect(of.work.shown({ kind: 'comment', id: theirs })?.archived).toBe(true)
  })

  it('says when a task was done whichever way it was, and takes that back with the rest', async () => {
    const of = await desk({ role: 'admin', abilities: ['bulkEdit'] })
    const id = of.make('task', { subject: 'Ara', state: 'open', owner: of.viewer.user })
    const key = { kind: 'task', id }
    const doneAt = () => of.work.shown(key)?.values['doneAt']
    const set = (base: string, value: string) => ({ state: { base, value } })
    const ways = [
      () => save(of, 'task', id, set('open', 'done')).operation,
      () => changeRecords(of.work, { label: 'edit', keys: [key], set: { state: 'done' } }).operation,
      async () =>
        (await pasteRecords(of.work, { label: 'edit', write: 'all', changes: [{ ...key, set: set('open', 'done') }] }))
          .operation,
    ]
    for (const tick of ways) {
      const operation = (await tick()) ?? ''
      const when = doneAt()
      expect(when).toEqual(of.work.outbox.last(1)[0]?.entry.patches[0]?.set['doneAt']?.value)
      expect(isInstant(String(when))).toBe(true)
      const back = save(of, 'task', id, set('done', 'open')).operation
      expect(doneAt()).toBeUndefined()
      undoOperation(of.work, back)
      expect(doneAt()).toBe(when)
      undoOperation(of.work, operation)
      expect([doneAt(), of.work.shown(key)?.values['state']]).toEqual([undefined, 'open'])
    }
    expect(() => save(of, 'task', id, { doneAt: { value: '2026-01-01T00:00:00.000Z' } })).toThrow('permission.denied')
  })

  it('asks no right for a field that a form gives back as it was', async () => {
    const of = await desk({ kinds: { lead: { fields: { sector: 'readOnly' } } } })
    const address = { line: 'Gül Sok. 3', province: '34' }
    const id = owned(of, { address })
    save(of, 'lead', id, {
      address: { base: { province: '34', line: 'Gül Sok. 3' }, value: address },
      sector: {},
      name: { base: lead.name, value: 'Yeni' },
    })
    expect(Object.keys(of.work.outbox.last(1)[0]?.entry.patches[0]?.set ?? {})).toEqual(['name'])
  })

  it('does not miss what is only hidden from the writer', async () => {
    const of = await desk({ kinds: { lead: { fields: { phone: 'hidden', email: 'hidden' } } } })
    const id = owned(of)
    save(of, 'lead', id, { name: { base: lead.name, value: 'Yeni' } })
    expect(of.work.shown({ kind: 'lead', id })?.values['name']).toBe('Yeni')
  })

  it('gives a dependent record the key of its parent, which must be there', async () => {
    const of = await desk()
    const parent = { kind: 'lead', id: owned(of) }
    const note = (given: object) =>
      save(of, 'note', uuidv7(), { body: { value: plainToRichText('Aradım') }, parent: { value: given } }, true)
    expect(() => note({ kind: 'lead', id: uuidv7() })).toThrow('record.invalid')
    note(parent)
    expect(of.work.childrenOf(parent)).toMatchObject([{ owner: of.viewer.user }])
  })

  it('finds what goes along with a record: what hangs on it and tasks about it, and nobody’s favourites', async () => {
    const of = await desk()
    const parent = { kind: 'lead', id: owned(of) }
    const make = (kind: string, set: Record<string, unknown>) =>
      save(of, kind, uuidv7(), Object.fromEntries(Object.entries(set).map(([name, value]) => [name, { value }])), true)
    make('note', { body: plainToRichText('Aradım'), parent })
    make('task', { subject: 'Ara', state: 'open', owner: of.viewer.user, parent })
    make('favourite', { position: 1, owner: of.viewer.user, parent })
    expect(of.work.childrenOf(parent).map(({ kind }) => kind)).toEqual(['task', 'note'])
  })
})

describe('changing many', () => {
  it('is one operation that can be taken back, and leaves out what does not change', async () => {
    const of = await desk({ abilities: ['bulkEdit'] })
    const ids = Array.from({ length: 450 }, () => uuidv7())
    const set = { ...form, owner: { value: of.viewer.user } }
    of.work.act({ label: 'create', patches: ids.map(id => ({ kind: 'lead', id, create: true, set })) })
    const [tag, old] = [uuidv7(), uuidv7()]
    of.work.act({ label: 'edit', patches: [{ kind: 'lead', id: ids[0] ?? '', set: { tags: { value: [tag, old] } } }] })
    const keys = ids.map(id => ({ kind: 'lead', id }))
    const { operation } = await changeMany(of.work, { label: 'tag', keys, add: { tags: [tag] } })
    const sizes = of.work.outbox.operation(operation).map(({ entry }) => entry.patches.length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(449)
    expect(lastOperations(of.work, 2)).toMatchObject([{ operation, state: 'waiting', count: 449 }, { label: 'edit' }])
    await undoMany(of.work, operation)
    const tags = ids.map(id => of.work.shown({ kind: 'lead', id })?.values['tags'])
    expect([tags[0], tags[1], tags[449]]).toEqual([[tag, old], undefined, undefined])
    expect(lastOperations(of.work, 2)).toMatchObject([{ operation, state: 'undone', kept: 0 }, { label: 'edit' }])
    expect(() => undoOperation(of.work, operation)).toThrow('command.refused')
  })

  it('goes on with an undo that a crash broke off', async () => {
    const of = await desk()
    const ids = [owned(of), owned(of)]
    const keys = ids.map(id => ({ kind: 'lead', id }))
    const { operation } = changeRecords(of.work, { label: 'archive', keys, set: { archived: true } })
    const set = { archived: { base: true, value: false } }
    of.work.act({ label: 'undo', undoes: operation, patches: [{ kind: 'lead', id: ids[0] ?? '', set }] })
    await undoMany(of.work, operation)
    expect(of.work.outbox.last(1)[0]?.entry.patches).toMatchObject([{ id: ids[1] }])
    await expect(undoMany(of.work, operation)).rejects.toThrow('command.refused')
  })

  it('writes nothing where one of them may not be written', async () => {
    const of = await desk({ kinds: others })
    const keys = [owned(of), of.make('lead', { ...lead, owner: uuidv7() })].map(id => ({ kind: 'lead', id }))
    const before = of.work.outbox.last(10).length
    expect(() => changeRecords(of.work, { label: 'archive', keys, set: { archived: true } })).toThrow(
      'permission.denied',
    )
    expect(of.work.outbox.last(10)).toHaveLength(before)
  })
})

describe('taking back', () => {
  it('archives a record that was made offline and never sent', async () => {
    const of = await desk()
    const id = uuidv7()
    const { operation } = save(of, 'lead', id, form, true)
    undoOperation(of.work, operation)
    expect(of.work.shown({ kind: 'lead', id })?.archived).toBe(true)
    const [undo, made] = of.work.outbox.last(2)
    expect(undo?.entry).toMatchObject({ undoes: operation, after: [made?.entry.id] })
  })

  it('can be tried again when the server refused it', async () => {
    const of = await desk()
    const id = owned(of)
    const { operation } = save(of, 'lead', id, { name: { base: lead.name, value: 'B' } })
    undoOperation(of.work, operation)
    const refused = of.refuse({ code: 'permission.denied' })
    expect(lastOperations(of.work, 1)).toMatchObject([{ state: 'waiting', turn: 'refused' }])
    of.work.refused.discard(refused)
    expect(lastOperations(of.work, 1)).toMatchObject([{ state: 'waiting' }])
    undoOperation(of.work, operation)
    expect(of.work.shown({ kind: 'lead', id })?.values['name']).toBe(lead.name)
  })

  it('takes back a command with all that it moved', async () => {
    const of = await desk()
    const [id, customer] = [owned(of), uuidv7()]
    const note = of.make('note', { body: plainToRichText('x'), parent: { kind: 'lead', id } })
    const { operation } = runCommand(of.work, 'convertLead', {
      lead: id,
      customer,
      values: { firstName: 'Ayşe', lastName: 'Işık' },
    })
    expect(of.work.shown({ kind: 'note', id: note })?.parent).toEqual({ kind: 'customer', id: customer })
    undoOperation(of.work, operation)
    expect(of.work.shown({ kind: 'note', id: note })?.parent).toEqual({ kind: 'lead', id })
    expect(of.work.shown({ kind: 'customer', id: customer })?.archived).toBe(true)
  })
})

describe('a command', () => {
  it('says at once what its result lacks or what its caller may not write', async () => {
    const of = await desk({ kinds: { customer: { create: 'none' } } })
    const run = (values: object) => () =>
      runCommand(of.work, 'convertLead', { lead: owned(of), customer: uuidv7(), values })
    expect(run({ phone: 'no phone' })).toThrow('record.invalid')
    expect(run({ lastName: 'Işık' })).toThrow('permission.denied')
    expect(() => runCommand(of.work, 'constructor', {})).toThrow('input.invalid')
  })
})

describe('history offline', () => {
  it('shows own open changes, the newest first, and nothing of what is not to be seen', async () => {
    const of = await desk({ kinds: { lead: { see: 'own', fields: { sector: 'hidden' } } } })
    const id = owned(of)
    save(of, 'lead', id, { name: { base: lead.name, value: 'B' } })
    const key = `lead:${id}`
    const row = { operation: uuidv7(), label: 'edit', at: '', user: '', device: '', waiting: false }
    of.work.device.put('history', key, { rows: [{ ...row, changes: [{ field: 'sector', new: 'x' }] }], until: 'then' })
    const { rows, until, more } = await recordHistory(of.work, { kind: 'lead', id, limit: 20 })
    expect(rows.map(({ label, waiting }) => [label, waiting])).toEqual([
      ['edit', true],
      ['create', true],
      ['edit', false],
    ])
    expect([rows.at(-1)?.changes, until, more]).toEqual([[], 'then', false])
    const foreign = of.make('lead', { ...lead, owner: uuidv7() })
    of.work.device.put('history', `lead:${foreign}`, { rows: [row], until: 'then' })
    await expect(recordHistory(of.work, { kind: 'lead', id: foreign, limit: 20 })).rejects.toThrow('record.notFound')
    expect(of.work.device.get('history', `lead:${foreign}`)).toBeUndefined()
  })
})
