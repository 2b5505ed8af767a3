import { expect, test } from 'vitest'
import { editOf, until } from '../testing/testDesktop.ts'
import { expectEqual, testStage } from '../testing/testStage.ts'

const stage = testStage()

test('a first copy holds everything its user may see, and the outbox travels', async () => {
  const { ayse } = stage.people
  stage.makeLeads(250)
  const desktop = await stage.open(ayse, { pageSize: 40 })
  await stage.ready(desktop)
  expectEqual(stage, desktop, ayse)
  expect(desktop.allShown()).toHaveLength(250)

  const id = desktop.create('lead', { name: 'Yeni aday' })
  expect(desktop.shown(id)?.values).toEqual({ name: 'Yeni aday' })
  await stage.settled(desktop)
  expectEqual(stage, desktop, ayse)
  expect(desktop.sync.outbox.last(1)[0]?.state).toBe('settled')
  expect(desktop.shown(id)?.number).toBe(stage.company.head.number)
})

test('what one desktop writes the other shows, and both hold the same', async () => {
  const { ayse, mehmet } = stage.people
  const [one, other] = [await stage.open(ayse), await stage.open(mehmet)]
  await stage.ready(one)
  await stage.ready(other)
  const seen: string[] = []
  other.sync.onChanges(changes => seen.push(...changes.flatMap(change => change.ids ?? [])))
  const id = one.create('lead', { name: 'Öztürk Tekstil', tags: [] })
  await until('the other shows it', () => other.shown(id)?.values['name'] === 'Öztürk Tekstil')
  expect(seen).toContain(id)
  other.edit(id, { name: 'Öztürk Tekstil A.Ş.' })
  await until('the first shows the edit', () => one.shown(id)?.values['name'] === 'Öztürk Tekstil A.Ş.')
  await stage.settled(other)
  await stage.ready(one)
  expectEqual(stage, one, ayse)
  expectEqual(stage, other, mehmet)
})

test('work without a connection is kept, sent in order when it is back, each entry once', async () => {
  const { ayse } = stage.people
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  await stage.server.stop()
  await until('it is offline', () => desktop.sync.state().connection !== 'online')
  const ids = Array.from({ length: 30 }, (_, i) => desktop.create('lead', { name: `Aday ${i}` }))
  for (const id of ids) desktop.edit(id, { name: 'değişti' })
  expect(desktop.sync.state().waiting).toBe(60)
  expect(desktop.shown(ids[0] ?? '')?.values['name']).toBe('değişti')
  await stage.server.start()
  desktop.sync.kick()
  await stage.settled(desktop)
  expect(stage.company.applied).toEqual(
    desktop.sync.outbox
      .last(60)
      .reverse()
      .map(({ entry }) => entry.id),
  )
  expectEqual(stage, desktop, ayse)
})

test('parts of something larger are told and sent when it is over', async () => {
  const { ayse } = stage.people
  const [id = ''] = stage.makeLeads(1)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  const told: string[] = []
  desktop.sync.onChanges(changes => told.push(...changes.flatMap(change => change.ids ?? [])))
  const patch = editOf(desktop.shown(id), { name: 'yeni' })
  const [entry] = desktop.sync.act({ label: 'edit', patches: [patch] }, { sync: 'normal' })
  expect([told, desktop.sync.outbox.counts().waiting]).toEqual([[], 1])
  desktop.sync.finish()
  expect(told).toEqual([id])
  await stage.settled(desktop)
  expect(stage.company.applied).toContain(entry?.id)
})

test('an answer that is lost, and one that comes twice, change nothing', async () => {
  const { ayse } = stage.people
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  stage.server.faults = { ...stage.server.faults, loseAnswer: 0.5 }
  for (let i = 0; i < 40; i++) {
    desktop.create('lead', { name: `Aday ${i}` })
    await new Promise(resolve => setTimeout(resolve, 3))
  }
  await stage.settled(desktop)
  expect(stage.company.applied).toHaveLength(40)
  expect(new Set(stage.company.applied).size).toBe(40)
  expectEqual(stage, desktop, ayse)
})

test('two people change the same field: what was first stays, the other is told', async () => {
  const { ayse, mehmet } = stage.people
  const [id = ''] = stage.makeLeads(1)
  const [one, other] = [await stage.open(ayse), await stage.open(mehmet)]
  await stage.ready(one)
  await stage.ready(other)
  const patch = editOf(one.shown(id), { name: 'Ayşe’nin adı' })
  other.edit(id, { name: 'Mehmet’in adı' })
  await stage.settled(other)
  one.sync.act({ label: 'edit', patches: [patch] })
  await stage.settled(one)
  expect(one.shown(id)?.values['name']).toBe('Mehmet’in adı')
  expect(one.sync.outbox.last(1)[0]?.answer).toMatchObject({ status: 'merged', clashes: [expect.any(String)] })
  await stage.ready(other)
  expectEqual(stage, one, ayse)
  expectEqual(stage, other, mehmet)
})

test('a patch stays on its record between the answer and the copy, and goes with the copy', async () => {
  const { ayse } = stage.people
  const [id = ''] = stage.makeLeads(1)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  stage.server.faults = { ...stage.server.faults, omit: 1 }
  desktop.edit(id, { name: 'yeni' })
  await until('it is answered', () => desktop.sync.outbox.counts().waiting === 0)
  expect(desktop.copies.get(id)?.values['name']).toBe('Aday 0')
  expect(desktop.shown(id)?.values['name']).toBe('yeni')
  expect(desktop.sync.openPatchesOf(id)).toMatchObject([{ accepted: true }])
  stage.server.faults = { ...stage.server.faults, omit: 0 }
  stage.makeLeads(1)
  await stage.ready(desktop)
  expect(desktop.sync.openPatchesOf(id)).toEqual([])
  expect(desktop.copies.get(id)?.values['name']).toBe('yeni')
})

test('a record that leaves and enters the user’s sight goes and comes, also while offline', async () => {
  const { ayse, mehmet, admin } = stage.people
  const own = { ...stage.viewer(ayse).rights.kinds, lead: { ...stage.viewer(ayse).rights.kinds['lead'], see: 'own' } }
  stage.company.setViewer(stage.viewer(ayse, own as never))
  const mine = stage.makeLeads(3, ayse)
  const theirs = stage.makeLeads(3, mehmet)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  expect(desktop.allShown()).toHaveLength(3)
  stage.change(mine[0] ?? '', { owner: mehmet })
  stage.change(theirs[0] ?? '', { owner: ayse })
  await stage.ready(desktop)
  expectEqual(stage, desktop, ayse)
  await stage.server.stop()
  stage.change(mine[1] ?? '', { owner: admin })
  stage.change(mine[0] ?? '', { owner: ayse })
  await stage.server.start()
  desktop.sync.kick()
  await stage.ready(desktop)
  expectEqual(stage, desktop, ayse)
  expect(desktop.allShown().map(({ id }) => id)).toEqual(stage.held(desktop, ayse).due.map(({ id }) => id))
})

test('an edit that takes the record out of one’s own sight is settled all the same', async () => {
  const { ayse, mehmet } = stage.people
  const own = { ...stage.viewer(ayse).rights.kinds, lead: { ...stage.viewer(ayse).rights.kinds['lead'], see: 'own' } }
  stage.company.setViewer(stage.viewer(ayse, own as never))
  const [id = ''] = stage.makeLeads(1, ayse)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  desktop.edit(id, { owner: mehmet })
  await stage.settled(desktop)
  await until('it is settled', () => desktop.sync.outbox.last(1)[0]?.state === 'settled')
  expect(desktop.shown(id)).toBeUndefined()
  expectEqual(stage, desktop, ayse)
})

test('a file that is opened again goes on where it was, offline too', async () => {
  const { ayse } = stage.people
  stage.makeLeads(100)
  const before = await stage.open(ayse)
  await stage.ready(before)
  await stage.server.stop()
  const id = before.create('lead', { name: 'çevrimdışı' })
  const after = await stage.reopen(before, ayse)
  expect(after.shown(id)?.values['name']).toBe('çevrimdışı')
  expect(after.allShown()).toHaveLength(101)
  expect(after.sync.viewer()?.user).toBe(ayse)
  stage.server.asked = []
  await stage.server.start()
  after.sync.kick()
  await stage.settled(after)
  expectEqual(stage, after, ayse)
  expect(stage.server.asked.filter(({ frame }) => frame.t === 'snapshot')).toEqual([])
})

test('opened records are told to the server, those opened offline later', async () => {
  const { ayse } = stage.people
  const [id = ''] = stage.makeLeads(1)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  desktop.sync.opened({ kind: 'lead', id })
  await until('it is told', () => stage.server.views.length === 1)
  await stage.server.stop()
  await until('it is offline', () => desktop.sync.state().connection !== 'online')
  for (let i = 0; i < 3; i++) desktop.sync.opened({ kind: 'lead', id })
  const again = await stage.reopen(desktop, ayse)
  await stage.server.start()
  again.sync.kick()
  await until('all are told', () => stage.server.views.length === 4)
  expect(stage.server.views[3]).toEqual({ kind: 'lead', id, device: desktop.device })
})

test('colleagues who look at a record are seen while there is a connection', async () => {
  const { ayse, mehmet } = stage.people
  const [id = ''] = stage.makeLeads(1)
  const at = { kind: 'lead', id }
  const [one, other] = [await stage.open(ayse), await stage.open(mehmet)]
  await stage.ready(one)
  await stage.ready(other)
  one.sync.presence.setOwn(at)
  other.sync.presence.setOwn(at)
  await until('one sees the other', () => one.sync.presence.usersAt(at).includes(mehmet))
  stage.server.dropAll()
  await until('nobody is seen', () => one.sync.presence.usersAt(at).length === 0)
  await until('and told again', () => one.sync.presence.usersAt(at).includes(mehmet))
  other.sync.presence.setOwn(null)
  await until('gone', () => one.sync.presence.usersAt(at).length === 0)
})

test('who reads the state and then listens is told when what they read is over', async () => {
  const { ayse } = stage.people
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  for (let i = 0; i < 5; i++) {
    await new Promise(resolve => setTimeout(resolve, 80))
    desktop.create('lead', { name: `Aday ${i}` })
    let last = desktop.sync.state()
    expect(last.waiting).toBe(1)
    const stop = desktop.sync.onState(state => {
      last = state
    })
    await until('it is told', () => last.waiting === 0, 2_000)
    stop()
  }
})
