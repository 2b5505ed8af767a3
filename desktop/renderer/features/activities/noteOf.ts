import { addDays, dateIn, startOfDay } from '../../../../shared/dates.ts'
import type { Values } from '../../../../shared/entity.ts'
import type { FieldChange, RecordKey } from '../../../../shared/record.ts'
import { plainToRichText } from '../../../../shared/richText.ts'
import type { Reached } from '../../records/reached.ts'

/** A call or visit as it is being noted down. */
export interface CallNote {
  type: string
  text: string
  outcome: string | undefined
  /** What shall follow, and in how many days; absent: nothing. */
  followUp: { subject: string; days: number } | undefined
}

export const emptyNote = (reached: Reached | undefined): CallNote => ({
  type: reached?.by === 'email' ? 'mail' : 'call',
  text: '',
  outcome: undefined,
  followUp: undefined,
})

/** Nothing has been said yet that would be worth keeping. */
export const isBlank = ({ text, outcome }: CallNote): boolean => text.trim() === '' && outcome === undefined

interface Facts {
  parent: RecordKey
  ids: { activity: string; task: string }
  user: string
  now: number
  zone: string
  reached: Reached | undefined
}
interface Creation extends RecordKey {
  set: Record<string, FieldChange>
}

/** Longest subject; a longer text is the note's body. */
const longestSubject = 200
/** Follow-ups are due in the morning, by the company's clock. */
const morning = 9 * 3_600_000

/** The records that a note makes: the activity, and the task that follows from it. */
export function recordsOf(note: CallNote, { parent, ids, user, now, zone, reached }: Facts): Creation[] {
  const text = note.text.trim()
  const isLong = text.length > longestSubject
  const activity: Values = {
    type: note.type,
    at: new Date(now).toISOString(),
    outcome: note.outcome,
    direction: reached ? 'outgoing' : undefined,
    subject: text === '' || isLong ? undefined : text,
    body: isLong ? plainToRichText(text) : undefined,
    parent,
  }
  const made = [{ kind: 'activity', id: ids.activity, set: changesOf(activity) }]
  if (!note.followUp) return made
  const day = addDays(dateIn(zone, now), note.followUp.days)
  const task: Values = {
    subject: note.followUp.subject.trim(),
    state: 'open',
    due: new Date(Date.parse(startOfDay(day, zone)) + morning).toISOString(),
    assignees: [user],
    parent,
  }
  return [...made, { kind: 'task', id: ids.task, set: changesOf(task) }]
}

const changesOf = (values: Values): Record<string, FieldChange> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, { value }]),
  )
