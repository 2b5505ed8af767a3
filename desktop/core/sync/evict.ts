import { setImmediate as turn } from 'node:timers/promises'
import { projectFor } from '../../../shared/permissions/project.ts'
import { canSee, type Viewer } from '../../../shared/permissions/viewer.ts'
import { isGone, type RecordKey, type RecordState, type SyncedState, visibilityKey } from '../../../shared/record.ts'
import { cutLog } from '../storage/cutLog.ts'
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
 * Removes what `viewer` may not see and strips what is hidden from them, by the rule the server uses, in short
 * transactions. Deleted pages are overwritten (`secure_delete`) and the write-ahead log is cut at the end. No pull may
 * be running. May be broken off and begun again. `earlier`: whom the copies were made for, where that is known.
 * Gives how many records went.
 */
export async function evict(
  { database, copies, project, sliceMs = 10 }: EvictSettings,
  earlier: Viewer | undefined,
  viewer: Viewer,
): Promise<number> {
  let evicted = 0
  let isChanged = false
  let after = ''
  const slice = (): boolean => {
    const started = performance.now()
    for (;;) {
      const page = copies.after(after, pageSize)
      const concerned = page.filter(state => !earlier || !sameSight(earlier, viewer, state.kind))
      const { gone, stripped } = evictPage(copies, project, viewer, concerned)
      evicted += gone
      isChanged ||= gone + stripped > 0
      after = page.at(-1)?.id ?? after
      if (page.length < pageSize) return false
      if (performance.now() - started > sliceMs) return true
    }
  }
  while (database.write(slice)) await turn()
  // What the log still holds of removed records and hidden fields goes with it.
  if (isChanged) await cutLog(database)
  return evicted
}

function evictPage(
  copies: Copies,
  project: EvictSettings['project'],
  viewer: Viewer,
  page: readonly SyncedState[],
): { gone: number; stripped: number } {
  const unseen: SyncedState[] = []
  const stripped: RecordState[] = []
  for (const state of page) {
    if (isGone(state)) continue
    if (!canSee(viewer, state.kind, visibilityKey(state))) unseen.push(state)
    else {
      const seen = projectFor(viewer, state)
      if (!holdsAll(state, seen)) stripped.push(seen)
    }
  }
  copies.remove(unseen.map(({ id }) => id))
  for (const state of stripped) copies.replace(state)
  const changed = [...unseen, ...stripped]
  if (changed.length > 0) project(changed.map(({ kind, id }) => ({ kind, id })))
  return { gone: unseen.length, stripped: stripped.length }
}

/** Whether stripping took nothing away. */
const holdsAll = (state: RecordState, seen: RecordState): boolean =>
  Object.keys(state.values).length === Object.keys(seen.values).length &&
  Object.keys(state.stubs ?? {}).length === Object.keys(seen.stubs ?? {}).length
