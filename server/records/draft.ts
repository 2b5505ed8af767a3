import { bagOf, newRecord, withChanges } from '../../shared/apply.ts'
import type { AnyKind, Values } from '../../shared/entity.ts'
import { AppError } from '../../shared/errors.ts'
import type { Kinds } from '../../shared/kinds.ts'
import type { RecordKey, RecordState } from '../../shared/record.ts'
import { sameValue } from '../../shared/value.ts'
import type { LogChange } from '../log/chain.ts'
import { keyText } from './companyFacts.ts'
import type { WorkingSet } from './workingSet.ts'

/** One record as an entry is changing it. */
export interface DraftRecord {
  kind: AnyKind
  /** Undefined: the entry makes it. */
  before: RecordState | undefined
  state: RecordState
  /** Fields that the entry's patches name; a follower has none. */
  touched: Set<string>
  /** It follows this record's change and was not meant itself. */
  follows?: DraftRecord
  depth: number
  label?: string
}

/** The changes of one entry over the working set; dropped when the entry is refused. */
export class Draft {
  readonly records = new Map<string, DraftRecord>()
  readonly set: WorkingSet
  readonly kinds: Kinds
  /** By parent id; may hold records that have moved away since. */
  private readonly dependents = new Map<string, Set<DraftRecord>>()
  private readonly newIds = new Map<string, string>()

  constructor(set: WorkingSet, kinds: Kinds) {
    this.set = set
    this.kinds = kinds
  }

  get(key: RecordKey): RecordState | undefined {
    return this.records.get(keyText(key))?.state ?? this.set.get(key)
  }

  /** The record to change, which exists. */
  open(key: RecordKey, before: RecordState): DraftRecord {
    const known = this.records.get(keyText(key))
    if (known) return known
    const record = { kind: this.kinds.require(key.kind), before, state: before, touched: new Set<string>(), depth: 0 }
    return this.keep(key, record)
  }

  /** A desktop tells records apart by their ids alone: throws `record.exists` for one that another kind uses. */
  create(key: RecordKey, at: string, by: string): DraftRecord {
    const taken = this.newIds.get(key.id) ?? this.set.kindOf(key.id)
    if (taken !== undefined && taken !== key.kind) throw new AppError('record.exists')
    this.newIds.set(key.id, key.kind)
    const record: DraftRecord = {
      kind: this.kinds.require(key.kind),
      before: undefined,
      state: newRecord(key, at, by),
      touched: new Set(),
      depth: 0,
    }
    return this.keep(key, record)
  }

  change(record: DraftRecord, changes: Values): void {
    record.state = withChanges(record.state, changes)
    this.index(record)
  }

  childrenOf(parent: RecordKey): RecordState[] {
    const children = new Map(this.set.childrenOf(parent).map(child => [child.id, this.get(child) ?? child]))
    for (const { state } of this.dependents.get(parent.id) ?? []) children.set(state.id, state)
    return [...children.values()].filter(s => s.parent?.id === parent.id && s.parent.kind === parent.kind)
  }

  private keep(key: RecordKey, record: DraftRecord): DraftRecord {
    this.records.set(keyText(key), record)
    this.index(record)
    return record
  }

  private index(record: DraftRecord): void {
    const { parent } = record.state
    if (!parent || !record.kind.parents) return
    const siblings = this.dependents.get(parent.id)
    if (siblings) siblings.add(record)
    else this.dependents.set(parent.id, new Set([record]))
  }
}

/** What the log says of a draft: one change per field that differs, system fields among them. */
export function changesOf({ before, state }: DraftRecord): LogChange[] {
  const old: Values = before ? bagOf(before) : { archived: false }
  const now = bagOf(state)
  const changes: LogChange[] = []
  for (const field of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const [was, is] = [old[field], now[field]]
    if (sameValue(was, is)) continue
    const change: LogChange = { field }
    if (was !== undefined) change.old = was
    if (is !== undefined) change.new = is
    changes.push(change)
  }
  return changes
}
