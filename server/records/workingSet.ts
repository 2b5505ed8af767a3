import type { RecordKey, RecordState } from '../../shared/record.ts'
import { type CompanyFacts, factKinds, keyText } from './companyFacts.ts'

/**
 * The records that a transaction has read and what its entries have made of them so far: a later entry sees an earlier
 * one's result without asking the database.
 */
export class WorkingSet {
  facts: CompanyFacts
  private readonly states = new Map<string, RecordState | undefined>()
  private changed = new Map<string, RecordState>()
  private originals = new Map<string, RecordState | undefined>()
  /** Those of `changed` that the database was asked for and does not have. */
  private made = new Set<string>()
  /** Which kind the record with an id is of; undefined: there is none. */
  private readonly kinds = new Map<string, string | undefined>()
  /** By parent id; may hold children that have moved away since. */
  private readonly children = new Map<string, Set<string>>()
  private readonly withChildren = new Set<string>()

  constructor(facts: CompanyFacts) {
    this.facts = facts
  }

  isLoaded(key: RecordKey): boolean {
    const text = keyText(key)
    return this.states.has(text) || this.facts.states.has(text)
  }

  areChildrenLoaded(parent: RecordKey): boolean {
    return this.withChildren.has(keyText(parent))
  }

  /** What a read found; ids it did not find are records that do not exist. Never overwrites a change. */
  loaded(kind: string, ids: readonly string[], found: readonly RecordState[]): void {
    for (const state of found) this.keep(state)
    for (const id of ids) {
      const text = keyText({ kind, id })
      if (!this.states.has(text)) this.states.set(text, undefined)
    }
  }

  childrenLoaded(parents: readonly RecordKey[], found: readonly RecordState[]): void {
    for (const key of parents) this.withChildren.add(keyText(key))
    for (const state of found) this.keep(state)
  }

  isIdKnown(id: string): boolean {
    return this.kinds.has(id)
  }

  /** `found`: those of these ids that are in use. */
  idsLoaded(ids: readonly string[], found: readonly RecordKey[]): void {
    for (const id of ids) this.kinds.set(id, undefined)
    for (const { kind, id } of found) this.kinds.set(id, kind)
  }

  kindOf(id: string): string | undefined {
    return this.kinds.get(id) ?? factKinds.find(kind => this.facts.states.has(keyText({ kind, id })))
  }

  get(key: RecordKey): RecordState | undefined {
    const text = keyText(key)
    return this.states.get(text) ?? this.facts.states.get(text)
  }

  childrenOf(parent: RecordKey): RecordState[] {
    return [...(this.children.get(parent.id) ?? [])].flatMap(text => {
      const state = this.states.get(text)
      return state?.parent?.id === parent.id && state.parent.kind === parent.kind ? [state] : []
    })
  }

  put(state: RecordState): void {
    const text = keyText(state)
    if (!this.originals.has(text)) {
      this.originals.set(text, this.get(state))
      if (this.states.has(text) && this.states.get(text) === undefined) this.made.add(text)
    }
    this.states.set(text, state)
    this.changed.set(text, state)
    this.kinds.set(state.id, state.kind)
    this.index(state, text)
  }

  /** How many records were put since they were last taken. */
  get unstored(): number {
    return this.changed.size
  }

  /** Last state of every record put since then, by kind, with what the database holds of it. */
  changes(): Map<string, { before: RecordState | undefined; after: RecordState }[]> {
    return Map.groupBy(
      [...this.changed].map(([text, after]) => ({ before: this.originals.get(text), after })),
      change => change.after.kind,
    )
  }

  /**
   * The last states by kind, for whoever stores them: what is read from now on has them. `isNew`: the database has no
   * record of this id; of others it may.
   */
  take(): { kind: string; isNew: boolean; states: RecordState[] }[] {
    const { changed, made } = this
    this.changed = new Map()
    this.made = new Set()
    this.originals = new Map()
    return [true, false].flatMap(isNew => {
      const states = [...changed].filter(([text]) => made.has(text) === isNew).map(([, state]) => state)
      return [...Map.groupBy(states, state => state.kind)].map(([kind, states]) => ({ kind, isNew, states }))
    })
  }

  private keep(state: RecordState): void {
    const text = keyText(state)
    if (this.states.has(text)) return
    this.states.set(text, state)
    this.index(state, text)
  }

  private index(state: RecordState, text: string): void {
    if (!state.parent) return
    const siblings = this.children.get(state.parent.id)
    if (siblings) siblings.add(text)
    else this.children.set(state.parent.id, new Set([text]))
  }
}
