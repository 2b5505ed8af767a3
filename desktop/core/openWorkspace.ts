import { createRxDatabase, type RxDatabase } from 'rxdb/plugins/core'
import { goesAlong } from '../../shared/command.ts'
import type { AnyKind, Values } from '../../shared/entity.ts'
import { AppError } from '../../shared/errors.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { definingKinds, isDefining, type Kinds, kindsWith } from '../../shared/kinds.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { Patch, RecordKey, RecordState } from '../../shared/record.ts'
import { stampsOf, withStamps } from '../../shared/stamps.ts'
import { createDeviceStore } from './deviceStore.ts'
import { codeOf } from './diagnostics/unexpected.ts'
import { fileLine } from './files/fileLine.ts'
import { createFiles, fileKind } from './files/files.ts'
import { filesFolder } from './files/filesFolder.ts'
import { growSlowly } from './heapGrowth.ts'
import { createOwnClashes } from './ownClashes.ts'
import { childIds, idsByTitle } from './projection/children.ts'
import { createProjection, type Projection } from './projection/projection.ts'
import { createReader, type ReaderClient } from './reader/createReader.ts'
import { type Checkpoints, createCheckpoints } from './storage/checkpoints.ts'
import { type Database, openDatabase } from './storage/database.ts'
import { getRxStoragePergel } from './storage/rxStorage.ts'
import { shortHash } from './storage/shortHash.ts'
import type { Change } from './sync/changeBus.ts'
import type { Welcome } from './sync/link.ts'
import { recordHooks } from './sync/recordHooks.ts'
import { pulledRecords, type RecordDocument, recordsCollection, recordsName } from './sync/records.ts'
import { createSync, type Sync, type SyncSettings } from './sync/sync.ts'
import { createRelated } from './timeline/related.ts'
import type { Workspace } from './workspace.ts'

export interface WorkspaceSettings {
  file: string
  /** 32 random bytes from the key store. */
  key: Uint8Array
  /** http:// or https:// address of the server. */
  server: string
  /** undefined: signed out; nothing is sent or asked. */
  token: () => string | undefined
  deviceId: string
  user: string
  zone: string
  log: (event: string, details?: Record<string, unknown>) => void
  welcomed?: (welcome: Welcome) => void
  now?: () => number
  random?: () => number
  connection?: Pick<SyncSettings['connection'], 'timing' | 'waits'>
}

/** Own fields add columns; the others decide what a person may do or how people are called. */
const ownFieldKind = 'ownField'
const isDefiningKind = (kind: string): boolean => definingKinds.some(name => name === kind)
const rightsKinds = new Set([ownFieldKind, 'user', 'team', 'role'])
const smallKindLimit = 2_000
const fillSliceMs = 10

/**
 * Opens a person's file and works on what is in it at once; the connection follows by itself. Throws storage.wrongKey,
 * storage.damaged, storage.full, storage.readOnly, and client.tooOld for a file of a newer version.
 */
export async function openWorkspace(settings: WorkspaceSettings): Promise<Workspace> {
  const { file, key, deviceId, log } = settings
  growSlowly()
  const checkpoints: Checkpoints = createCheckpoints(
    { file, key },
    () => database,
    thrown => log('checkpoints.died', { code: codeOf(thrown) }),
  )
  const database = openDatabase({ file, key, logPages: 0, committed: checkpoints.committed })
  let rx: RxDatabase | undefined
  try {
    const hooks = recordHooks()
    const storage = getRxStoragePergel({ database, hooks, ...pulledRecords })
    rx = await createRxDatabase({
      // One name in a process each; a device has one workspace open at a time.
      name: `pergel-${deviceId}`,
      storage,
      multiInstance: false,
      eventReduce: false,
      hashFunction: shortHash,
    })
    return await workOn({ rx, database, checkpoints, hooks, storage }, settings)
  } catch (thrown) {
    await rx?.close().catch(() => undefined)
    await checkpoints.close()
    throw thrown
  }
}

interface Store {
  rx: RxDatabase
  database: Database
  checkpoints: Checkpoints
  hooks: ReturnType<typeof recordHooks>
  storage: ReturnType<typeof getRxStoragePergel>
}

async function workOn(
  { rx, database, checkpoints, hooks, storage }: Store,
  settings: WorkspaceSettings,
): Promise<Workspace> {
  const { file, key, deviceId, user, zone, log, now = Date.now, random = Math.random } = settings
  const collections = await rx.addCollections<{ records: RecordDocument }>({ [recordsName]: recordsCollection })
  // For queries of RxDB's own, of which there are none: a hundred documents in two states would each outlive young memory.
  collections[recordsName]._changeEventBuffer.limit = 1
  const device = createDeviceStore(database, now)
  const rightsListeners = new Set<() => void>()

  const keptOwnFields = () => (device.get('kinds', ownFieldKind) ?? []) as Values[]
  let ownFields = keptOwnFields()
  let kinds: Kinds = kindsWith(ownFields)
  let projection: Projection | undefined
  let isClosed = false

  const shownWithState = (recordKey: RecordKey) => projection?.shown(recordKey)
  const shown = (recordKey: RecordKey) => shownWithState(recordKey)?.state
  const all = (kind: string): RecordState[] =>
    idsByTitle(database, kind, smallKindLimit).flatMap(id => shown({ kind, id }) ?? [])
  const clashes = createOwnClashes({ database, user, shown })

  let isReading = false
  const showReader = (viewer: Viewer | undefined): void => {
    // A reader that is closed, or dies, is told again when it starts anew.
    if (isReading && !isClosed)
      reader.setViewer(viewer).catch(thrown => log('reader.failed', { reason: String(thrown) }))
  }

  const sync: Sync = createSync({
    storage,
    hooks,
    // RxDB types a collection by all collections of its database.
    collection: collections[recordsName] as unknown as SyncSettings['collection'],
    connection: { url: syncUrl(settings.server), token: settings.token, device: deviceId, ...settings.connection },
    projection: sources => {
      projection = createProjection({ ...sources, database, kinds, user: () => user })
      return projection
    },
    now,
    random,
    newId: uuidv7,
    log,
    openClashes: () => clashes.open().length,
    fileProblem: () => database.health.problem,
    viewerChanged: viewer => {
      showReader(viewer)
      for (const listener of rightsListeners) listener()
    },
    kindLoaded: kind => (isDefiningKind(kind) ? takeOwnFields() : undefined),
    ...(settings.welcomed ? { welcomed: settings.welcomed } : {}),
  })
  const reader: ReaderClient = await createReader({
    ...{ file, key, ownFields, zone, ...atFirst(sync.viewer()) },
    died: thrown => log('reader.died', { code: codeOf(thrown) }),
  })
  // The server may have said something else while the thread was starting.
  isReading = true
  showReader(sync.viewer())

  /** What the company changed in its kinds. New own fields get their columns; what is in the copies fills them bit by bit between other work. */
  const takeOwnFields = async (): Promise<void> => {
    const next = definingKinds
      .flatMap(all)
      .filter(({ kind, values, archived }) => !archived && isDefining(kind, values))
      .map(({ values }) => values)
    if (JSON.stringify(next) === JSON.stringify(ownFields)) return
    const nextKinds = kindsWith(next)
    projection?.setKinds(nextKinds)
    device.put('kinds', ownFieldKind, next)
    kinds = nextKinds
    // Not before all of it is done: what a full disk refused is tried again.
    ownFields = next
    await fill()
    await reader.setKinds(next)
    for (const listener of rightsListeners) listener()
  }
  const takeChanged = (): void => {
    takeOwnFields().catch(thrown => log('ownFields.failed', { reason: String(thrown) }))
  }
  let filling: Promise<void> | undefined
  const fill = (): Promise<void> => {
    filling ??= (async () => {
      // Not before `filling` is set: what ends at once would otherwise count as under way for ever.
      await Promise.resolve()
      try {
        while (!isClosed && projection?.fillSome(fillSliceMs)) await new Promise(resolve => setImmediate(resolve))
      } catch (thrown) {
        log('fill.failed', { reason: String(thrown) })
      } finally {
        filling = undefined
      }
    })()
    return filling
  }

  const files = createFiles({
    ...{ database, key, now, random, newId: uuidv7, log },
    folder: filesFolder(file),
    line: fileLine({ server: settings.server, token: settings.token }),
    shown: shownWithState,
    isOnline: () => sync.state().connection === 'online',
  })
  let wasOnline = false
  sync.onState(() => {
    const isOnline = sync.state().connection === 'online'
    if (isOnline !== wasOnline) files.kick(isOnline)
    wasOnline = isOnline
  })

  const look = (changes: readonly Change[]): void => {
    const changed = new Set(changes.map(({ kind }) => kind))
    if (changed.has(fileKind)) files.kick()
    clashes.changed(changes)
    if ([...changed].some(isDefiningKind)) takeChanged()
    if ([...changed].some(kind => rightsKinds.has(kind))) for (const listener of rightsListeners) listener()
  }
  const unwatch = database.health.onChange(() => {
    sync.diskChanged()
    if (database.health.problem) return
    // What the disk refused of it; not while the write that ended the trouble is still being told.
    queueMicrotask(takeChanged)
    void fill()
  })
  sync.onChanges(look)
  clashes.read()
  void fill()

  /** Only where the definition asks for it is there anything to look up. */
  const stamped = (kind: AnyKind, patch: Patch, at: string): Patch =>
    stampsOf(kind).length === 0 ? patch : withStamps(kind, shown(patch)?.values, patch, at)

  return {
    deviceId,
    viewer: () => {
      const viewer = sync.viewer()
      if (!viewer) throw new AppError('auth.required')
      return viewer
    },
    kinds: () => kinds,
    now,
    newId: uuidv7,
    shown,
    shownWithState,
    childrenOf: parent =>
      kinds.all
        .filter(kind => goesAlong(kind, parent.kind))
        .flatMap(kind => childIds(database, kind.name, parent.id).flatMap(id => shown({ kind: kind.name, id }) ?? [])),
    all,
    clashes,
    ownFields: () => ownFields,
    lists: reader,
    related: createRelated(database),
    sync,
    outbox: sync.outbox,
    refused: sync.refused,
    device,
    files,
    act: (action, options) => {
      const at = new Date(now()).toISOString()
      const patches = action.patches.map(patch => {
        const kind = kinds.get(patch.kind)
        return kind ? stamped(kind, patch, at) : patch
      })
      // What its author puts in by hand settles a clash as the button does; an undo says by itself what it settles.
      const [met, ...more] = action.settles || action.undoes || action.command ? [] : clashes.metBy(patches)
      const entries = sync.act({ ...action, patches, ...(met ? { settles: met } : {}) }, options)
      const [first] = entries
      if (!first) throw new AppError('internal')
      const { operation, label } = first
      const after = entries.map(({ id }) => id)
      for (const settles of more) sync.act({ label, operation, settles, after, patches: [] }, options)
      return operation
    },
    onRights: listener => {
      rightsListeners.add(listener)
      return () => rightsListeners.delete(listener)
    },
    close: async () => {
      isClosed = true
      unwatch()
      await files.close()
      await sync.close()
      await filling
      await reader.close()
      await rx.close()
      await checkpoints.close()
    },
  }
}

const atFirst = (viewer: Viewer | undefined) => (viewer ? { viewer } : {})
const syncUrl = (server: string): string => new URL('/sync', server.replace(/^http/, 'ws')).href
