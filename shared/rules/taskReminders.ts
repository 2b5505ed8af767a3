import type { Values } from '../entity.ts'
import type { ListQuery } from '../filters.ts'

/** The kind whose records remind. */
export const remindingKind = 'task'

const minute = 60_000
/** The longest time before `due` that a reminder may be set to, in minutes; see the field `remindBefore`. */
const mostBefore = 40_320

/** What reminds a person: open, due, theirs to answer for or to do. Reminders between the two instants are among it. */
export const reminding = (between: { from: number; to: number }): ListQuery[] =>
  (
    [
      { field: 'owner', op: 'is', value: 'me' },
      { field: 'assignees', op: 'in', value: ['me'] },
    ] as const
  ).map(({ field, op, value }) => ({
    kind: remindingKind,
    filters: [
      { field: 'state', op: 'is', value: 'open' },
      { field: 'due', op: 'between', value: [iso(between.from), iso(between.to + mostBefore * minute)] },
      { field, op, value: typeof value === 'string' ? value : [...value] },
    ],
    sort: { field: 'due', descending: false },
    archived: 'without',
  }))

/** When it is due and when it reminds of that; undefined for what is done or has no time. */
export function reminderOf(values: Values): { due: string; at: string } | undefined {
  const { due, state, remindBefore } = values
  if (typeof due !== 'string' || state === 'done') return undefined
  const before = typeof remindBefore === 'number' ? remindBefore : 0
  return { due, at: iso(Date.parse(due) - before * minute) }
}

const iso = (at: number): string => new Date(at).toISOString()
