import { describe, expect, it } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import { plainToRichText } from '../../../shared/richText.ts'
import { addRecords } from '../functions/addRecords.ts'
import { testDesks } from '../testing/testDesks.ts'
import type { TestWorkspace } from '../testing/testWorkspace.ts'
import { colleaguesOf } from './colleagues.ts'
import { recordDetail } from './recordDetail.ts'
import { timeline } from './timeline.ts'

const desk = testDesks()
const lead = { name: 'Ayşe Işık', phone: '+905321234567', status: 'new', source: 'google' }
const owned = (of: TestWorkspace) => ({ kind: 'lead', id: of.make('lead', { ...lead, owner: of.viewer.user }) })
const note = (text: string) => ({ body: plainToRichText(text) })
const day = (n: number) => `2026-03-${String(n).padStart(2, '0')}T08:00:00.000Z`

describe('a timeline', () => {
  it('tells what hangs on a record, what hangs on that, and its own changes, newest first and without a server', async () => {
    const of = await desk()
    const key = owned(of)
    const call = of.make('activity', { type: 'call', at: day(3), subject: 'Aradım', parent: key })
    of.make('activity', { type: 'visit', at: day(7), subject: 'Ziyaret', parent: key })
    of.make('comment', { ...note('İyi iş'), parent: { kind: 'activity', id: call } })
    of.make('task', { subject: 'Teklif', state: 'done', doneAt: day(9), owner: of.viewer.user, parent: key })
    of.work.act({ label: 'edit', patches: [{ ...key, set: { status: { base: 'new', value: 'contacted' } } }] })
    of.work.act({ label: 'edit', patches: [{ ...key, set: { position: { value: 'Müdür' } } }] })
    const { items, next } = await timeline(of.work, { ...key, limit: 50 })
    expect(next).toBeUndefined()
    const told = items.map(({ sort, moment, title }) => [sort, moment, title])
    // What was done now in this test's own order; what has a time of its own by that.
    expect(told.slice(-3)).toEqual([
      ['task', 'doneAt', 'Teklif'],
      ['activity', 'at', 'Ziyaret'],
      ['activity', 'at', 'Aradım'],
    ])
    expect(new Set(told.slice(0, -3).map(([sort]) => sort))).toEqual(new Set(['state', 'edit', 'comment', 'task']))
    expect(items.find(({ sort }) => sort === 'comment')?.under).toMatchObject({ kind: 'activity', title: 'Aradım' })
    const times = items.map(({ at }) => Date.parse(at))
    expect(times).toEqual([...times].sort((a, b) => b - a))
  })

  it('comes in pages that neither repeat nor leave out anything, also where many things happened at one time', async () => {
    const of = await desk()
    const key = owned(of)
    const ids = Array.from({ length: 57 }, (_, i) =>
      of.make('activity', { type: 'call', at: day(1 + Math.floor(i / 20)), subject: `${i}`, parent: key }),
    )
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await timeline(of.work, { ...key, sorts: ['activity'], limit: 8, ...(after ? { after } : {}) })
      seen.push(...page.items.map(({ id }) => id))
      after = page.next
    } while (after)
    expect(seen.length).toBe(57)
    expect(new Set(seen)).toEqual(new Set(ids))
  })

  it('shows only the sorts that are asked for', async () => {
    const of = await desk()
    const key = owned(of)
    of.make('note', { ...note('Not'), parent: key })
    of.work.act({ label: 'edit', patches: [{ ...key, set: { position: { value: 'Müdür' } } }] })
    const sorts = async (...asked: string[]) =>
      (await timeline(of.work, { ...key, sorts: asked, limit: 50 })).items.map(({ sort }) => sort)
    expect(await sorts('note')).toEqual(['note'])
    expect(await sorts('state')).toEqual(['state'])
    expect(await sorts('edit', 'note')).toHaveLength(2)
  })

  it('says nothing of records that its viewer may not see', async () => {
    const of = await desk({ kinds: { note: { see: 'none' }, task: { see: 'own' } } })
    const key = owned(of)
    of.make('note', { ...note('Gizli'), parent: key })
    of.make('task', { subject: 'Onun', state: 'open', owner: uuidv7(), parent: key })
    of.make('task', { subject: 'Benim', state: 'open', owner: of.viewer.user, parent: key })
    const { items } = await timeline(of.work, { ...key, limit: 50 })
    expect(items.map(({ title }) => title)).toEqual(['Benim', 'Ayşe Işık'])
    expect(recordDetail(of.work, key)?.counts).toMatchObject({ task: 1 })
    expect(recordDetail(of.work, key)?.counts['note']).toBeUndefined()
    const theirs = { kind: 'lead', id: of.make('lead', { ...lead, owner: uuidv7() }) }
    expect(recordDetail(of.work, theirs)).toBeNull()
    await expect(timeline(of.work, { ...theirs, limit: 50 })).rejects.toThrow('record.notFound')
  })
})

describe('a detail', () => {
  it('comes in one answer with what hangs on it counted and named', async () => {
    const of = await desk()
    const customer = {
      kind: 'customer',
      id: of.make('customer', { companyName: 'Işık A.Ş.', status: 'active', owner: of.viewer.user }),
    }
    of.make('contact', { firstName: 'Ali', parent: customer })
    const gone = of.make('contact', { firstName: 'Veli', parent: customer })
    of.work.act({ label: 'archive', patches: [{ kind: 'contact', id: gone, set: { archived: { value: true } } }] })
    const detail = recordDetail(of.work, customer)
    expect(detail?.record.title).toBe('Işık A.Ş.')
    expect(detail?.counts).toMatchObject({ contact: 1, note: 0 })
    const contact = of.work.childrenOf(customer).find(({ kind, archived }) => kind === 'contact' && !archived)
    expect(recordDetail(of.work, { kind: 'contact', id: contact?.id ?? '' })?.titles).toEqual([
      { ...customer, title: 'Işık A.Ş.' },
    ])
  })
})

describe('adding several records', () => {
  it('is one operation, and nothing is made where one of them may not be', async () => {
    const of = await desk()
    const key = owned(of)
    const [call, task] = [uuidv7(), uuidv7()]
    const set = (values: object) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
    const activity = { kind: 'activity', id: call, set: set({ type: 'call', at: day(1), parent: key }) }
    const wrong = { kind: 'task', id: task, set: set({ state: 'open', parent: key }) }
    expect(() => addRecords(of.work, { records: [activity, wrong] })).toThrow('record.invalid')
    expect(of.work.shown({ kind: 'activity', id: call })).toBeUndefined()
    const right = { ...wrong, set: set({ subject: 'Tekrar ara', state: 'open', parent: key }) }
    const { operation } = addRecords(of.work, { records: [activity, right] })
    expect(of.work.outbox.operation(operation)).toHaveLength(1)
    expect(of.work.shown({ kind: 'activity', id: call })?.owner).toBe(of.viewer.user)
    expect(of.work.shown({ kind: 'task', id: task })?.values['subject']).toBe('Tekrar ara')
  })
})

describe('colleagues of a record', () => {
  it('are those whose role and team show it to them, and never oneself', async () => {
    const team = uuidv7()
    const of = await desk({ team, kinds: { user: { create: 'all' }, role: { create: 'all' } } })
    const role = (see: string) =>
      of.make('role', {
        name: see,
        rights: {
          kinds: { lead: { see, create: 'none', edit: 'none', archive: 'none', export: 'none' } },
          abilities: [],
        },
      })
    const [all, mine, blind] = [role('all'), role('team'), role('none')]
    const user = (name: string, values: object) =>
      of.make('user', { name, email: `${name}@firma.example`, isActive: true, ...values })
    user('Hepsi', { role: all })
    user('Ekip', { role: mine, memberOf: team })
    user('Baska', { role: mine, memberOf: uuidv7() })
    user('Gormez', { role: blind })
    user('Ayrilan', { role: all, isActive: false })
    of.make('user', { name: 'Ben', email: 'ben@firma.example', isActive: true, role: all }, of.viewer.user)
    const key = { kind: 'lead', id: of.make('lead', { ...lead, owner: of.viewer.user, team }) }
    expect(colleaguesOf(of.work, key).map(({ name }) => name)).toEqual(['Ekip', 'Hepsi'])
  })
})
