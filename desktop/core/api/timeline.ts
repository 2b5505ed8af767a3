import { z } from 'zod'
import { entry, fieldChange, fieldName, kindName, recordKey, uuid } from '../../../shared/record.ts'
import { call, instant } from './define.ts'
import { historyRow, shownRecord } from './shown.ts'

/** A record and what a detail shows around it, in one answer. */
const recordDetail = z.object({
  record: shownRecord,
  /** How many records of each kind hang on it or are about it: the viewer's kinds only, without archived ones. */
  counts: z.record(kindName, z.int()),
  /** What it points to and hangs on. */
  titles: z.array(recordKey.extend({ title: z.string() })),
})
export type RecordDetail = z.infer<typeof recordDetail>

/** Something that happened with a record, or with what hangs on it. */
const timelineItem = z.object({
  /** For lists on screen. */
  key: z.string(),
  at: instant,
  by: z.string(),
  waiting: z.boolean(),
  /** `state`: its state or owner changed, a command was run, it was put away; `edit`: fields changed; else a kind's name. */
  sort: z.string(),
  /** The record that it happened with: the one asked for, or one that hangs on it. */
  kind: kindName,
  id: uuid,
  title: z.string(),
  /** A moment of a record: `createdAt` or a field, and the record. */
  moment: z.string().optional(),
  record: shownRecord.optional(),
  /** A change of the log. */
  change: historyRow.optional(),
  /** What the record hangs on, where that is not the one asked for. */
  under: recordKey.extend({ title: z.string() }).optional(),
})
export type TimelineItem = z.infer<typeof timelineItem>

const creation = z.object({ kind: kindName, id: uuid, set: z.record(fieldName, fieldChange) })

/** Part of the function table in functions.ts. */
export const timelineFunctions = {
  /** null where there is nothing for this viewer. */
  'records.detail': call(recordKey, recordDetail.nullable()),

  /**
   * Everything that happened with a record, newest first. `here`: at once, from what is on this machine; else the log's
   * part is asked from the server; `isKept`: it could not be, and what this machine kept reaches to `until`. A page
   * may be short of `limit` before the end; `next` says whether there is more. Throws record.notFound.
   */
  'timeline.list': call(
    recordKey.extend({
      sorts: z.array(z.string()).max(60).optional(),
      after: z.string().max(200).optional(),
      limit: z.int().min(1).max(200),
      here: z.boolean().optional(),
    }),
    z.object({
      items: z.array(timelineItem),
      next: z.string().optional(),
      isKept: z.boolean(),
      until: instant.optional(),
    }),
  ),

  /** Colleagues who may see this record, by name: those who can be spoken to about it. Throws record.notFound. */
  'records.colleagues': call(recordKey, z.array(z.object({ id: uuid, name: z.string() }))),

  /** Who looked at it last, each person once, newest first; the asker is left out. Throws network.offline, record.notFound. */
  'records.viewed': call(recordKey, z.array(z.object({ user: uuid, at: instant }))),

  /** Makes some records as one operation: a call that was noted, with the task that follows from it. Throws as saving does. */
  'records.add': call(
    z.object({ records: z.array(creation).min(1).max(20), label: entry.shape.label.optional() }),
    z.object({ operation: uuid }),
  ),
} as const
