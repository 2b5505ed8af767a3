import { setImmediate as turn } from 'node:timers/promises'
import { projectFor } from '../../../shared/permissions/project.ts'
import { canSee, type Viewer } from '../../../shared/permissions/viewer.ts'
import { type RecordKey, type RecordState, visibilityKey } from '../../../shared/record.ts'
import type { Database } from '../storage/database.ts'
import type { Copies } from './copies.ts'
import { sameSight } from './sight.ts'

export interface EvictSettings {
  database: Database
  copies: Copies
  project(keys: RecordKey[]): void
  /** Length of one transaction, in milliseconds. */
  sliceMs?: number
}

const pageSize = 25

/**
 * Removes what `viewer` may not see and strips what is hidden from them, by the rule the server uses, kind by kind in
 * short transactions. Deleted pages are overwritten (`secure_delete`) and the write-ahead log is cut at the end. No pull
 * may be running. May be broken off and begun again. Gives how many records went.
 */
export async function evict(
  { database, copies, project, sliceMs = 10 }: EvictSettings,
  earlier: Viewer | undefined,
  viewer: Viewer,
): Promise<number> {
  let evicted = 0
  for (const kind of copies.kinds()) {
    if (earlier && sameSight(earlier, viewer, kind)) continue
    let before: string | undefined
    for (let isMore = true; isMore; await turn()) {
      isMore = database.write(() => {
        const started = performance.now()
        for (;;) {
          const page = copies.page(kind, before, pageSize)
          evicted += evictPage(copies, project, viewer, page)
          before = page.at(-1)?.id ?? before
          if (page.length < pageSize) return false
          if (performance.now() - started > sliceMs) return true
        }
      })
    }
  }
  // What the log still holds of removed records goes with it; a reader in the middle of a query delays that.
  if (evicted > 0) database.sql.pragma('wal_checkpoint(TRUNCATE)')
  return evicted
}

function evictPage(
  copies: Copies,
  project: EvictSettings['project'],
  viewer: Viewer,
  page: readonly RecordState[],
): number {
  const unseen = page.filter(state => !canSee(viewer, state.kind, visibilityKey(state)))
  copies.remove(unseen)
  const changed: RecordKey[] = [...unseen]
  for (const state of page) {
    if (unseen.includes(state)) continue
    const stripped = projectFor(viewer, state)
    if (holds(state, stripped)) continue
    copies.replace(stripped)
    changed.push(state)
  }
  project(changed.map(({ kind, id }) => ({ kind, id })))
  return unseen.length
}

/** Whether stripping took nothing away. */
const holds = (state: RecordState, stripped: RecordState): boolean =>
  Object.keys(state.values).length === Object.keys(stripped.values).length &&
  Object.keys(state.stubs ?? {}).length === Object.keys(stripped.stubs ?? {}).length
