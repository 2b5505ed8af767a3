/** One thing that reminds at a moment, in milliseconds. */
export interface Reminding {
  id: string
  at: number
}

/** What this desktop has done about it. It counts for one moment: whoever moves that is reminded again. */
export interface Mark {
  at: number
  /** Put off until then; without it, it has been shown. */
  until?: number
  /** Put away. */
  away?: true
}
export type Marks = Readonly<Record<string, Mark>>

export interface DueReminders<R extends Reminding> {
  /** Whose time has come and that nobody has put away, the earliest first. */
  open: R[]
  /** Those of them that were not shown yet. */
  fresh: R[]
  /** When the next one comes. */
  next: number | undefined
}

/** What was missed longer ago is not called up again: it stands among what is overdue. */
const missedFor = 7 * 86_400_000

/** What reminds now. `since`: when this desktop began to look; what lay before is not called up. */
export function dueReminders<R extends Reminding>(
  all: readonly R[],
  marks: Marks,
  { now, since }: { now: number; since: number },
): DueReminders<R> {
  const found: DueReminders<R> = { open: [], fresh: [], next: undefined }
  for (const one of all) {
    const mark = markOf(marks, one)
    if (mark?.away) continue
    const moment = mark?.until ?? one.at
    if (moment > now) found.next = Math.min(found.next ?? moment, moment)
    else if (mark && mark.until === undefined) found.open.push(one)
    else if (mark || (one.at > since && one.at > now - missedFor)) {
      found.open.push(one)
      found.fresh.push(one)
    }
  }
  found.open.sort((a, b) => a.at - b.at)
  found.fresh.sort((a, b) => a.at - b.at)
  return found
}

const markOf = (marks: Marks, { id, at }: Reminding): Mark | undefined => {
  const mark = Object.hasOwn(marks, id) ? marks[id] : undefined
  return mark?.at === at ? mark : undefined
}

/** Marks long past are of no use: what they speak of would not be called up any more. */
export const withoutOld = (marks: Marks, now: number): Marks =>
  Object.fromEntries(
    Object.entries(marks).filter(([, { at, until }]) => Math.max(at, until ?? 0) > now - 90 * 86_400_000),
  )
