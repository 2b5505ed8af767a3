import { expect, test } from 'vitest'
import { until } from '../testing/testDesktop.ts'
import { testStage } from '../testing/testStage.ts'

const stage = testStage()

test('after a restore the desktop drops what the server lost and offers its own work again, in order', async () => {
  const { ayse, mehmet } = stage.people
  const ids = stage.makeLeads(40)
  const [one, other] = [await stage.open(ayse), await stage.open(mehmet)]
  await stage.ready(one)
  await stage.ready(other)
  const kept = one.create('lead', { name: 'yedekten önce' })
  await stage.settled(one)
  const backup = stage.company.head.number
  const lost = stage.makeLeads(3)
  stage.change(ids[0] ?? '', { name: 'yedekten sonra' })
  const mine = one.create('lead', { name: 'sonra' })
  one.edit(mine, { name: 'sonra, düzeltilmiş' })
  one.edit(kept, { name: 'önceki, düzeltilmiş' })
  await stage.settled(one)
  await stage.ready(other)

  await stage.server.stop()
  stage.company.restoreTo(backup)
  await stage.server.start()
  one.sync.kick()
  other.sync.kick()
  await until(
    'the work is offered again',
    () => stage.company.records.get(mine)?.values['name'] === 'sonra, düzeltilmiş',
  )
  await stage.settled(one)
  await stage.ready(other)
  for (const [desktop, user] of [
    [one, ayse],
    [other, mehmet],
  ] as const) {
    const { held, due } = stage.held(desktop, user)
    expect(held).toEqual(due)
    expect(desktop.copies.get(ids[0] ?? '')?.values['name']).toBe('Aday 0')
    for (const id of lost) expect(desktop.shown(id)).toBeUndefined()
  }
  expect(stage.company.records.get(kept)?.values['name']).toBe('önceki, düzeltilmiş')
  expect(stage.company.isOrdered()).toBe(true)
})

test('a desktop that was away during a restore and later changes meets both', async () => {
  const { ayse } = stage.people
  const ids = stage.makeLeads(30)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  const backup = stage.company.head.number
  stage.change(ids[1] ?? '', { name: 'kaybolacak' })
  await stage.ready(desktop)
  await stage.server.stop()
  await until('it is offline', () => desktop.sync.state().connection !== 'online')
  stage.company.restoreTo(backup)
  stage.change(ids[2] ?? '', { name: 'yeni dönem' })
  stage.makeLeads(4)
  await stage.server.start()
  desktop.sync.kick()
  await stage.ready(desktop)
  expect(stage.held(desktop, ayse).held).toEqual(stage.held(desktop, ayse).due)
  // And is met again without a word about its heads.
  const again = await stage.reopen(desktop, ayse)
  await until('it is online', () => again.sync.state().connection === 'online')
  expect(again.sync.state().problem).toBeUndefined()
})

test('a first copy begun before a restore starts from the beginning', async () => {
  const { ayse } = stage.people
  stage.makeLeads(200)
  const backup = stage.company.head.number
  const lost = stage.makeLeads(100)
  const desktop = await stage.open(ayse, { pageSize: 10 })
  await until('some is there', () => desktop.allShown().length > 60)
  await stage.server.stop()
  stage.company.restoreTo(backup)
  await stage.server.start()
  desktop.sync.kick()
  await stage.ready(desktop)
  expect(stage.held(desktop, ayse).held).toEqual(stage.held(desktop, ayse).due)
  for (const id of lost) expect(desktop.shown(id)).toBeUndefined()
})
