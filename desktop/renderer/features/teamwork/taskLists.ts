import type { Filter, FilterGroup, ListQuery } from '../../../../shared/filters.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { type DueGroup, dueGroup, dueGroups } from './dueWords.ts'

/** The kind that this module's screens are about. */
export const taskKind = 'task'

/** Whose work a list shows: what is mine to do or to answer for, what others do for me, all that I see. */
export const whose = ['mine', 'given', 'all'] as const
export type Whose = (typeof whose)[number]

const isOpen: Filter = { field: 'state', op: 'is', value: 'open' }
const isOwner = (user: string): Filter => ({ field: 'owner', op: 'is', value: user })

export const filtersOf: Record<Whose, (user: string) => { filters: Filter[]; where?: FilterGroup }> = {
  mine: user => ({
    filters: [isOpen],
    where: {
      any: [
        { field: 'assignees', op: 'in', value: [user] },
        { all: [isOwner(user), { field: 'assignees', op: 'empty' }] },
      ],
    },
  }),
  given: user => ({
    filters: [
      isOpen,
      isOwner(user),
      { field: 'assignees', op: 'notEmpty' },
      { field: 'assignees', op: 'notIn', value: [user] },
    ],
  }),
  all: () => ({ filters: [isOpen] }),
}

export const tasksOf = (which: Whose, user: string): ListQuery => ({
  kind: taskKind,
  ...filtersOf[which](user),
  sort: { field: 'due', descending: false },
  archived: 'without',
})

/** Tasks on a record: the open ones, or those that are done. */
export const tasksOn = (parent: string, isDone: boolean): ListQuery => ({
  kind: taskKind,
  filters: [
    { field: 'parent', op: 'is', value: parent },
    { field: 'state', op: 'is', value: isDone ? 'done' : 'open' },
  ],
  sort: isDone ? { field: 'updatedAt', descending: true } : { field: 'due', descending: false },
  archived: 'without',
})

export interface TaskGroup {
  name: DueGroup
  rows: ListRow[]
}

/** By when they are due, the groups in the order of urgency, without empty ones; within one the urgent first. */
export function grouped(rows: readonly ListRow[], now: number, zone: string): TaskGroup[] {
  const found = Map.groupBy(rows, row => dueGroup(dueOf(row), now, zone))
  return dueGroups.flatMap(name => {
    const some = found.get(name)
    return some ? [{ name, rows: some.toSorted(byUrgency) }] : []
  })
}

export const dueOf = ({ values }: Pick<ListRow, 'values'>): string | undefined => textOf(values['due'])
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
export const idsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

const weight: Record<string, number> = { high: 0, normal: 1, low: 2 }
const weightOf = ({ values }: ListRow): number => weight[String(values['priority'] ?? 'normal')] ?? 1

function byUrgency(a: ListRow, b: ListRow): number {
  const [dueA, dueB] = [dueOf(a), dueOf(b)]
  if (dueA !== dueB) return (dueA ?? '9') < (dueB ?? '9') ? -1 : 1
  return weightOf(a) - weightOf(b)
}
