import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { canMount, type SmallDisk, smallDisk } from '../testing/smallDisk.ts'
import { type TestDesktop, until } from '../testing/testDesktop.ts'
import { testStage } from '../testing/testStage.ts'

let disk: SmallDisk | undefined
// After the stage is closed.
afterEach(() => {
  disk?.remove()
  disk = undefined
})
const stage = testStage()

const withHealth = async (file?: string): Promise<TestDesktop> => {
  const { ayse } = stage.people
  let made: TestDesktop | undefined
  made = await stage.open(ayse, {
    ...(file ? { file } : {}),
    fileProblem: () => made?.database.health.problem,
  })
  const { sync, database } = made
  database.health.onChange(() => sync.diskChanged())
  return made
}

test('what SQLite calls full is said, loses nothing that was saved, and is over with the next write that goes well', async () => {
  const desktop = await withHealth()
  await stage.ready(desktop)
  const kept = desktop.create('lead', { name: 'önce' })
  const pages = Number(desktop.database.sql.pragma('page_count', { simple: true }))
  desktop.database.sql.pragma(`max_page_count = ${pages}`)
  const large = 'x'.repeat(400_000)
  expect(() => desktop.create('lead', { name: large })).toThrow(expect.objectContaining({ code: 'storage.full' }))
  await until('it is said', () => desktop.sync.state().problem?.code === 'storage.full')
  expect(desktop.shown(kept)?.values['name']).toBe('önce')
  expect(desktop.database.sql.inTransaction).toBe(false)
  desktop.database.sql.pragma('max_page_count = 1000000')
  desktop.create('lead', { name: large })
  expect(desktop.sync.state().problem).toBeUndefined()
  await stage.settled(desktop)
})

test('what SQLite calls read-only is said, reading goes on, and it is over by itself', async () => {
  const desktop = await withHealth()
  const saved = desktop.create('lead', { name: 'kaydedildi' })
  await stage.settled(desktop)
  desktop.database.sql.pragma('query_only = ON')
  expect(() => desktop.create('lead', { name: 'olmaz' })).toThrow(expect.objectContaining({ code: 'storage.readOnly' }))
  await until('it is said', () => desktop.sync.state().problem?.code === 'storage.readOnly')
  expect(desktop.shown(saved)?.values['name']).toBe('kaydedildi')
  desktop.database.sql.pragma('query_only = OFF')
  await until('it is over by itself', () => desktop.sync.state().problem === undefined, 20_000)
  desktop.create('lead', { name: 'olur' })
  await stage.settled(desktop)
})

describe.skipIf(!canMount())('on a real small disk', () => {
  test('that is full, saving says so, what was saved goes on, and room ends it without anybody doing anything', async () => {
    disk = smallDisk(24)
    if (!disk) return
    const desktop = await withHealth(join(disk.folder, 'profile.db'))
    await stage.ready(desktop)
    const saved = desktop.create('lead', { name: 'kaydedildi' })
    await stage.settled(desktop)
    disk.fill()
    const large = 'y'.repeat(300_000)
    expect(() => {
      for (let i = 0; i < 60; i++) desktop.create('lead', { name: large })
    }).toThrow(expect.objectContaining({ code: 'storage.full' }))
    await until('it is said', () => desktop.sync.state().problem?.code === 'storage.full')
    expect(desktop.shown(saved)?.values['name']).toBe('kaydedildi')
    // What others write meanwhile cannot be stored, and comes later.
    const ids = stage.makeLeads(40)
    await new Promise(resolve => setTimeout(resolve, 300))
    expect(desktop.sync.state().problem?.code).toBe('storage.full')
    disk.makeRoom()
    await until('it is over by itself', () => desktop.sync.state().problem === undefined, 20_000)
    await stage.ready(desktop)
    expect(ids.every(id => desktop.shown(id))).toBe(true)
    await stage.settled(desktop)
    expect(stage.company.records.has(saved)).toBe(true)
  })
})
