import { createRxDatabase } from 'rxdb/plugins/core'
import { createDeviceStore } from '../../../desktop/core/deviceStore.ts'
import { createProjection } from '../../../desktop/core/projection/projection.ts'
import { bulkLoad, bulkLoadContext } from '../../../desktop/core/storage/bulkLoad.ts'
import { openDatabase } from '../../../desktop/core/storage/database.ts'
import { getRxStoragePergel } from '../../../desktop/core/storage/rxStorage.ts'
import { shortHash } from '../../../desktop/core/storage/shortHash.ts'
import { createCopies } from '../../../desktop/core/sync/copies.ts'
import { recordHooks } from '../../../desktop/core/sync/recordHooks.ts'
import {
  documentOf,
  pulledRecords,
  type RecordDocument,
  recordsCollection,
  recordsName,
  syncedStateOf,
} from '../../../desktop/core/sync/records.ts'
import { openSyncTables, syncValues } from '../../../desktop/core/sync/tables.ts'
import { kindsWith } from '../../../shared/kinds.ts'
import { viewKey } from '../../../shared/permissions/viewer.ts'
import type { RecordState } from '../../../shared/record.ts'
import { benchOwnFields, benchViewer } from '../customers.ts'

/** A profile file as a first sync leaves it: copies through RxDB's storage, narrow rows, search rows, position, viewer. */
export async function fillProfile({ file, key }: { file: string; key: Uint8Array }, states: Iterable<RecordState>) {
  const database = openDatabase({ file, key })
  const hooks = recordHooks()
  const storage = getRxStoragePergel({ database, hooks, ...pulledRecords })
  const rx = await createRxDatabase({
    ...{ name: 'fill', storage, multiInstance: false, eventReduce: false, hashFunction: shortHash },
  })
  await rx.addCollections({ [recordsName]: recordsCollection })
  openSyncTables(database)
  const copies = createCopies(storage)
  const projection = createProjection({
    database,
    kinds: kindsWith(benchOwnFields),
    user: () => benchViewer.user,
    copyOf: copies.get,
    openPatchesOf: () => [],
    copiesAfter: copies.after,
  })
  hooks.listen({
    written(documents, context) {
      const written = documents.flatMap(document => syncedStateOf(document) ?? [])
      if (written.length > 0) projection.projectStates(written, context === bulkLoadContext ? 'loading' : 'live')
    },
    committed() {},
  })
  let count = 0
  let bytes = 0
  const put = async (page: RecordState[]) => {
    for (const state of page) bytes += JSON.stringify(state).length
    count += page.length
    await bulkLoad<RecordDocument>(storage, recordsName, page.map(documentOf))
  }
  const started = performance.now()
  let page: RecordState[] = []
  for (const state of states) {
    page.push(state)
    if (page.length === 1000) {
      await put(page)
      page = []
    }
  }
  await put(page)
  const seconds = (performance.now() - started) / 1000

  syncValues(database).set('sight', { viewer: benchViewer, view: viewKey(benchViewer) })
  copies.setPosition({ epoch: 1, number: count, hash: '0'.repeat(64) })
  createDeviceStore(database, Date.now).put('kinds', 'ownField', benchOwnFields)
  database.flush()
  database.sql.pragma('wal_checkpoint(TRUNCATE)')
  const [indexes] = database.sql.prepare("SELECT count(*) AS n FROM sqlite_master WHERE type = 'index'").all() as {
    n: number
  }[]
  await rx.close()
  database.close()
  return { count, seconds, documentBytes: bytes / count, indexes: indexes?.n ?? 0 }
}
