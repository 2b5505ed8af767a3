import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import { type KindRights, noRights, rights } from '../../../shared/permissions/rights.ts'
import type { ServerFrame } from '../../../shared/sync/protocol.ts'
import { everything } from '../testing/syncStage.ts'
import { type TestDesktop, until } from '../testing/testDesktop.ts'
import { expectEqual, testStage } from '../testing/testStage.ts'

const stage = testStage()
/** Also what is shown. */
const expectShown = (desktop: TestDesktop, user: string) => {
  expectEqual(stage, desktop, user)
  const { due } = stage.held(desktop, user)
  expect(new Set(desktop.allShown().map(({ id }) => id))).toEqual(new Set(due.map(({ id }) => id)))
}
const seeing = (see: KindRights['see'], fields?: KindRights['fields']): Record<string, KindRights> => ({
  ...everything,
  lead: rights(see, 'all', 'all', 'all', 'all', fields),
})
const frames = (t: string) => stage.server.asked.filter(({ frame }) => frame.t === t).map(({ frame }) => frame)
const viewIs = (desktop: TestDesktop, user: string) =>
  until('the new view is in', () => {
    const { held, due } = stage.held(desktop, user)
    return isDeepStrictEqual(held, due)
  })

test('a narrower role takes away at once what it no longer sees, a wider one brings what it sees', async () => {
  const { ayse, mehmet } = stage.people
  stage.makeLeads(120, ayse)
  stage.makeLeads(130, mehmet)
  const desktop = await stage.open(ayse, { pageSize: 40 })
  await stage.ready(desktop)
  stage.server.setViewer(stage.viewer(ayse, seeing('own')))
  await viewIs(desktop, ayse)
  expect(desktop.allShown()).toHaveLength(120)
  expectShown(desktop, ayse)
  expect(desktop.sync.viewer()?.rights.kinds['lead']?.see).toBe('own')

  stage.server.asked = []
  stage.server.snapshotRecords = 0
  stage.server.setViewer(stage.viewer(ayse, seeing('all')))
  await viewIs(desktop, ayse)
  expectShown(desktop, ayse)
  // Only what the earlier view did not show, and only of the kind concerned.
  expect(stage.server.snapshotRecords).toBe(130)
  expect(new Set(frames('snapshot').map(frame => (frame.t === 'snapshot' ? frame.kind : '')))).toEqual(
    new Set(['lead']),
  )
})

test('a kind that the new role does not see is gone from the file', async () => {
  const { ayse } = stage.people
  const name = `Görünmez ${uuidv7()}`
  stage.company.write(ayse, [{ kind: 'customer', id: uuidv7(), create: true, set: { companyName: { value: name } } }])
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  stage.server.setViewer(stage.viewer(ayse, { ...everything, customer: noRights }))
  await viewIs(desktop, ayse)
  const rows = desktop.database.prepare(`SELECT count(*) FROM "rx:records:0" WHERE data LIKE ?`).pluck()
  expect(rows.get(`%${name}%`)).toBe(0)
  expect(readFileSync(`${desktop.file}-wal`).length).toBeLessThan(200_000)
})

test('a field that becomes hidden is stripped, one that becomes visible again is fetched', async () => {
  const { ayse } = stage.people
  const [id = ''] = stage.makeLeads(30)
  stage.change(id, { privateNotes: 'gizli' })
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  expect(desktop.shown(id)?.values['privateNotes']).toBe('gizli')
  stage.server.setViewer(stage.viewer(ayse, seeing('all', { privateNotes: 'hidden' })))
  await viewIs(desktop, ayse)
  expect(desktop.shown(id)?.values).toEqual({ name: 'Aday 0' })
  stage.server.setViewer(stage.viewer(ayse, seeing('all')))
  await viewIs(desktop, ayse)
  expect(desktop.shown(id)?.values['privateNotes']).toBe('gizli')
})

test('a role that changed while the desktop was away is applied before anything else is loaded', async () => {
  const { ayse, mehmet } = stage.people
  const theirs = stage.makeLeads(20, mehmet)
  stage.makeLeads(20, ayse)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  await stage.server.stop()
  await until('it is offline', () => desktop.sync.state().connection !== 'online')
  stage.company.setViewer(stage.viewer(ayse, seeing('own')))
  stage.change(theirs[0] ?? '', { name: 'artık görünmez' })
  let leaked = false
  desktop.sync.onChanges(() => {
    leaked ||= desktop.copies.get(theirs[0] ?? '')?.values['name'] === 'artık görünmez'
  })
  await stage.server.start()
  desktop.sync.kick()
  await viewIs(desktop, ayse)
  await stage.ready(desktop)
  expect(leaked).toBe(false)
  expectShown(desktop, ayse)
})

test('what the user typed about a record that was taken away is no longer shown, and is still sent', async () => {
  const { ayse, mehmet } = stage.people
  const [id = ''] = stage.makeLeads(1, mehmet)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  await stage.server.stop()
  await until('it is offline', () => desktop.sync.state().connection !== 'online')
  desktop.edit(id, { name: 'yarım kalan' })
  const created = desktop.create('customer', { companyName: 'Yeni müşteri' })
  stage.company.setViewer(stage.viewer(ayse, { ...seeing('own'), customer: noRights }))
  stage.server.faults = { ...stage.server.faults, delay: 30 }
  await stage.server.start()
  desktop.sync.kick()
  await until('the record is gone', () => desktop.shown(id) === undefined)
  expect(desktop.shown(created)).toBeUndefined()
  await until('it was refused', () => desktop.sync.refused.list().length === 1)
  expect(desktop.sync.refused.list()[0]?.entry.patches[0]?.set['name']?.value).toBe('yarım kalan')
  expect(stage.company.records.get(created)?.values['companyName']).toBe('Yeni müşteri')
  await stage.settled(desktop)
  expectShown(desktop, ayse)
})

test('roles that change while another change is still being applied end in the newest', async () => {
  const { ayse, mehmet } = stage.people
  stage.makeLeads(150, ayse)
  stage.makeLeads(150, mehmet)
  const desktop = await stage.open(ayse, { pageSize: 20 })
  const views = [
    seeing('own'),
    seeing('all'),
    { ...everything, lead: noRights },
    seeing('team'),
    seeing('own'),
    seeing('all'),
  ]
  for (const kinds of views) {
    await new Promise(resolve => setTimeout(resolve, 12))
    stage.server.setViewer(stage.viewer(ayse, kinds))
    stage.makeLeads(1, mehmet)
  }
  await viewIs(desktop, ayse)
  await stage.ready(desktop)
  expectShown(desktop, ayse)
})

test('an eviction that is broken off by a crash is made good, whatever the role is then', async () => {
  const { ayse, mehmet } = stage.people
  stage.makeLeads(100, mehmet)
  stage.makeLeads(100, ayse)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  await stage.server.stop()
  await until('it is offline', () => desktop.sync.state().connection !== 'online')
  // As a kill in the middle leaves it: some records gone, the view still the old one.
  const gone = desktop.copies.after('', 60).filter(state => 'owner' in state && state.owner === mehmet)
  desktop.database.write(() => {
    desktop.copies.remove(gone.map(({ id }) => id))
    desktop.database
      .prepare(`UPDATE sync_value SET value = json_set(value, '$.partial', json('true')) WHERE name = 'sight'`)
      .run()
  })
  expect(gone.length).toBeGreaterThan(10)
  const again = await stage.reopen(desktop, ayse)
  await stage.server.start()
  again.sync.kick()
  await viewIs(again, ayse)
  expectShown(again, ayse)
  // By loading what may be missing, and not only because the digest saw it afterwards.
  expect(again.logged.filter(({ event }) => event === 'digest.differs')).toEqual([])
})

test('a digest finds copies that differ without a change of rev, and loads their kind again', async () => {
  const { ayse } = stage.people
  const ids = stage.makeLeads(80)
  const desktop = await stage.open(ayse, { pageSize: 30 })
  await stage.ready(desktop)
  desktop.database.write(() => desktop.copies.remove(ids.slice(10, 20)))
  const surplus = stage.company.records.get(ids[30] ?? '')
  if (surplus) stage.company.records.delete(surplus.id)
  stage.server.asked = []
  await desktop.sync.compare()
  await viewIs(desktop, ayse)
  expect(frames('digest').length).toBeGreaterThan(0)
  expect(desktop.copies.get(ids[30] ?? '')).toBeUndefined()
  expectShown(desktop, ayse)

  stage.server.asked = []
  await desktop.sync.compare()
  expect(frames('snapshot')).toEqual([])
})

test('a digest while records keep changing raises no false alarm', async () => {
  const { ayse } = stage.people
  const ids = stage.makeLeads(50)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  stage.server.asked = []
  let i = 0
  const writing = setInterval(() => stage.change(ids[i++ % 50] ?? '', { name: `Ad ${i}` }), 2)
  for (let n = 0; n < 5; n++) await desktop.sync.compare()
  clearInterval(writing)
  expect(frames('digest').length).toBeGreaterThan(10)
  expect(frames('snapshot')).toEqual([])
})

test("a page asked for before a change of view is nobody's when it comes late, and nobody waits for it", async () => {
  const { ayse } = stage.people
  stage.makeLeads(20, ayse)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  await desktop.close()
  stage.makeLeads(20, ayse)
  stage.server.asked = []
  // The first page is on its way when the view changes, and comes while the one asked for after that is on its way.
  let [first, second]: (ServerFrame | undefined)[] = []
  stage.server.intercept = frame => {
    if (frame.t === 'page' && !first) {
      first = frame
      queueMicrotask(() => stage.server.setViewer(stage.viewer(ayse, seeing('own'))))
      return undefined
    }
    if (frame.t === 'page' && !second) {
      second = frame
      return first
    }
    return frame.t === 'done' && second ? [second, frame] : frame
  }
  const again = await stage.open(ayse, { file: desktop.file, device: desktop.device })
  await until('both pages are asked for', () => second !== undefined)
  again.sync.opened({ kind: 'lead', id: uuidv7() })
  await stage.ready(again)
  expectShown(again, ayse)
})

test('a change of view right behind the welcome counts, and not what the welcome said', async () => {
  const { ayse } = stage.people
  const [id = ''] = stage.makeLeads(30)
  stage.change(id, { privateNotes: 'gizli' })
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  let names = 0
  /** Comes in one piece with the welcome, as a desktop finds the two that was asleep or busy meanwhile. */
  const meetChanged = async (kinds: Record<string, KindRights>): Promise<void> => {
    let isTold = false
    const change = (): void => {
      stage.server.setViewer(stage.viewer(ayse, kinds))
      isTold = true
    }
    stage.server.intercept = frame => {
      if (frame.t === 'welcome' && !isTold) queueMicrotask(change)
      return frame
    }
    stage.server.dropAll()
    await until('the change is told', () => isTold)
    stage.change(id, { name: `Ad ${names++}` })
    await stage.ready(desktop)
    expect(desktop.sync.viewer()?.rights.kinds).toEqual(kinds)
    await viewIs(desktop, ayse)
  }
  await meetChanged(seeing('all', { privateNotes: 'hidden' }))
  expect(desktop.shown(id)?.values).toEqual({ name: 'Ad 0' })
  await meetChanged(seeing('all'))
  expect(desktop.shown(id)?.values['privateNotes']).toBe('gizli')
  expectShown(desktop, ayse)
})

test('what is still being stored for the earlier view when it ends is taken away like the rest', async () => {
  const { ayse, mehmet } = stage.people
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  // One frame that takes many short transactions to store, and the change of view right behind it.
  stage.makeLeads(3_000, mehmet)
  await until('some of it is stored', () => stage.held(desktop, ayse).held.length > 10)
  stage.server.setViewer(stage.viewer(ayse, seeing('own')))
  stage.makeLeads(1, ayse)
  await viewIs(desktop, ayse)
  await stage.ready(desktop)
  expectShown(desktop, ayse)
  // Not by the digest that follows every change of view.
  expect(desktop.logged.map(({ event }) => event)).not.toContain('digest.differs')
})

test('a clash shows its values by the rights of the field that it is about, also when only those change', async () => {
  const { ayse } = stage.people
  const values = { recordKind: 'lead', record: uuidv7(), field: 'privateNotes', mine: 'benim', state: 'open' }
  const set = Object.fromEntries(Object.entries({ ...values, owner: ayse }).map(([name, value]) => [name, { value }]))
  stage.company.write(ayse, [{ kind: 'clash', id: uuidv7(), create: true, set }])
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  const mine = () => stage.held(desktop, ayse).held.find(({ kind }) => kind === 'clash')?.values['mine']
  expect(mine()).toBe('benim')
  stage.server.setViewer(stage.viewer(ayse, seeing('all', { privateNotes: 'hidden' })))
  await until('the value is taken away', () => mine() === undefined)
  stage.server.setViewer(stage.viewer(ayse, seeing('all')))
  await until('the value is back', () => mine() === 'benim')
})
