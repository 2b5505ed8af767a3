import { z } from 'zod'
import { entry, fieldChange, fieldName, recordKey, uuid } from '../../../shared/record.ts'
import { errorBody } from '../../../shared/sync/protocol.ts'
import { call } from './define.ts'

const change = recordKey.extend({ set: z.record(fieldName, fieldChange) })

/** What a list does as a spreadsheet does it. */
export const gridFunctions = {
  /**
   * Different changes of many records as one operation: a pasted block, a column filled down. `base` is what the person
   * saw. `all` writes nothing where one of them may not be written, `possible` writes the others, `none` only looks.
   * `refused` says which may not and why, in the order given; `operation` is absent where nothing was written. Many
   * records at once need a right of their own: permission.denied (permissions/bulkEdit.ts).
   */
  'records.paste': call(
    z.object({
      label: entry.shape.label,
      write: z.enum(['all', 'possible', 'none']),
      changes: z.array(change).min(1).max(20_000),
    }),
    z.object({ operation: uuid.optional(), refused: z.array(recordKey.extend({ error: errorBody })) }),
  ),
} as const
