import { expect, test } from 'vitest'
import { type TestDesktop, until } from '../testing/testDesktop.ts'
import { expectEqual, testStage } from '../testing/testStage.ts'

const stage = testStage()
/** Nobody reaches the server meanwhile; then the desktop catches up. */
const whileAway = async (desktop: TestDesktop, happens: () => void) => {
  await stage.server.stop()
  happens()
  await stage.server.start()
  desktop.sync.kick()
  await stage.ready(desktop)
}

test('large live frames are stored bit by bit, and how far they lead with the last of each', async () => {
  const { ayse } = stage.people
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  const before = stage.company.head.number
  const seen: { held: number; position: number }[] = []
  desktop.sync.onChanges(() =>
    seen.push({
      held: desktop.copies.after('', 2_000).length,
      position: (desktop.copies.position()?.number ?? 0) - before,
    }),
  )
  stage.makeLeads(700)
  stage.makeLeads(30)
  await stage.ready(desktop)
  expectEqual(stage, desktop, ayse)
  expect(seen.some(({ held, position }) => held > 250 && position === 0)).toBe(true)
  expect(seen.filter(({ held, position }) => position > held)).toEqual([])
})

test('frames that are missing, doubled or late are found out, and nothing is skipped', async () => {
  const { ayse } = stage.people
  const ids = stage.makeLeads(20)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  stage.server.faults = { ...stage.server.faults, omit: 0.2, duplicate: 0.3, reorder: 0.3 }
  for (let i = 0; i < 120; i++) {
    stage.change(ids[i % 20] ?? '', { name: `Ad ${i}` })
    await new Promise(resolve => setTimeout(resolve, i % 3))
  }
  stage.server.faults = { ...stage.server.faults, omit: 0, duplicate: 0, reorder: 0 }
  stage.makeLeads(1)
  await stage.ready(desktop)
  expectEqual(stage, desktop, ayse)
  expect(desktop.logged.filter(({ event }) => event === 'feed.gap').length).toBeGreaterThan(0)
})

test('a page whose storing fails is pulled again, and nothing after it gets ahead', async () => {
  const { ayse } = stage.people
  const ids = stage.makeLeads(50)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  desktop.database.sql.exec(`CREATE TEMP TRIGGER fail BEFORE INSERT ON test_shown WHEN new.state LIKE '%dolu disk%'
    BEGIN SELECT raise(ABORT, 'no room'); END`)
  stage.change(ids[0] ?? '', { name: 'dolu disk' })
  for (let i = 1; i < 10; i++) stage.change(ids[i] ?? '', { name: `sonra ${i}` })
  await until('it is noticed', () => desktop.logged.some(({ event }) => event === 'pull.failed'))
  expect(desktop.copies.position()?.number).toBeLessThan(stage.company.head.number)
  expect(desktop.sync.state().problem).toBeDefined()
  desktop.database.sql.exec('DROP TRIGGER fail')
  await stage.ready(desktop)
  expectEqual(stage, desktop, ayse)
  expect(desktop.sync.state().problem).toBeUndefined()
})

test('a long absence is caught up page by page, each stored before the next is taken', async () => {
  const { ayse } = stage.people
  const ids = stage.makeLeads(100)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  await whileAway(desktop, () => {
    stage.makeLeads(1500)
    for (const id of ids) stage.change(id, { name: 'sonradan' })
  })
  expectEqual(stage, desktop, ayse)
})

test('changes larger than a frame may be come through in smaller pages', async () => {
  const { ayse } = stage.people
  const ids = stage.makeLeads(30)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  await whileAway(desktop, () => {
    for (const id of ids) stage.change(id, { privateNotes: 'ş'.repeat(300_000) })
  })
  expectEqual(stage, desktop, ayse)
  expect(desktop.logged).toContainEqual({
    event: 'frame.ignored',
    details: expect.objectContaining({ reason: 'oversize' }),
  })
})
