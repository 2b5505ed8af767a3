import { expect, test } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import { until } from '../testing/testDesktop.ts'
import { testStage } from '../testing/testStage.ts'

const stage = testStage()

test('a first copy that is broken off at half asks for the other half and a page at most', async () => {
  const { ayse } = stage.people
  stage.makeLeads(1000)
  const first = await stage.open(ayse, { pageSize: 20 })
  await until('half is there', () => first.allShown().length >= 500)
  expect(first.copies.position()).toBeUndefined()
  expect(first.sync.state().firstSync).toMatchObject({ total: 1000 })
  const again = await stage.reopen(first, ayse, { pageSize: 20, url: 'ws://127.0.0.1:9/sync' })
  const loaded = again.allShown().length
  const next = await stage.reopen(again, ayse, { pageSize: 20 })
  stage.server.snapshotRecords = 0
  await stage.ready(next)
  expect(stage.server.snapshotRecords).toBeLessThanOrEqual(1000 - loaded + 20 + 1)
  expect(stage.held(next, ayse).held).toEqual(stage.held(next, ayse).due)
  expect(next.sync.state().firstSync).toBeUndefined()
})

test('before the server has said how much there is, the first copy is on its way all the same', async () => {
  const { ayse } = stage.people
  const desktop = await stage.open(ayse, { url: 'ws://127.0.0.1:9/sync' })
  expect(desktop.sync.state().firstSync).toEqual({ done: 0, total: 0, perSecond: 0 })
})

test('a first copy through a connection that keeps ending is complete, and never starts over', async () => {
  const { ayse } = stage.people
  stage.makeLeads(600)
  stage.server.faults = { ...stage.server.faults, drop: 0.12 }
  const desktop = await stage.open(ayse, { pageSize: 25 })
  await stage.ready(desktop)
  expect(stage.held(desktop, ayse).held).toEqual(stage.held(desktop, ayse).due)
  // Each drop costs the page in hand and the one asked for ahead.
  const connections = stage.server.asked.filter(({ frame }) => frame.t === 'hello').length
  expect(stage.server.snapshotRecords).toBeLessThanOrEqual(600 + connections * 2 * 25)
})

test('what changes while the first copy loads comes by the feed', async () => {
  const { ayse, mehmet } = stage.people
  const ids = stage.makeLeads(400)
  const desktop = await stage.open(ayse, { pageSize: 10 })
  await until('it has begun', () => desktop.allShown().length > 50)
  for (let i = 0; i < 400; i += 7) stage.change(ids[i] ?? '', { name: `Değişti ${i}` })
  stage.company.setViewer(stage.viewer(mehmet))
  stage.makeLeads(5)
  const own = desktop.create('lead', { name: 'yüklenirken' })
  expect(desktop.shown(own)).toBeDefined()
  await stage.settled(desktop)
  expect(stage.held(desktop, ayse).held).toEqual(stage.held(desktop, ayse).due)
})

test('what everybody needs is loaded first, and each kind is told before the next', async () => {
  const { ayse } = stage.people
  stage.makeLeads(30)
  stage.company.write(ayse, [{ kind: 'tag', id: uuidv7(), create: true, set: { name: { value: 'VIP' } } }])
  const loaded: string[] = []
  const desktop = await stage.open(ayse, { kindLoaded: kind => void loaded.push(kind) })
  await stage.ready(desktop)
  expect(loaded.slice(0, 3)).toEqual(['tag', 'user', 'clash'])
  expect(loaded.toSorted()).toEqual(['clash', 'contact', 'customer', 'lead', 'tag', 'user'])
})
