import { setImmediate as turn } from 'node:timers/promises'
import type { Patch } from '../../../shared/record.ts'
import type { Action } from '../sync/entryParts.ts'
import type { Workspace } from '../workspace.ts'
import { undoPatches } from './operations.ts'
import { type BulkArguments, bulkPatches } from './write.ts'

/** Records in one transaction: about 10 ms. */
const slice = 50

/**
 * `changeRecords` for thousands: all are checked before anything is written, and other work goes on in between. Where it
 * is broken off by a crash, what was written is one operation, to be taken back or done again.
 */
export async function changeMany(work: Workspace, args: BulkArguments): Promise<{ operation: string }> {
  const patches: Patch[] = []
  for (let from = 0; from < args.keys.length; from += slice) {
    if (from > 0) await turn()
    patches.push(...bulkPatches(work, args, args.keys.slice(from, from + slice)))
  }
  return writeMany(work, { label: args.label, patches })
}

/** `undoOperation` for thousands. Taking back how a clash was settled settles it anew, by what stands then. */
export async function undoMany(work: Workspace, operation: string): Promise<{ operation: string }> {
  const patches = undoPatches(work, operation)
  const settles = work.outbox.operation(operation).find(({ entry }) => entry.settles)?.entry.settles
  return writeMany(work, { label: 'undo', undoes: operation, patches, ...(settles ? { settles } : {}) })
}

async function writeMany(work: Workspace, { patches, ...action }: Action): Promise<{ operation: string }> {
  const operation = work.newId()
  for (let from = 0; from === 0 || from < patches.length; from += slice) {
    if (from > 0) await turn()
    work.act({ ...action, operation, patches: patches.slice(from, from + slice) })
  }
  return { operation }
}
