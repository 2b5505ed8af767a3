import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { allKinds } from '../../../shared/entities/index.ts'
import type { Values } from '../../../shared/entity.ts'
import type { ErrorBody } from '../../../shared/errors.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import type { BuiltInRole, KindRights, RoleRights } from '../../../shared/permissions/rights.ts'
import { type Viewer, viewKey } from '../../../shared/permissions/viewer.ts'
import { openWorkspace } from '../openWorkspace.ts'
import { openDatabase } from '../storage/database.ts'
import { openSyncTables, syncValues } from '../sync/tables.ts'
import type { Workspace } from '../workspace.ts'
import { testFolder } from './testDesktop.ts'

export interface TestWorkspace {
  work: Workspace
  viewer: Viewer
  /** Makes a record as a form does not: without any check. */
  make(kind: string, values: Values, id?: string): string
  /** The server's answer to the newest entry that is open. */
  refuse(error: ErrorBody): string
  close(): Promise<void>
}

export interface TestWorkspaceOptions {
  role?: BuiltInRole
  team?: string
  /** Instead of what the role gives. */
  kinds?: Record<string, Partial<KindRights>>
  abilities?: RoleRights['abilities']
}

/** A person's open workspace over a real file, who was online once and is offline now. */
export async function testWorkspace(options: TestWorkspaceOptions = {}): Promise<TestWorkspace> {
  const { role = 'sales', team = null, kinds = {}, abilities = [] } = options
  const rights: RoleRights = {
    kinds: Object.fromEntries(allKinds.map(kind => [kind.name, { ...kind.rights[role], ...kinds[kind.name] }])),
    abilities,
  }
  const viewer: Viewer = { user: uuidv7(), team, role: uuidv7(), rights }
  const folder = testFolder()
  const [file, key] = [join(folder, 'profile.sqlite'), Buffer.alloc(32, 7)]
  const database = openDatabase({ file, key })
  openSyncTables(database)
  syncValues(database).set('sight', { viewer, view: viewKey(viewer) })
  database.close()
  const work = await openWorkspace({
    file,
    key,
    server: 'http://127.0.0.1:9',
    token: () => undefined,
    deviceId: uuidv7(),
    user: viewer.user,
    zone: 'Europe/Istanbul',
    log: () => undefined,
  })
  return {
    work,
    viewer,
    make(kind, values, id = uuidv7()) {
      const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
      work.act({ label: 'create', patches: [{ kind, id, create: true, set }] })
      return id
    },
    refuse(error) {
      const [found] = work.outbox.last(1)
      if (!found) throw new Error('nothing is open')
      const { seq, id } = found.entry
      work.outbox.rows.setState(found, 'refused', { answer: { seq, id, status: 'refused', error } })
      return id
    },
    async close() {
      await work.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
