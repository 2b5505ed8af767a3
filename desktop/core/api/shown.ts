import { z } from 'zod'
import { kindName, recordKey, uuid } from '../../../shared/record.ts'
import { instant } from './define.ts'

/** A record as it is shown: the server's copy with this desktop's open patches on it. */
export const shownRecord = z.object({
  kind: kindName,
  id: uuid,
  epoch: z.int(),
  number: z.int(),
  owner: uuid.optional(),
  team: uuid.optional(),
  parent: recordKey.optional(),
  archived: z.boolean(),
  createdAt: instant,
  createdBy: z.string(),
  updatedAt: instant,
  updatedBy: z.string(),
  values: z.record(z.string(), z.unknown()),
  stubs: z.record(z.string(), z.object({ kind: z.string(), title: z.string() })).optional(),
  title: z.string(),
  /** Has changes that the server has not accepted yet. */
  waiting: z.boolean(),
  /** Ids of open clashes on it. */
  clashes: z.array(uuid),
})
export type ShownRecord = z.infer<typeof shownRecord>

/** What one operation did to a record. */
export const historyRow = z.object({
  /** Absent for this desktop's own open entries. */
  number: z.int().optional(),
  operation: uuid,
  label: z.string(),
  at: instant,
  user: z.string(),
  device: z.string(),
  waiting: z.boolean(),
  undoes: uuid.optional(),
  changes: z.array(
    z.object({
      field: z.string(),
      old: z.unknown().optional(),
      new: z.unknown().optional(),
      erased: z.boolean().optional(),
    }),
  ),
})
export type HistoryRow = z.infer<typeof historyRow>
