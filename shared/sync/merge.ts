import type { AnyKind } from '../entity.ts'
import { fieldFacts } from '../fields.ts'
import type { FieldChange } from '../record.ts'
import { stampChanges, stampsOf } from '../stamps.ts'
import { sameValue } from '../value.ts'

export interface Clash {
  field: string
  /** What the incoming change wanted. */
  mine: unknown
  /** What stands, and stays. */
  theirs: unknown
}
export interface Merged {
  /** Fields to write; undefined clears. */
  changes: Record<string, unknown>
  clashes: Clash[]
}
type Bag = Record<string, unknown>
interface Unit {
  /** The accepted value, or undefined when the incoming change loses. */
  accepted?: { value: unknown }
}

/**
 * Meets one record's incoming changes with what stands now. `current` holds the values and the system fields under
 * their names. The same unit changed since `base` by somebody else: what stands stays, the incoming value is a clash.
 * Stamps follow what they speak of.
 */
export function merge(kind: AnyKind, current: Bag, set: Record<string, FieldChange>): Merged {
  const changes: Record<string, unknown> = {}
  const clashes: Clash[] = []
  const stamps = stampsOf(kind)
  const names = Object.keys(set).filter(name => !stamps.some(stamp => stamp.name === name))
  for (const unit of unitsOf(kind, names)) {
    const results = unit.map(field => ({ field, result: meet(kind, field, current[field], set[field] ?? {}) }))
    const lost = results.some(({ result }) => result.accepted === undefined)
    for (const { field, result } of results) {
      const wanted = set[field]?.value
      if (lost) {
        if (!sameValue(current[field], wanted)) clashes.push({ field, mine: wanted, theirs: current[field] })
      } else if (result.accepted && !sameValue(current[field], result.accepted.value)) {
        changes[field] = result.accepted.value
      }
    }
  }
  return { changes: { ...changes, ...stampChanges(kind, current, changes, set) }, clashes }
}

/** Groups the names by the kind's `together`; every other field is a unit of its own. */
function unitsOf(kind: AnyKind, names: string[]): string[][] {
  const groups = (kind.together ?? [])
    .map(group => names.filter(name => group.includes(name)))
    .filter(g => g.length > 0)
  const grouped = new Set(groups.flat())
  return [...groups, ...names.filter(name => !grouped.has(name)).map(name => [name])]
}

const meet = (kind: AnyKind, field: string, current: unknown, change: FieldChange): Unit => {
  const definition = kind.fields[field]
  return meets[definition ? fieldFacts[definition.kind].merge : 'scalar'](current, change)
}

const meets: Record<'scalar' | 'set' | 'lines', (current: unknown, change: FieldChange) => Unit> = {
  scalar: (current, { base, value }) =>
    sameValue(current, base) || sameValue(current, value) ? { accepted: { value } } : {},

  set: (current, { base, value }) => {
    const [now, was, wanted] = [members(current), members(base), members(value)]
    const removed = new Set(was.filter(item => !wanted.includes(item)))
    const added = wanted.filter(item => !was.includes(item) && !now.includes(item))
    const result = [...now.filter(item => !removed.has(item)), ...added]
    return { accepted: { value: result.length > 0 ? result : undefined } }
  },

  lines: (current, { base, value }) => {
    const [now, was, wanted] = [linesById(current), linesById(base), linesById(value)]
    const result = new Map(now)
    for (const id of new Set([...was.keys(), ...wanted.keys()])) {
      if (sameValue(was.get(id), wanted.get(id))) continue
      const line = meets.scalar(now.get(id), { base: was.get(id), value: wanted.get(id) })
      if (line.accepted === undefined) return {}
      if (line.accepted.value === undefined) result.delete(id)
      else result.set(id, line.accepted.value)
    }
    // The writer's order holds where nobody else touched the list; else new lines stand at the end.
    const order = sameValue(current, base) ? [...wanted.keys()] : [...result.keys()]
    const lines = order.map(id => result.get(id)).filter(line => line !== undefined)
    return { accepted: { value: lines.length > 0 ? lines : undefined } }
  },
}

const members = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const linesById = (value: unknown): Map<unknown, unknown> =>
  new Map(members(value).map(line => [(line as { id?: unknown }).id, line]))
