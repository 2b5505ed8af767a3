import { type AnyKind, isOwned } from '../../shared/entity.ts'
import type { Notifies } from '../../shared/fields.ts'
import type { RecordState } from '../../shared/record.ts'
import type { Draft, DraftRecord } from './draft.ts'

export type Reason = Notifies | 'owned'

/** One thing to tell one person. */
export interface Told {
  receiver: string
  reason: Reason
  /** What the notification leads to. */
  about: DraftRecord
  /** The field that says it; nobody is told by one that is hidden from them. */
  field: string
}

/** Which changes of a kind's records are told to whom, from its definition. */
interface Plan {
  owned: boolean
  fields: readonly { name: string; notifies: Notifies }[]
}

/**
 * What an entry has to tell, one thing for each person and record: where several fit, what asks most of them. Kinds
 * that tell nothing cost a look into a map.
 */
export function toldBy(draft: Draft, author: string, about: ReadonlySet<string>): Told[] {
  const told: Told[] = []
  for (const record of draft.records.values()) {
    const plan = planOf(record.kind, about)
    if (!plan || record.touched.size === 0 || record.state.archived) continue
    const one = new Map<string, Told>()
    const tell = (receiver: unknown, reason: Reason, field: string) => {
      if (typeof receiver !== 'string' || receiver === author) return
      const other = one.get(receiver)
      if (!other || rank[reason] < rank[other.reason]) one.set(receiver, { receiver, reason, about: record, field })
    }
    if (plan.owned && record.state.owner !== record.before?.owner) tell(record.state.owner, 'owned', 'owner')
    for (const { name, notifies } of plan.fields)
      if (record.touched.has(name))
        for (const receiver of receivers[notifies](draft, record, name)) tell(receiver, notifies, name)
    told.push(...one.values())
  }
  return told
}

/** Records that were written on another one, in a way that is told to those who wrote there before. */
export const saidOn = (record: DraftRecord): RecordState['parent'] =>
  record.before === undefined && record.kind.parents !== undefined ? record.state.parent : undefined

type Receivers = (draft: Draft, record: DraftRecord, field: string) => readonly unknown[]

const receivers: Record<Notifies, Receivers> = {
  assigned: (_, record, field) => newMembers(record, field),
  mentioned: (_, record, field) => newMembers(record, field),
  // Who wrote there before is in the database; see notify.ts.
  commented: (draft, record) => {
    const on = saidOn(record)
    const parent = on && draft.get(on)
    return parent ? [parent.owner, ...assignedIn(draft.kinds.require(parent.kind), parent)] : []
  },
  done: (_, { state, before }, field) =>
    state.values[field] === 'done' && before !== undefined && before.values[field] !== 'done'
      ? [state.owner, state.createdBy]
      : [],
}

const newMembers = ({ before, state }: DraftRecord, field: string): unknown[] => {
  const old = new Set(membersOf(before?.values[field]))
  return membersOf(state.values[field]).filter(member => !old.has(member))
}

const membersOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

const assignedIn = (kind: AnyKind, state: RecordState): unknown[] =>
  Object.entries(kind.fields)
    .filter(([, { notifies }]) => notifies === 'assigned')
    .flatMap(([name]) => membersOf(state.values[name]))

/** What asks most of the person comes first. */
const rank: Record<Reason, number> = { mentioned: 0, assigned: 1, owned: 2, done: 3, commented: 4 }

const plans = new WeakMap<AnyKind, Plan | null>()

function planOf(kind: AnyKind, about: ReadonlySet<string>): Plan | null {
  const known = plans.get(kind)
  if (known !== undefined) return known
  const fields = Object.entries(kind.fields).flatMap(([name, { notifies }]) => (notifies ? [{ name, notifies }] : []))
  const owned = isOwned(kind)
  const plan = about.has(kind.name) && (owned || fields.length > 0) ? { owned, fields } : null
  plans.set(kind, plan)
  return plan
}
