import type { Rev } from '../../shared/record.ts'
import type { FieldCipher } from '../db/columns.ts'
import type { Transaction } from '../db/database.ts'
import type { LogAppender } from '../log/append.ts'
import type { Breathe } from './breath.ts'
import type { CommitRow } from './commit.ts'
import type { DealingCounts } from './dealingCounts.ts'
import type { Loader } from './load.ts'
import type { OperationRecords } from './permitMany.ts'
import type { Commands } from './runCommand.ts'
import type { WorkingSet } from './workingSet.ts'

/** What the entries of one transaction share. */
export interface Transacting {
  tx: Transaction
  company: string
  at: string
  set: WorkingSet
  loader: Loader
  log: LogAppender
  rows: CommitRow[]
  commands: Commands
  cipher: FieldCipher | undefined
  breathe: Breathe
  changed: OperationRecords
  dealings: DealingCounts
}

/** What REST and jobs ask of an entry besides. */
export interface Conditions {
  /** Refused with `record.stale` unless the record still stands at one of these revs. */
  ifMatch?: { id: string; revs: readonly Rev[] }
  /**
   * Written once under these names, as a desktop's entry is under its device: whoever comes again with the same entry
   * gets its answer, with another one under the same device `idempotency.reused`. A refusal is not kept.
   */
  once?: { device: string; entry: string }
  /** The patches name no bases: what stands is replaced. */
  overwrite?: boolean
  /** What is made must not be there: `record.exists` also for an id that follows from a name. */
  isNew?: boolean
  /** Asked under the company's lock, before anything is changed: refused with `record.stale` where it is so no longer. */
  asLongAs?: (ctx: Transacting) => Promise<boolean>
}
