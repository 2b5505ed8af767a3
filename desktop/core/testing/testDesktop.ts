import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRxDatabase, type RxDatabase } from 'rxdb/plugins/core'
import { newRecord, withPatch } from '../../../shared/apply.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import { builtInKinds } from '../../../shared/kinds.ts'
import { isGone, type Patch, type RecordKey, type RecordState } from '../../../shared/record.ts'
import { type Database, openDatabase } from '../storage/database.ts'
import { getRxStoragePergel, type RxStoragePergel } from '../storage/rxStorage.ts'
import { shortHash } from '../storage/shortHash.ts'
import type { Copies } from '../sync/copies.ts'
import { createCopies } from '../sync/copies.ts'
import { recordHooks } from '../sync/recordHooks.ts'
import { pulledRecords, type RecordDocument, recordsCollection, recordsName } from '../sync/records.ts'
import { createSync, type ProjectionSources, type Sync, type SyncSettings } from '../sync/sync.ts'

export interface TestDesktop {
  readonly sync: Sync
  readonly database: Database
  readonly storage: RxStoragePergel
  readonly copies: Copies
  readonly file: string
  readonly device: string
  readonly logged: { event: string; details: Record<string, unknown> | undefined }[]
  /** What a person would see of a record. */
  shown(id: string): RecordState | undefined
  allShown(): RecordState[]
  create(kind: string, values: Record<string, unknown>, id?: string): string
  edit(id: string, values: Record<string, unknown>): void
  close(): Promise<void>
}

export interface TestDesktopOptions
  extends Partial<Omit<SyncSettings, 'storage' | 'hooks' | 'collection' | 'connection'>> {
  url: string
  user: string
  device?: string
  /** An existing profile file. */
  file?: string
  timing?: SyncSettings['connection']['timing']
}

const key = Buffer.alloc(32, 7)
export const testFolder = (): string => mkdtempSync(join(tmpdir(), 'pergel-sync-'))
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })

/** One desktop's core as far as sync goes: a real file, real RxDB, a projection that only keeps what is shown. */
export async function openTestDesktop(options: TestDesktopOptions): Promise<TestDesktop> {
  const { url, user, device = uuidv7(), file = join(testFolder(), 'profile.db'), timing, ...rest } = options
  const database = openDatabase({ file, key })
  const hooks = recordHooks()
  const storage = getRxStoragePergel({ database, hooks, ...pulledRecords, sliceMs: 5 })
  const rx: RxDatabase = await createRxDatabase({
    // One name in a process for each file that is open.
    name: `pergel-${(await shortHash(file)).toLowerCase()}`,
    storage,
    multiInstance: false,
    eventReduce: false,
    hashFunction: shortHash,
  })
  const collections = await rx.addCollections<{ records: RecordDocument }>({ [recordsName]: recordsCollection })
  const logged: TestDesktop['logged'] = []
  let token: string | undefined = user
  const projection = testProjection(database, user)
  const sync = createSync({
    storage,
    hooks,
    // RxDB types a collection by all collections of its database.
    collection: collections[recordsName] as unknown as SyncSettings['collection'],
    connection: {
      url,
      token: () => token,
      device,
      timing: { welcome: 2_000, answer: 5_000, ping: 1_000, ...timing },
      waits: { first: 20, soon: 100, late: 100 },
    },
    projection: projection.connect,
    now: Date.now,
    random: Math.random,
    newId: uuidv7,
    log(event, details) {
      logged.push({ event, details })
      if (process.env['SYNC_LOG']) console.error(event, details)
    },
    sendWaits: { first: 20, soon: 100, late: 100 },
    pullRetryAfter: () => 50,
    ...rest,
  })
  const shown = (id: string): RecordState | undefined => projection.read(id)

  return {
    sync,
    database,
    storage,
    copies: createCopies(storage),
    file,
    device,
    logged,
    shown,
    allShown: projection.all,
    create(kind, values, id = uuidv7()) {
      const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
      sync.act({ label: 'create', patches: [{ kind, id, create: true, set }] })
      return id
    },
    edit(id, values) {
      sync.act({ label: 'edit', patches: [editOf(shown(id), values)] })
    },
    async close() {
      if (token === undefined) return
      token = undefined
      await sync.close()
      await rx.close()
      database.close()
    },
  }
}

/** The patch of a form that was opened with this state. */
export function editOf(state: RecordState | undefined, values: Record<string, unknown>): Patch {
  if (!state) throw new Error('nothing is shown under this id')
  const was: Record<string, unknown> = {
    ...state.values,
    owner: state.owner,
    team: state.team,
    archived: state.archived,
  }
  const set = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { ...(was[name] === undefined ? {} : { base: was[name] }), ...(value === undefined ? {} : { value }) },
    ]),
  )
  return { kind: state.kind, id: state.id, set }
}

/** The copy with the open patches on it, as JSON in one table: enough to see that every change is projected. */
function testProjection(database: Database, user: string) {
  database.sql.exec('CREATE TABLE IF NOT EXISTS test_shown(id TEXT PRIMARY KEY, state TEXT NOT NULL)')
  let sources: ProjectionSources | undefined
  const met = new Set<string>()
  const project = (keys: readonly RecordKey[]): RecordKey[] => {
    for (const recordKey of keys) {
      const copy = sources?.copyOf(recordKey.id)
      const open = sources?.openPatchesOf(recordKey.id) ?? []
      let state = copy
      let isMet = copy !== undefined && open.length > 0
      for (const { entry, patch } of open) {
        if (!state && !patch.create) continue
        const before: RecordState = state ?? newRecord(recordKey, entry.at, user)
        state = withPatch(builtInKinds.require(patch.kind), before, patch, entry.undoes !== undefined)
        isMet &&= state === before
      }
      met.delete(recordKey.id)
      database.afterCommit(() => (isMet ? met.add(recordKey.id) : met.delete(recordKey.id)))
      if (state) database.prepare('REPLACE INTO test_shown VALUES (?, ?)').run(state.id, JSON.stringify(state))
      else database.prepare('DELETE FROM test_shown WHERE id = ?').run(recordKey.id)
    }
    return [...keys]
  }
  const parse = (text: unknown): RecordState => JSON.parse(String(text)) as RecordState
  return {
    connect(from: ProjectionSources) {
      sources = from
      return {
        project,
        projectStates: (states: Parameters<ReturnType<SyncSettings['projection']>['projectStates']>[0]) =>
          project(states),
        isMet: (id: string) => met.has(id),
        purgeSome: () => false,
      }
    },
    read(id: string) {
      const text = database.prepare('SELECT state FROM test_shown WHERE id = ?').pluck().get(id)
      return text === undefined ? undefined : parse(text)
    },
    all: () => database.prepare('SELECT state FROM test_shown ORDER BY id DESC').pluck().all().map(parse),
  }
}

/** Waits for something to become true; fails with `what` after some seconds. */
export async function until(what: string, is: () => boolean, ms = 8_000): Promise<void> {
  const end = performance.now() + ms
  while (!is()) {
    if (performance.now() > end) throw new Error(`not within ${ms} ms: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

/** The records that a desktop holds as the server's copies, ids descending. */
export const copiesOf = (desktop: TestDesktop): RecordState[] => {
  const all: RecordState[] = []
  for (let after = ''; ; ) {
    const page = desktop.copies.after(after, 500)
    for (const state of page) if (!isGone(state)) all.push(state)
    const last = page.at(-1)
    if (!last) return all.reverse()
    after = last.id
  }
}
