import { describe, expect, it, vi } from 'vitest'
import { isInstant } from '../../../shared/dates.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import type { FieldChange } from '../../../shared/record.ts'
import { plainToRichText } from '../../../shared/richText.ts'
import { testDesks } from '../testing/testDesks.ts'
import type { TestWorkspace } from '../testing/testWorkspace.ts'
import type { Workspace } from '../workspace.ts'
import { changeMany, previewBulk } from './bulk.ts'
import { settleClash, settleMany, shownClashes } from './clashes.ts'
import { runCommand } from './commands.ts'
import { recordHistory } from './history.ts'
import { lastOperations } from './operations.ts'
import { pasteRecords } from './paste.ts'
import { shownRecord } from './records.ts'
import { mendRefused, refusedItems } from './refused.ts'
import { undoMany, undoOperation } from './turns.ts'
import { changeRecords, saveRecord } from './write.ts'

const desk = testDesks()
const lead = { name: 'Ayşe Işık', phone: '+905321234567', status: 'new', source: 'google' }
const form = Object.fromEntries(Object.entries(lead).map(([name, value]) => [name, { value }]))
const save = ({ work }: TestWorkspace, kind: string, id: string, set: Record<string, FieldChange>, create = false) =>
  saveRecord(work, { kind, id, create, set })
const owned = (of: TestWorkspace, values = {}) => of.make('lead', { ...lead, owner: of.viewer.user, ...values })
const others = { lead: { see: 'all', edit: 'own', create: 'own', archive: 'own' } } as const

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

describe('a clash', () => {
  /** Changes are told after the commit. */
  const microtasks = () => new Promise<void>(resolve => setImmediate(resolve))
  const clashOf = (of: TestWorkspace, record: string, mine: string, theirs: string) =>
    of.make('clash', { owner: of.viewer.user, recordKind: 'lead', record, field: 'name', mine, theirs, state: 'open' })
  const shown = (of: TestWorkspace, id: string) => of.work.shown({ kind: 'lead', id })?.values['name']

  it('swaps either way as often as wanted, also before the server has answered', async () => {
    const of = await desk()
    const id = owned(of, { name: 'Theirs' })
    const clash = clashOf(of, id, 'Mine', 'Theirs')
    for (const [take, stands] of [
      ['mine', 'Mine'],
      ['theirs', 'Theirs'],
      ['mine', 'Mine'],
    ] as const) {
      settleClash(of.work, clash, take)
      expect(shown(of, id)).toBe(stands)
      expect(of.work.outbox.last(1)[0]?.entry).toMatchObject({ settles: clash, patches: [{ id }] })
    }
    settleClash(of.work, clash, 'mine')
    expect(of.work.outbox.last(1)[0]?.entry.patches).toEqual([])
  })

  it('is settled anew, by what stands then, when its settling is taken back', async () => {
    const of = await desk()
    const id = owned(of, { name: 'Theirs' })
    const clash = clashOf(of, id, 'Mine', 'Theirs')
    const { operation } = settleClash(of.work, clash, 'mine')
    await undoMany(of.work, operation)
    expect(shown(of, id)).toBe('Theirs')
    expect(of.work.outbox.last(1)[0]?.entry).toMatchObject({ undoes: operation, settles: clash, patches: [{ id }] })
  })

  it('of somebody else is nowhere shown as one’s own, to an administrator neither', async () => {
    const of = await desk({ role: 'admin', abilities: ['admin'] })
    const id = owned(of, { name: 'Theirs' })
    const mine = clashOf(of, id, 'Mine', 'Theirs')
    const values = { recordKind: 'lead', record: id, field: 'name', mine: 'Else', theirs: 'Theirs', state: 'open' }
    of.make('clash', { ...values, owner: uuidv7() })
    await microtasks()
    expect(shownClashes(of.work).map(clash => clash.id)).toEqual([mine])
    expect(of.work.sync.state().clashes).toBe(1)
    expect(shownRecord(of.work, { kind: 'lead', id })?.clashes).toEqual([mine])
  })

  it('says by both values what stands in the record now, and a third one by neither', async () => {
    const of = await desk()
    const id = owned(of, { name: 'Theirs' })
    const clash = clashOf(of, id, 'Mine', 'Theirs')
    const told = () => shownClashes(of.work)[0]
    expect(told()).toMatchObject({ standing: 'theirs', stands: 'Theirs', isOpen: true })
    save(of, 'lead', id, { name: { base: 'Theirs', value: 'Third' } })
    expect(told()).toMatchObject({ standing: 'third', stands: 'Third', isOpen: true })
    expect(of.work.outbox.last(1)[0]?.entry.settles).toBeUndefined()
    settleClash(of.work, clash, 'mine')
    expect(told()).toMatchObject({ standing: 'mine', stands: 'Mine', isOpen: false })
  })

  it('is settled by its author’s own hand, and is over at once', async () => {
    const of = await desk()
    const id = owned(of, { name: 'Theirs' })
    const clash = clashOf(of, id, 'Mine', 'Theirs')
    await microtasks()
    expect(of.work.sync.state().clashes).toBe(1)
    save(of, 'lead', id, { name: { base: 'Theirs', value: 'Mine' } })
    await microtasks()
    expect(shownClashes(of.work)).toMatchObject([{ id: clash, standing: 'mine', isOpen: false }])
    expect(of.work.sync.state().clashes).toBe(0)
    expect(of.work.outbox.last(1)[0]?.entry).toMatchObject({ label: 'edit', settles: clash, patches: [{ id }] })
  })

  it('is one of several that one form may settle; each rests on what the form wrote', async () => {
    const of = await desk()
    const id = owned(of, { name: 'Theirs' })
    const values = { owner: of.viewer.user, recordKind: 'lead', record: id, state: 'open' }
    const first = of.make('clash', { ...values, field: 'name', mine: 'Mine', theirs: 'Theirs' })
    const second = of.make('clash', { ...values, field: 'source', mine: 'fair', theirs: 'google' })
    await microtasks()
    save(of, 'lead', id, { name: { base: 'Theirs', value: 'Mine' }, source: { base: 'google', value: 'fair' } })
    const [later, form] = of.work.outbox.last(2).map(({ entry }) => entry)
    expect([form?.settles, later?.settles].sort()).toEqual([first, second].sort())
    expect(later).toMatchObject({ operation: form?.operation, after: [form?.id], patches: [] })
  })

  it('leaves what somebody has written since', async () => {
    const of = await desk()
    const id = owned(of, { name: 'Third' })
    settleClash(of.work, clashOf(of, id, 'Mine', 'Theirs'), 'theirs')
    expect(shown(of, id)).toBe('Third')
  })

  it('is told as settled with others of which the last may not be', async () => {
    const of = await desk()
    const id = owned(of, { name: 'Theirs' })
    const clash = clashOf(of, id, 'Mine', 'Theirs')
    await microtasks()
    const told: number[] = []
    of.work.sync.onState(({ clashes }) => told.push(clashes))
    expect(settleMany(of.work, [clash, uuidv7()], 'mine')).toMatchObject({ settled: 1, left: 1 })
    await vi.waitFor(() => expect(told.at(-1)).toBe(0))
    expect(shown(of, id)).toBe('Mine')
  })

  it('is not settled with a value that its owner may no longer write', async () => {
    const of = await desk({ kinds: others })
    const id = of.make('lead', { ...lead, owner: uuidv7() })
    const clash = clashOf(of, id, 'Mine', lead.name)
    expect(() => settleClash(of.work, clash, 'mine')).toThrow('permission.denied')
    expect(() => settleClash(of.work, uuidv7(), 'mine')).toThrow('record.notFound')
  })
})

describe('what was refused', () => {
  it('is sent again with what was mended, on what stands now', async () => {
    const of = await desk()
    const id = owned(of, { email: 'a@b.co' })
    save(of, 'lead', id, { name: { base: lead.name, value: 'B' } })
    const entry = of.refuse({ code: 'record.invalid', fields: { email: { reason: 'badValue' } } })
    expect(refusedItems(of.work)).toMatchObject([{ entry, titles: ['B'], error: { code: 'record.invalid' } }])
    expect(() => mendRefused(of.work, entry, { email: 'no' })).toThrow('record.invalid')
    mendRefused(of.work, entry, { email: 'c@d.co' })
    expect(of.work.outbox.last(1)[0]?.entry.patches[0]?.set).toEqual({
      name: { base: lead.name, value: 'B' },
      email: { base: 'a@b.co', value: 'c@d.co' },
    })
    expect(refusedItems(of.work)).toEqual([])
    expect(lastOperations(of.work, 1)).toMatchObject([{ label: 'edit', state: 'waiting' }])
  })

  it('is called as its record was when it was written, once that is out of sight', async () => {
    const of = await desk()
    const { rows } = of.work.outbox
    const id = owned(of)
    const [made] = of.work.outbox.last(1)
    if (!made) throw new Error('nothing was made')
    save(of, 'lead', id, { phone: { base: lead.phone, value: '+905321112233' } })
    const entry = of.refuse({ code: 'record.notFound' })
    rows.setState(made, 'refused')
    of.work.refused.discard(made.entry.id)
    expect(of.work.shown({ kind: 'lead', id })).toBeUndefined()
    expect(refusedItems(of.work)).toMatchObject([{ entry, titles: [lead.name] }])
    mendRefused(of.work, entry, {})
    of.refuse({ code: 'record.notFound' })
    expect(refusedItems(of.work)).toMatchObject([{ titles: [lead.name] }])
  })

  it('is mended in the record that was wrong, not in its neighbours', async () => {
    const of = await desk()
    const [a, b] = [owned(of), owned(of)]
    const set = { name: { base: lead.name, value: 'B' } }
    of.work.act({ label: 'edit', patches: [a, b].map(id => ({ kind: 'lead', id, set })) })
    const entry = of.refuse({ code: 'record.invalid', params: { kind: 'lead', id: b } })
    mendRefused(of.work, entry, { name: 'C' })
    const names = [a, b].map(id => of.work.shown({ kind: 'lead', id })?.values['name'])
    expect(names).toEqual(['B', 'C'])
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
