import { dirname } from 'node:path'
import { uuidv7 } from '../../../shared/ids.ts'
import { allRights, type KindRights } from '../../../shared/permissions/rights.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import type { RecordState } from '../../../shared/record.ts'
import { FakeCompany } from './fakeCompany.ts'
import { FakeServer } from './fakeServer.ts'
import {
  copiesOf,
  openTestDesktop,
  removeFolder,
  type TestDesktop,
  type TestDesktopOptions,
  until,
} from './testDesktop.ts'

export const everything: Record<string, KindRights> = {
  lead: allRights,
  customer: allRights,
  contact: allRights,
  tag: allRights,
  clash: allRights,
  user: allRights,
}

/** A fake server with some people, and desktops for them, for tests of sync. */
export interface SyncStage {
  readonly company: FakeCompany
  readonly server: FakeServer
  readonly people: { ayse: string; mehmet: string; admin: string }
  readonly teams: { north: string; south: string }
  viewer(user: string, kinds?: Viewer['rights']['kinds'], team?: string): Viewer
  open(user: string, options?: Partial<TestDesktopOptions>): Promise<TestDesktop>
  /** Closes a desktop and opens its file again. */
  reopen(desktop: TestDesktop, user: string, options?: Partial<TestDesktopOptions>): Promise<TestDesktop>
  /** Written by the admin on the server. */
  makeLeads(count: number, owner?: string): string[]
  change(id: string, values: Record<string, unknown>): void
  /** Its copies go as far as the company's log. */
  ready(desktop: TestDesktop): Promise<void>
  /** And nothing waits in its outbox. */
  settled(desktop: TestDesktop): Promise<void>
  /** What a desktop holds, and what it should hold. */
  held(desktop: TestDesktop, user: string): { held: RecordState[]; due: RecordState[] }
  close(): Promise<void>
}

export async function syncStage(seed: string | number = 0): Promise<SyncStage> {
  const company = new FakeCompany()
  const server = new FakeServer(company, seed)
  const people = { ayse: uuidv7(), mehmet: uuidv7(), admin: uuidv7() }
  const teams = { north: uuidv7(), south: uuidv7() }
  const role = uuidv7()
  const desktops = new Set<TestDesktop>()
  const viewer: SyncStage['viewer'] = (user, kinds = everything, team = teams.north) => ({
    user,
    team,
    role,
    rights: { kinds, abilities: [] },
  })
  for (const user of Object.values(people)) company.setViewer(viewer(user))
  await server.start()

  const stage: SyncStage = {
    company,
    server,
    people,
    teams,
    viewer,
    async open(user, options = {}) {
      const desktop = await openTestDesktop({ url: server.url, user, ...options })
      desktops.add(desktop)
      return desktop
    },
    async reopen(desktop, user, options = {}) {
      desktops.delete(desktop)
      await desktop.close()
      return stage.open(user, { file: desktop.file, device: desktop.device, ...options })
    },
    makeLeads(count, owner = people.admin) {
      const ids = Array.from({ length: count }, () => uuidv7())
      ids.forEach((id, i) => {
        const set = { name: { value: `Aday ${i}` }, owner: { value: owner } }
        company.write(people.admin, [{ kind: 'lead', id, create: true, set }])
      })
      server.publish()
      return ids
    },
    change(id, values) {
      const state = company.records.get(id)
      if (!state) throw new Error('no such record')
      const now: Record<string, unknown> = { ...state.values, owner: state.owner, archived: state.archived }
      const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { base: now[name], value }]))
      company.write(people.admin, [{ kind: state.kind, id, set }])
      server.publish()
    },
    ready: desktop =>
      until('the copies go as far as the log', () => {
        const position = desktop.copies.position()
        return position?.epoch === company.head.epoch && position.number >= company.head.number
      }),
    async settled(desktop) {
      await until('nothing waits', () => desktop.sync.outbox.counts().waiting === 0)
      await stage.ready(desktop)
    },
    held: (desktop, user) => ({ held: copiesOf(desktop), due: company.visible(company.viewer(user)) }),
    async close() {
      for (const desktop of desktops) {
        await desktop.close()
        removeFolder(dirname(desktop.file))
      }
      await server.stop()
    },
  }
  return stage
}
