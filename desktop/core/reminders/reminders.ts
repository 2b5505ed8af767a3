import { atNextDay } from '../../../shared/clock.ts'
import { AppError } from '../../../shared/errors.ts'
import { reminderOf, reminding, remindingKind } from '../../../shared/rules/taskReminders.ts'
import type { ListRow } from '../api/functions.ts'
import type { Reminder, Snooze } from '../api/work.ts'
import { type Signal, signal } from '../signals.ts'
import type { Change } from '../sync/changeBus.ts'
import type { Workspace } from '../workspace.ts'
import { type DueReminders, dueReminders, type Mark, type Marks, withoutOld } from './dueReminders.ts'

export interface RemindersOptions {
  work: Pick<Workspace, 'lists' | 'device' | 'now'>
  zone: string
  /** What has just begun to remind; several at once after sleep or a start. */
  tell: (fresh: Reminder[]) => void
}

export interface Reminders {
  open: Signal<{ reminders: Reminder[] }>
  /** Looks at the clock; `true`: at the records too. Never throws; what could not be read is read the next time. */
  look(isChanged?: boolean): Promise<void>
  /** When it must look again at the latest, in milliseconds since 1970. */
  next(): number | undefined
  /** Whether these changes ask for another look at the records. */
  isAbout(changes: readonly Change[]): boolean
  snooze(ids: readonly string[], how: Snooze): void
  dismiss(ids: readonly string[]): void
}

interface Kept {
  /** When this desktop first looked. */
  since: number
  marks: Marks
}

const hour = 3_600_000
const day = 24 * hour
/** How far back and ahead records are read; ahead for as long as nothing changes. */
const [back, ahead] = [8 * day, 2 * hour]
const pageSize = 500
const [topic, key] = ['reminder', 'kept'] as const

/**
 * Reminds of what is this person's to do, once on this desktop. What it has shown is kept in the file before it is said:
 * a crash in between loses a notification of the system, and the app shows it all the same.
 */
export function createReminders({ work, zone, tell }: RemindersOptions): Reminders {
  let all: { id: string; at: number; reminder: Reminder }[] = []
  let readUntil = 0
  let due: DueReminders<(typeof all)[number]> = { open: [], fresh: [], next: undefined }
  const open = signal(() => ({ reminders: due.open.map(({ reminder }) => reminder) }))

  const kept = (): Kept => {
    const known = work.device.get(topic, key) as Kept | undefined
    if (known) return known
    const first: Kept = { since: work.now(), marks: {} }
    work.device.put(topic, key, first)
    return first
  }
  const mark = (ids: readonly string[], how: (at: number) => Mark): void => {
    const { since, marks } = kept()
    const wanted = new Set(ids)
    const made = all.filter(({ id }) => wanted.has(id)).map(({ id, at }) => [id, how(at)] as const)
    if (made.length === 0) return
    work.device.put(topic, key, { since, marks: withoutOld({ ...marks, ...Object.fromEntries(made) }, work.now()) })
  }
  const decide = (): void => {
    const now = work.now()
    const { since, marks } = kept()
    due = dueReminders(all, marks, { now, since })
    const { fresh } = due
    mark(
      fresh.map(({ id }) => id),
      at => ({ at }),
    )
    open.refresh()
    if (fresh.length > 0) tell(fresh.map(({ reminder }) => reminder))
  }
  const read = async (): Promise<void> => {
    const now = work.now()
    const rows = new Map<string, ListRow>()
    for (const query of reminding({ from: now - back, to: now + ahead })) {
      let after: string | undefined
      do {
        const page = await work.lists.window(query, { limit: pageSize, ...(after === undefined ? {} : { after }) })
        for (const row of page.rows) rows.set(row.id, row)
        after = page.next
      } while (after !== undefined)
    }
    all = [...rows.values()].flatMap(row => {
      const found = reminderOf(row.values)
      return found ? [{ id: row.id, at: Date.parse(found.at), reminder: reminderFrom(row, found) }] : []
    })
    readUntil = now + ahead
  }

  let isStale = true
  let line: Promise<void> = Promise.resolve()
  const look = (isChanged = false): Promise<void> => {
    isStale ||= isChanged
    line = line.then(async () => {
      if (isStale || work.now() >= readUntil || work.now() < readUntil - ahead) {
        isStale = false
        // The reader may be starting anew, or the desk be closing.
        await read().catch(() => {
          isStale = true
        })
      }
      if (!isStale) decide()
    })
    return line.catch(() => undefined)
  }

  return {
    open,
    look,
    next: () => due.next,
    isAbout: changes => changes.some(({ kind }) => kind === remindingKind),
    snooze(ids, how) {
      const until = snoozedUntil[how](work.now(), zone)
      mark(ids, at => ({ at, until }))
      decide()
    },
    dismiss(ids) {
      if (ids.length === 0) throw new AppError('input.invalid', { fields: { ids: { reason: 'required' } } })
      mark(ids, at => ({ at, away: true }))
      decide()
    },
  }
}

const snoozedUntil: Record<Snooze, (now: number, zone: string) => number> = {
  tenMinutes: now => now + 600_000,
  hour: now => now + hour,
  tomorrow: (now, zone) => Date.parse(atNextDay(now, 9 * 60, zone)),
}

function reminderFrom({ id, title, parent }: ListRow, { due, at }: { due: string; at: string }): Reminder {
  const about = parent && { kind: parent.kind, id: parent.id, title: parent.title }
  return { kind: remindingKind, id, title, due, at, ...(about ? { about } : {}) }
}
