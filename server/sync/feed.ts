import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { Rev, SyncedState } from '../../shared/record.ts'
import type { Head } from '../../shared/sync/protocol.ts'
import { type Change, statesFor } from './project.ts'

export interface FeedReads {
  head(): Promise<Head>
  /** The last number of an epoch that the log still holds. */
  lastOf(epoch: number): Promise<number>
  /** At most `limit` log rows above `after`, with the records as they stand and the head of the last row. */
  changesAfter(after: number, limit: number): Promise<{ changes: Change[]; to: Head; more: boolean }>
}

export interface Page {
  states: SyncedState[]
  to: Head
  more: boolean
}

/** The present visible state of every record with rev above `after`, once, in pages by number. Never empty in effect. */
export async function pageAfter(reads: FeedReads, viewer: Viewer, after: Rev, limit: number): Promise<Page> {
  const head = await reads.head()
  // After a restore the desktop's copies above the restored number stand for changes that never happened here.
  const from = after.epoch < head.epoch ? Math.min(after.number, await reads.lastOf(after.epoch)) : after.number
  if (from >= head.number) return { states: [], to: head, more: false }
  const { changes, to, more } = await reads.changesAfter(from, limit)
  return { states: statesFor(viewer, changes, to.number), to, more }
}
