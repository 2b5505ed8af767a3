import type { Handlers } from '../api/dispatch.ts'
import type { operationFunctions } from '../api/operations.ts'
import type { Workspace } from '../workspace.ts'
import { previewBulk, runBulk } from './bulk.ts'
import { createBulkJobs } from './bulkJobs.ts'
import { settleMany } from './clashes.ts'
import { keptOf, lastOperations, nextTurns, turnsOf } from './operations.ts'
import { discardMany, sendMany } from './refused.ts'
import { redoMany, undoMany } from './turns.ts'

/** Everything of api/operations.ts. */
export function operationHandlers(work: () => Workspace): Pick<Handlers, keyof typeof operationFunctions> {
  const jobs = createBulkJobs()
  const startedAt = new Date().toISOString()
  return {
    'bulk.preview': change => previewBulk(work(), change),
    'bulk.run': change => runBulk(work(), jobs, change),
    'bulk.jobs': (_args, emit) => jobs.follow(emit),
    'bulk.stop': ({ operation }) => {
      jobs.stop(operation)
      return {}
    },
    'operations.last': ({ limit }) => lastOperations(work(), limit),
    'operations.undo': ({ operation }) => undoMany(work(), operation, jobs),
    'operations.redo': ({ operation }) => redoMany(work(), operation, jobs),
    'operations.next': () => ({ ...nextTurns(work()), startedAt }),
    'operations.kept': ({ operation }) => {
      const { last } = turnsOf(work(), operation)
      return last ? keptOf(work(), last).fields : []
    },
    'clashes.settleMany': ({ ids, take }) => settleMany(work(), ids, take),
    'refused.discardMany': ({ entries }) => ({ count: discardMany(work(), entries) }),
    'refused.sendMany': ({ entries }) => ({ count: sendMany(work(), entries) }),
  }
}
