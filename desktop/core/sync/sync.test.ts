import { dirname } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import { allRights, noRights, rights } from '../../../shared/permissions/rights.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import { FakeCompany, refusedValue } from '../testing/fakeCompany.ts'
import { FakeServer } from '../testing/fakeServer.ts'
import {
  copiesOf,
  openTestDesktop,
  removeFolder,
  type TestDesktop,
  type TestDesktopOptions,
  until,
} from '../testing/testDesktop.ts'

const [ayse, mehmet, admin, teamA, teamB, role] = Array.from({ length: 6 }, () => uuidv7())
const viewer = (user: string, kinds: Viewer['rights']['kinds'], team: string | null = teamA ?? null): Viewer => ({
  user,
  team,
  role: role ?? '',
  rights: { kinds, abilities: [] },
})
const everything = {
  lead: allRights,
  customer: allRights,
  contact: allRights,
  tag: allRights,
  clash: allRights,
  user: allRights,
}

let company: FakeCompany
let server: FakeServer
let desktops: TestDesktop[]
const open = async (user: string | undefined, options: Partial<TestDesktopOptions> = {}): Promise<TestDesktop> => {
  const desktop = await openTestDesktop({ url: server.url, user: user ?? '', ...options })
  desktops.push(desktop)
  return desktop
}
const ready = (desktop: TestDesktop) =>
  until('the copies are complete', () => {
    const position = desktop.copies.position()
    return position !== undefined && position.number >= company.head.number && position.epoch === company.epoch
  })
const settled = (desktop: TestDesktop) =>
  until('nothing waits', () => desktop.sync.outbox.counts().waiting === 0).then(() => ready(desktop))
const makeLeads = (count: number, by = admin ?? '', owner = by) =>
  Array.from({ length: count }, (_, i) => {
    const id = uuidv7()
    company.write(by, [
      { kind: 'lead', id, create: true, set: { name: { value: `Aday ${i}` }, owner: { value: owner } } },
    ])
    return id
  })
const expectEqual = (desktop: TestDesktop, user: string | undefined) =>
  expect(copiesOf(desktop)).toEqual(company.visible(company.viewer(user ?? '')))

beforeEach(async () => {
  company = new FakeCompany()
  for (const user of [ayse, mehmet, admin]) company.setViewer(viewer(user ?? '', everything))
  server = new FakeServer(company)
  await server.start()
  desktops = []
})
afterEach(async () => {
  for (const desktop of desktops) {
    await desktop.close()
    removeFolder(dirname(desktop.file))
  }
  await server.stop()
})

test('a first copy holds everything its user may see, and the outbox travels', async () => {
  makeLeads(250)
  const desktop = await open(ayse, { pageSize: 40 })
  await ready(desktop)
  expectEqual(desktop, ayse)
  expect(desktop.allShown()).toHaveLength(250)

  const id = desktop.create('lead', { name: 'Yeni aday' })
  expect(desktop.shown(id)?.values).toEqual({ name: 'Yeni aday' })
  await settled(desktop)
  expectEqual(desktop, ayse)
  expect(desktop.sync.outbox.last(1)[0]?.state).toBe('settled')
  expect(desktop.shown(id)?.number).toBe(company.head.number)
})
