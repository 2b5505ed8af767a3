import { z } from 'zod'
import { listQuery } from '../../../shared/filters.ts'
import { entry, fieldName, recordKey, uuid } from '../../../shared/record.ts'
import { errorBody } from '../../../shared/sync/protocol.ts'
import { call, done, instant, none, stream } from './define.ts'

/** The most records that one operation changes. */
export const mostInOperation = 50_000

/** Named one by one, or all that a list shows but some. */
export const recordsOf = z.union([
  z.strictObject({ keys: z.array(recordKey).min(1).max(20_000) }),
  z.strictObject({ query: listQuery, except: z.array(uuid).max(20_000) }),
])
export type RecordsOf = z.infer<typeof recordsOf>

/** What shall become of each of the records: fields set, emptied, and of sets some members added or taken out. */
export const bulkChange = z.strictObject({
  label: entry.shape.label,
  of: recordsOf,
  set: z.record(fieldName, z.unknown()).optional(),
  clear: z.array(fieldName).optional(),
  add: z.record(fieldName, z.array(z.string())).optional(),
  remove: z.record(fieldName, z.array(z.string())).optional(),
})
export type BulkChange = z.infer<typeof bulkChange>

const bulkPreview = z.object({
  /** Records that were chosen; of them `change` would change and `same` are so already. */
  total: z.int(),
  change: z.int(),
  same: z.int(),
  /** What would stay as it is, by why: no right, a rule of the record (`record.invalid` with the fields), not here. */
  left: z.array(z.object({ error: errorBody, count: z.int(), titles: z.array(z.string()) })),
  /** The first three that would change. */
  samples: z.array(
    z.object({
      id: uuid,
      title: z.string(),
      changes: z.array(z.object({ field: z.string(), old: z.unknown().optional(), new: z.unknown().optional() })),
    }),
  ),
  /** Why nothing of it may be done: too many for somebody without the right, or for a company that wants none. */
  refusal: errorBody.optional(),
})
export type BulkPreview = z.infer<typeof bulkPreview>

const bulkResult = z.object({
  operation: uuid,
  changed: z.int(),
  /** Chosen and not changed, whatever the reason; with a stop, those it did not come to as well. */
  unchanged: z.int(),
  isStopped: z.boolean(),
})
export type BulkResult = z.infer<typeof bulkResult>

/** A large change under way. */
const bulkJob = z.object({
  operation: uuid,
  label: z.string(),
  kind: z.string(),
  done: z.int(),
  total: z.int(),
  perSecond: z.number(),
})
export type BulkJob = z.infer<typeof bulkJob>

/** A field that an undo or redo left as it is. */
const keptField = z.object({
  kind: z.string(),
  id: uuid,
  title: z.string(),
  /** Empty: the whole record. */
  field: z.string(),
  /** Somebody changed it since, the person may no longer write it, or the record is not here any more. */
  why: z.enum(['changed', 'denied', 'gone']),
  /** Who changed it and when, where that is known. */
  user: z.string().optional(),
  at: instant.optional(),
})
export type KeptField = z.infer<typeof keptField>

/** One thing this person did here. Taking it back and doing it again are states of it, not rows of their own. */
export const operation = z.object({
  operation: uuid,
  label: z.string(),
  at: instant,
  kind: z.string(),
  /** The first hundred of its records. */
  ids: z.array(uuid),
  /** How many records it touched. */
  count: z.int(),
  /** Title of the first record, for the list. */
  title: z.string(),
  state: z.enum(['waiting', 'done', 'refused', 'undone', 'partlyUndone']),
  /** Why it cannot be undone (`notUndoable.<reason>`). */
  notUndoable: z.string().optional(),
  /** When it was last taken back, or done again. */
  turnedAt: instant.optional(),
  /** Its last undo or redo waits for the server, or the server did not take it. */
  turn: z.enum(['waiting', 'refused']).optional(),
  /** Fields that its last undo or redo left as they are; see `operations.kept`. */
  kept: z.int(),
})
export type Operation = z.infer<typeof operation>

const turned = z.object({
  operation: uuid,
  /** How many fields stayed as they are, and the first of them. */
  keptCount: z.int(),
  kept: z.array(keptField),
})
export type Turned = z.infer<typeof turned>

/** Large changes, undo and redo, and what one settles of clashes and refusals at once. */
export const operationFunctions = {
  /** What a change would do. Throws input.tooLarge, record.invalid where a value is wrong for every record. */
  'bulk.preview': call(bulkChange, bulkPreview),
  /** Does it: answers when it is done or stopped; it goes on when nobody waits. Throws permission.denied besides. */
  'bulk.run': call(bulkChange, bulkResult),
  /** What is under way; one operation is dropped from the list when it is done. */
  'bulk.jobs': stream(none, z.array(bulkJob)),
  /** No further record is changed; what was, stays changed and is undone as one. */
  'bulk.stop': call(z.object({ operation: uuid }), done),

  /** Newest first. */
  'operations.last': call(z.object({ limit: z.int().max(200) }), z.array(operation)),
  /** Takes it back where it still holds. Throws command.refused with a reason (`notUndoable.<reason>`). */
  'operations.undo': call(z.object({ operation: uuid }), turned),
  /** Does again what was taken back, where the undo still holds. */
  'operations.redo': call(z.object({ operation: uuid }), turned),
  /** What Ctrl+Z takes back next, and what Ctrl+Shift+Z does again: back in order, forward until a new action. */
  'operations.next': call(
    none,
    z.object({
      undo: operation.nullable(),
      redo: operation.nullable(),
      /** When this desktop was started: what was done before that, nobody has in mind any more. */
      startedAt: instant,
    }),
  ),
  /** What the last undo or redo of an operation left as it is, field by field; at most 200. */
  'operations.kept': call(z.object({ operation: uuid }), z.array(keptField)),

  /** As `clashes.settle`, for many, as one operation. Those that cannot be settled so are counted in `left`. */
  'clashes.settleMany': call(
    z.object({ ids: z.array(uuid).min(1).max(500), take: z.enum(['mine', 'theirs']) }),
    z.object({ operation: uuid.optional(), settled: z.int(), left: z.int() }),
  ),
  /** As `refused.discard` and `refused.mend` without values, for many; one that went with another counts too. */
  'refused.discardMany': call(z.object({ entries: z.array(uuid).min(1).max(500) }), z.object({ count: z.int() })),
  'refused.sendMany': call(z.object({ entries: z.array(uuid).min(1).max(500) }), z.object({ count: z.int() })),
} as const
