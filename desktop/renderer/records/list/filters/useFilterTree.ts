import { useState } from 'react'
import type { Condition, Filter, FilterGroup } from '../../../../../shared/filters.ts'
import { filterGroup } from '../../../../../shared/filters.ts'
import { sameValue } from '../../../../../shared/value.ts'
import {
  groupOf,
  isGroup,
  type Joining,
  joined,
  joiningOf,
  type Narrowing,
  partsOf,
  simplified,
  split,
} from './filterTree.ts'
import { isWhole } from './filterValue.ts'

/** Where a condition stands: its place in the outermost group, in the group there, and so on. */
export type Path = readonly number[]

export interface FilterTree {
  /** All of the conditions on screen, those without a value yet too; the outermost group joins with "and". */
  root: FilterGroup
  /** The one whose editor opens by itself: it was just added. */
  openAt: Path | undefined
  change: (path: Path, filter: Filter) => void
  remove: (path: Path) => void
  add: (group: Path, part: Condition) => void
  join: (group: Path, joining: Joining) => void
  /** Makes a condition an "or" of itself and another one on the same field. */
  addOr: (path: Path) => void
  /** An editor was closed: what still has no value goes. */
  close: (path: Path) => void
}

/**
 * The conditions as they stand on screen. The list is told of every change at once, without what asks for nothing yet;
 * what comes from elsewhere (back, "clear", another view) replaces them. `onTooDeep`: nobody could read that.
 */
export function useFilterTree(
  narrowing: Narrowing,
  onChange: (narrowing: Narrowing) => void,
  onTooDeep: () => void,
): FilterTree {
  const [root, setRoot] = useState(() => asAnd(joined(narrowing)))
  const [openAt, setOpenAt] = useState<Path>()
  const [seen, setSeen] = useState(narrowing)
  if (!isSame(seen, narrowing)) {
    setSeen(narrowing)
    if (!isSame(split(root), narrowing)) {
      setRoot(asAnd(joined(narrowing)))
      setOpenAt(undefined)
    }
  }
  const put = (next: FilterGroup) => {
    const whole = simplified(next)
    if (whole && !filterGroup.safeParse(whole).success) return onTooDeep()
    setRoot(next)
    const told = split(next)
    if (!isSame(told, split(root))) onChange(told)
  }
  return {
    root,
    openAt,
    change: (path, filter) => put(replaced(root, path, () => filter)),
    remove: path => put(replaced(root, path, () => undefined)),
    add: (path, part) => {
      const group = at(root, path)
      if (!group || !isGroup(group)) return
      setOpenAt([...path, partsOf(group).length])
      put(replaced(root, path, () => groupOf(joiningOf(group), [...partsOf(group), part])))
    },
    join: (path, joining) =>
      put(replaced(root, path, part => (isGroup(part) ? groupOf(joining, partsOf(part)) : part))),
    addOr: path => {
      const part = at(root, path)
      if (!part || isGroup(part)) return
      setOpenAt([...path, 1])
      put(replaced(root, path, () => ({ any: [part, { field: part.field, op: part.op }] })))
    },
    close: path => {
      setOpenAt(undefined)
      put(replaced(root, path, part => (isGroup(part) || isWhole(part) ? part : undefined)))
    },
  }
}

const asAnd = (tree: FilterGroup): FilterGroup => ('any' in tree ? { all: [tree] } : tree)
const isSame = (a: Narrowing, b: Narrowing) => sameValue(a.filters, b.filters) && sameValue(a.where, b.where)

function at(root: FilterGroup, path: Path): Condition | undefined {
  let found: Condition | undefined = root
  for (const place of path) found = found && isGroup(found) ? partsOf(found)[place] : undefined
  return found
}

/** The tree with one part changed, or without it; a group that loses its last part goes too. */
function replaced(root: FilterGroup, path: Path, change: (part: Condition) => Condition | undefined): FilterGroup {
  const walk = (part: Condition, depth: number): Condition | undefined => {
    const place = path[depth]
    if (place === undefined) return change(part)
    if (!isGroup(part)) return part
    const parts = partsOf(part).flatMap((inner, i) => (i === place ? (walk(inner, depth + 1) ?? []) : [inner]))
    return parts.length === 0 && depth > 0 ? undefined : groupOf(joiningOf(part), parts)
  }
  const next = walk(root, 0)
  return next && isGroup(next) ? next : { all: [] }
}
