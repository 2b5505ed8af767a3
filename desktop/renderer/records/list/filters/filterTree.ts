import type { Condition, Filter, FilterGroup } from '../../../../../shared/filters.ts'
import { isWhole } from './filterValue.ts'

/** How a group joins its parts: all of them hold, or any of them does. */
export type Joining = 'all' | 'any'
/** Groups within groups, the outermost counted; what shared/filters.ts takes. */
export const deepest = 3

/** What a list is narrowed to: the simple filters, shown as chips, and beside them what only groups can say. */
export interface Narrowing {
  filters: Filter[]
  where?: FilterGroup | undefined
}

export const isGroup = (condition: Condition): condition is FilterGroup => 'all' in condition || 'any' in condition
export const joiningOf = (group: FilterGroup): Joining => ('all' in group ? 'all' : 'any')
export const partsOf = (group: FilterGroup): Condition[] => ('all' in group ? group.all : group.any)
export const groupOf = (joining: Joining, parts: Condition[]): FilterGroup =>
  joining === 'all' ? { all: parts } : { any: parts }

/** Chips and groups as one tree. */
export function joined({ filters, where }: Narrowing): FilterGroup {
  if (!where) return { all: filters }
  if (filters.length === 0) return where
  const inner = 'all' in where ? where.all : [where]
  return { all: [...filters, ...inner] }
}

/** The same conditions with as many of them as chips as can be: those that hold together with everything else. */
export function split(tree: FilterGroup): Narrowing {
  const group = simplified(tree)
  if (group === undefined) return { filters: [] }
  if ('any' in group) return { filters: [], where: group }
  const filters = group.all.filter(part => !isGroup(part)) as Filter[]
  const groups = group.all.filter(isGroup)
  const [first] = groups
  if (!first) return { filters }
  return { filters, where: groups.length === 1 ? first : { all: groups } }
}

/**
 * Without what asks for nothing: filters that have no value yet, empty groups, groups of one part and groups that join
 * as the one around them does. Undefined: nothing is left.
 */
export function simplified(tree: FilterGroup): FilterGroup | undefined {
  const joining = joiningOf(tree)
  const parts = partsOf(tree).flatMap((part): Condition[] => {
    if (!isGroup(part)) return isWhole(part) ? [part] : []
    const inner = simplified(part)
    if (!inner) return []
    return joiningOf(inner) === joining || partsOf(inner).length === 1 ? partsOf(inner) : [inner]
  })
  const [only] = parts
  if (only === undefined) return undefined
  if (parts.length === 1) return isGroup(only) ? only : { all: [only] }
  return groupOf(joining, parts)
}

/** The tree without the conditions on fields that `isKnown` refuses, and the names of those. */
export function withoutUnknown(
  { filters, where }: Narrowing,
  isKnown: (field: string) => boolean,
): Narrowing & { left: string[] } {
  const left: string[] = []
  const keep = ({ field }: Filter) => {
    if (isKnown(field)) return true
    left.push(field)
    return false
  }
  const prune = (group: FilterGroup): FilterGroup =>
    groupOf(
      joiningOf(group),
      partsOf(group).flatMap((part): Condition[] => (isGroup(part) ? [prune(part)] : keep(part) ? [part] : [])),
    )
  const kept = filters.filter(keep)
  const pruned = where && prune(where)
  // What asked for nothing else is as it was: the same object, so that nobody takes it for another question.
  if (left.length === 0) return { filters, ...(where ? { where } : {}), left }
  const inner = pruned && simplified(pruned)
  return { filters: kept, ...(inner ? { where: inner } : {}), left }
}

export const countOf = (group: FilterGroup | undefined): number =>
  group === undefined ? 0 : partsOf(group).reduce((sum, part) => sum + (isGroup(part) ? countOf(part) : 1), 0)
