import { z } from 'zod'
import { kindName, uuid } from '../../../shared/record.ts'
import { call, done, instant, none, stream } from './define.ts'

/** Something whose time has come, until it is put off, put away or done. */
const reminder = z.object({
  kind: kindName,
  id: uuid,
  title: z.string(),
  /** When it is due, and when it reminded. */
  due: instant,
  at: instant,
  /** What it is about. */
  about: z.object({ kind: kindName, id: uuid, title: z.string() }).optional(),
})
export type Reminder = z.infer<typeof reminder>

export const snoozes = ['tenMinutes', 'hour', 'tomorrow'] as const
export type Snooze = (typeof snoozes)[number]

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/**
 * Which news also come as a notification of the system, and when none does. Kept under `notices` among the preferences'
 * `screens`; whoever has chosen nothing is told everything.
 */
export const noticeChoices = z.object({
  /** Reasons of notifications, and `reminder`, that stay within the app. */
  silent: z.array(z.string().max(40)).max(50).default([]),
  /** From and to on the company's clock; may go past midnight. */
  quiet: z.object({ from: clock, to: clock }).optional(),
})
export type NoticeChoices = z.infer<typeof noticeChoices>

/** What core does for tasks and notifications beside what it does for every kind. Part of the table in functions.ts. */
export const workFunctions = {
  /** What reminds now, the earliest first. */
  'reminders.open': stream(none, z.object({ reminders: z.array(reminder) })),
  /** `tomorrow`: at nine on the company's clock. */
  'reminders.snooze': call(z.object({ ids: z.array(uuid).max(500), for: z.enum(snoozes) }), done),
  /** Until its time is changed it does not remind again on this desktop. */
  'reminders.dismiss': call(z.object({ ids: z.array(uuid).max(500) }), done),
  /** Marks notifications as read; without `ids` all that are not. */
  'notifications.read': call(z.object({ ids: z.array(uuid).max(500).optional() }), done),
  /** As long as somebody follows it, a window is in front: nothing comes as a notification of the system. */
  'window.inFront': stream(none, done),
}
