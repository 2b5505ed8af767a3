import { describe, expect, it, vi } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import { lead, others, owned, save } from '../testing/leads.ts'
import { testDesks } from '../testing/testDesks.ts'
import type { TestWorkspace } from '../testing/testWorkspace.ts'
import { settleClash, settleMany, shownClashes } from './clashes.ts'
import { lastOperations } from './operations.ts'
import { shownRecord } from './records.ts'
import { mendRefused, refusedItems } from './refused.ts'
import { undoMany } from './turns.ts'

const desk = testDesks()

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

  it('does not name a record that has gone out of sight', async () => {
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
    expect(refusedItems(of.work)).toMatchObject([{ entry, titles: [''] }])
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
