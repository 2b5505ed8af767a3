import { describe, expect, it } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import { freelyAtOnce } from '../../../shared/permissions/bulkEdit.ts'
import { testDesks } from '../testing/testDesks.ts'
import type { TestWorkspace, TestWorkspaceOptions } from '../testing/testWorkspace.ts'
import { lastOperations } from './operations.ts'
import { pasteRecords } from './paste.ts'
import { undoMany } from './turns.ts'

const open = testDesks()
const desk = (options: TestWorkspaceOptions = {}) => open({ abilities: ['bulkEdit'], ...options })
const lead = { name: 'Ayşe Işık', phone: '+905321234567', status: 'new', source: 'google' }
const owned = (of: TestWorkspace, values = {}) => of.make('lead', { ...lead, owner: of.viewer.user, ...values })
const nameOf = ({ work }: TestWorkspace, id: string) => work.shown({ kind: 'lead', id })?.values['name']
const named = (id: string, value: string, base = lead.name) => ({ kind: 'lead', id, set: { name: { base, value } } })

describe('a pasted block', () => {
  it('is one operation, whatever its size, that is taken back as one', async () => {
    const of = await desk()
    const ids = Array.from({ length: 120 }, () => owned(of))
    const changes = ids.map((id, at) => named(id, `Kişi ${at}`))
    const { operation = '', refused } = await pasteRecords(of.work, { label: 'paste', write: 'all', changes })
    expect(refused).toEqual([])
    expect(ids.map(id => nameOf(of, id))).toEqual(ids.map((_, at) => `Kişi ${at}`))
    expect(lastOperations(of.work, 1)).toMatchObject([{ operation, label: 'paste', state: 'waiting' }])
    await undoMany(of.work, operation)
    expect(new Set(ids.map(id => nameOf(of, id)))).toEqual(new Set([lead.name]))
  })

  it('is written as a whole or not at all, and says what may not be written', async () => {
    const of = await desk({ kinds: { lead: { see: 'all', edit: 'own' } } })
    const [mine, theirs, gone] = [owned(of), of.make('lead', { ...lead, owner: uuidv7() }), uuidv7()]
    const bad = owned(of)
    const changes = [
      named(mine, 'A'),
      named(theirs, 'B'),
      { kind: 'lead', id: bad, set: { phone: { base: lead.phone, value: 'yok' } } },
      named(gone, 'C'),
    ]
    const entries = () => of.work.outbox.last(100).length
    const before = entries()
    expect((await pasteRecords(of.work, { label: 'paste', write: 'none', changes })).refused).toHaveLength(3)
    const all = await pasteRecords(of.work, { label: 'paste', write: 'all', changes })
    expect(all.operation).toBeUndefined()
    expect(all.refused).toMatchObject([
      { id: theirs, error: { code: 'permission.denied' } },
      { id: bad, error: { code: 'record.invalid', fields: { phone: { reason: 'badPhone' } } } },
      { id: gone, error: { code: 'record.notFound' } },
    ])
    expect(entries()).toBe(before)
    const some = await pasteRecords(of.work, { label: 'paste', write: 'possible', changes })
    expect(some.refused).toEqual(all.refused)
    expect(some.operation).toBeDefined()
    expect([nameOf(of, mine), nameOf(of, theirs)]).toEqual(['A', lead.name])
  })

  it('asks for the right to edit in bulk where it changes many records', async () => {
    const of = await desk({ abilities: [] })
    const ids = Array.from({ length: freelyAtOnce + 1 }, () => owned(of))
    const paste = (some: string[]) =>
      pasteRecords(of.work, { label: 'paste', write: 'possible', changes: some.map(id => named(id, 'A')) })
    await expect(paste(ids)).rejects.toThrow('permission.denied')
    expect(ids.map(id => nameOf(of, id))).toEqual(ids.map(() => lead.name))
    await paste(ids.slice(1))
    expect(nameOf(of, ids[1] ?? '')).toBe('A')
  })

  it('counts no favourites for it, which are their own person’s: as many as there are may be put in order', async () => {
    const of = await desk({ abilities: [] })
    const ids = Array.from({ length: freelyAtOnce + 1 }, (_, position) =>
      of.make('favourite', { owner: of.viewer.user, position }),
    )
    const changes = ids.map((id, at) => ({
      kind: 'favourite',
      id,
      set: { position: { base: at, value: (at + 1) % ids.length } },
    }))
    const leads = Array.from({ length: freelyAtOnce + 1 }, () => owned(of))
    const all = { label: 'orderFavourites', write: 'all' } as const
    const mixed = [...changes, ...leads.map(id => named(id, 'A'))]
    await expect(pasteRecords(of.work, { ...all, changes: mixed })).rejects.toThrow('permission.denied')
    expect(await pasteRecords(of.work, { ...all, changes })).toMatchObject({
      refused: [],
      operation: expect.any(String),
    })
    expect(ids.map(id => of.work.shown({ kind: 'favourite', id })?.values['position'])).toEqual(
      ids.map((_, at) => (at + 1) % ids.length),
    )
  })

  it('writes nothing where nothing changes, and asks for what a choice requires', async () => {
    const of = await desk()
    const id = owned(of)
    const same = await pasteRecords(of.work, { label: 'paste', write: 'all', changes: [named(id, lead.name)] })
    expect(same).toEqual({ refused: [] })
    const lost = { kind: 'lead', id, set: { status: { base: 'new', value: 'lost' } } }
    expect(await pasteRecords(of.work, { label: 'paste', write: 'all', changes: [lost] })).toMatchObject({
      refused: [{ error: { fields: { lostReason: { reason: 'required' } } } }],
    })
  })

  it('takes an address for seen that a list has shown on one line', async () => {
    const of = await desk()
    const address = { line: 'Gül Sok.\nNo: 3', province: '34' }
    const id = owned(of, { address })
    const seen = { province: '34', line: 'Gül Sok. No: 3' }
    const set = { address: { base: seen, value: { province: '06' } } }
    await pasteRecords(of.work, { label: 'paste', write: 'all', changes: [{ kind: 'lead', id, set }] })
    expect(of.work.outbox.last(1)[0]?.entry.patches[0]?.set['address']?.base).toEqual(address)
  })
})
