import { createHash } from 'node:crypto'
import { bagOf, newRecord, withChanges } from '../../../shared/apply.ts'
import type { ErrorBody } from '../../../shared/errors.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import { builtInKinds } from '../../../shared/kinds.ts'
import { projectFor } from '../../../shared/permissions/project.ts'
import { canSee, fieldRight, isRepeating, type Viewer } from '../../../shared/permissions/viewer.ts'
import {
  compareRev,
  type Entry,
  type Patch,
  type RecordState,
  type Rev,
  recordKey,
  type SyncedState,
  type VisibilityKey,
  visibilityKey,
} from '../../../shared/record.ts'
import { createDigest } from '../../../shared/sync/digest.ts'
import { merge } from '../../../shared/sync/merge.ts'
import type { Answer, Head } from '../../../shared/sync/protocol.ts'

interface LogRow extends Rev {
  hash: string
  id: string
  before: VisibilityKey | null
  state: RecordState
}
interface Answered {
  answer: Answer
  device: string
  /** Head number when it was given, for restores. */
  at: number
}

/** A value that this company refuses, for tests of refusals. */
export const refusedValue = 'NOT ACCEPTED'

/**
 * One company as the server keeps it, in memory and by plain means: a log of states, versions, visibility, answers.
 * For tests of the desktop; the write path's rules beyond merging and seeing are not in it.
 */
export class FakeCompany {
  epoch = 1
  restored: Rev | undefined
  readonly records = new Map<string, RecordState>()
  readonly applied: string[] = []
  private log: LogRow[] = []
  private answers = new Map<string, Answered>()
  private readonly viewers = new Map<string, Viewer>()

  get head(): Head {
    const last = this.log.at(-1)
    return { epoch: this.epoch, number: last?.number ?? 0, hash: last?.hash ?? '0'.repeat(64) }
  }

  viewer(user: string): Viewer {
    const viewer = this.viewers.get(user)
    if (!viewer) throw new Error(`nobody is called ${user}`)
    return viewer
  }
  setViewer(viewer: Viewer): void {
    this.viewers.set(viewer.user, viewer)
  }

  answeredSeq(device: string): number {
    return Math.max(0, ...[...this.answers.values()].filter(a => a.device === device).map(a => a.answer.seq))
  }

  hasAnswered(entry: string): Answer | undefined {
    return this.answers.get(entry)?.answer
  }

  submit(user: string, device: string, entries: readonly Entry[]): Answer[] {
    return entries.map(entry => {
      const known = this.answers.get(entry.id)
      if (known && known.answer.seq === entry.seq && known.device === device) return known.answer
      const answer = this.answerTo(user, device, entry)
      const isReused = answer.status === 'refused' && answer.error.code === 'idempotency.reused'
      if (answer.status !== 'held' && !isReused) this.answers.set(entry.id, { answer, device, at: this.head.number })
      return answer
    })
  }

  /** A change by somebody else, always accepted. */
  write(user: string, patches: readonly Patch[]): void {
    for (const patch of patches) this.apply(user, patch)
  }

  /** Log rows above `after`, as their records stand now for this viewer. */
  changes(
    viewer: Viewer,
    after: Rev,
    limit = Number.POSITIVE_INFINITY,
  ): { states: SyncedState[]; to: Head; more: boolean } {
    const from = this.restored && after.epoch < this.epoch ? Math.min(after.number, this.restored.number) : after.number
    const rows = this.log.filter(row => row.number > from).slice(0, limit)
    const last = rows.at(-1)
    const more = last !== undefined && last.number < this.head.number
    const states = [...Map.groupBy(rows, row => row.id).values()].flatMap((ofRecord): SyncedState[] => {
      const state = this.records.get(ofRecord[0]?.id ?? '')
      if (!state) return []
      if (canSee(viewer, state.kind, visibilityKey(state))) return [projectFor(viewer, state)]
      const wasSeen = ofRecord.some(row => row.before && canSee(viewer, state.kind, row.before))
      const { kind, id, epoch, number } = state
      return wasSeen ? [{ kind, id, epoch, number, gone: true }] : []
    })
    return { states, to: more ? { epoch: last.epoch, number: last.number, hash: last.hash } : this.head, more }
  }

  snapshot(viewer: Viewer, kind: string, before: string | undefined, limit: number, earlier: Viewer | undefined) {
    const all = this.visible(viewer, kind)
    const rest = all.filter(({ id }) => before === undefined || id < before)
    const page = rest.slice(0, limit)
    const hidden = (of: Viewer): string => JSON.stringify(of.rights.kinds[kind]?.fields ?? {})
    const isNew = (state: RecordState): boolean =>
      !earlier ||
      isRepeating(kind) ||
      hidden(earlier) !== hidden(viewer) ||
      !canSee(earlier, kind, visibilityKey(this.records.get(state.id) ?? state))
    return {
      states: page.filter(isNew),
      ...(page.length === limit ? { next: page.at(-1)?.id } : {}),
      ...(before === undefined ? { total: all.length } : {}),
    }
  }

  /** What this viewer may hold of a kind, or of all, ids descending. */
  visible(viewer: Viewer, kind?: string): RecordState[] {
    return [...this.records.values()]
      .filter(state => (kind === undefined || state.kind === kind) && canSee(viewer, state.kind, visibilityKey(state)))
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .map(state => projectFor(viewer, state))
  }

  digest(viewer: Viewer, kind: string) {
    const digest = createDigest()
    for (const state of this.visible(viewer, kind)) digest.add(state.id, state)
    return { ...digest.result(), at: this.head }
  }

  headsAt(heads: readonly Head[]): Head[] {
    return this.log
      .filter(row => heads.some(head => head.number === row.number))
      .map(({ epoch, number, hash }) => ({ epoch, number, hash }))
  }

  /** Back to an earlier number: what came after it is lost, and the epoch is a new one. */
  restoreTo(number: number): void {
    this.restored = { epoch: this.epoch, number }
    this.log = this.log.filter(row => row.number <= number)
    this.records.clear()
    for (const { state } of this.log) this.records.set(state.id, state)
    for (const [id, { at }] of this.answers) if (at > number) this.answers.delete(id)
    this.epoch++
  }

  /** A forger's change of what was written before. */
  tamper(): void {
    for (const row of this.log) row.hash = createHash('sha256').update(`forged ${row.hash}`).digest('hex')
  }

  /** A fault in the copies' origin: the record changes without a log row. */
  corrupt(id: string): void {
    const state = this.records.get(id)
    if (state) this.records.set(id, { ...state, number: state.number - 1 })
  }

  private answerTo(user: string, device: string, entry: Entry): Answer {
    const base = { seq: entry.seq, id: entry.id }
    const refuse = (code: ErrorBody['code']): Answer => ({ ...base, status: 'refused', error: { code } })
    if (this.answers.has(entry.id)) return refuse('idempotency.reused')
    for (const { answer, device: other } of this.answers.values()) {
      if (other === device && answer.seq === entry.seq) return refuse('idempotency.reused')
    }
    const on = entry.after.filter(id => {
      const answer = this.answers.get(id)?.answer
      return answer?.status !== 'accepted' && answer?.status !== 'merged'
    })
    if (on.length > 0) return { ...base, status: 'held', on }
    const viewer = this.viewer(user)
    for (const patch of entry.patches) {
      const state = this.records.get(patch.id)
      if (Object.values(patch.set).some(change => change.value === refusedValue)) return refuse('record.invalid')
      if (patch.create ? state : !state || !canSee(viewer, state.kind, visibilityKey(state))) {
        return refuse(patch.create ? 'record.exists' : 'record.notFound')
      }
      if (Object.keys(patch.set).some(name => fieldRight(viewer, patch.kind, name))) return refuse('permission.denied')
    }
    const clashes = entry.patches.flatMap(patch => this.apply(user, patch, device, entry.id))
    this.applied.push(entry.id)
    const { number } = this.head
    return clashes.length > 0 ? { ...base, status: 'merged', number, clashes } : { ...base, status: 'accepted', number }
  }

  private apply(user: string, patch: Patch, device = '', entry = ''): string[] {
    const kind = builtInKinds.require(patch.kind)
    const at = new Date().toISOString()
    const known = this.records.get(patch.id)
    const before = known ?? newRecord({ kind: patch.kind, id: patch.id }, at, user)
    const { changes, clashes } = merge(kind, bagOf(before), patch.set)
    const parent = recordKey.safeParse(changes['parent'] ?? before.parent)
    const parentState = parent.success ? this.records.get(parent.data.id) : undefined
    if (kind.parents && parentState) Object.assign(changes, { owner: parentState.owner, team: parentState.team })
    else if (!kind.shared && (!known || changes['owner'])) {
      const owner = String(changes['owner'] ?? user)
      Object.assign(changes, { owner, team: changes['team'] ?? this.viewers.get(owner)?.team ?? undefined })
    }
    if (known && Object.keys(changes).length === 0) return this.clashesFor(user, patch, clashes, device, entry)
    const state = this.put({ ...withChanges(before, changes), updatedAt: at, updatedBy: user }, known)
    const moved = known && (known.owner !== state.owner || known.team !== state.team)
    if (moved) this.follow(state)
    return this.clashesFor(user, patch, clashes, device, entry)
  }

  /** Dependents take their parent's key, each with a row of its own. */
  private follow(parent: RecordState): void {
    for (const child of [...this.records.values()]) {
      if (child.parent?.id !== parent.id) continue
      this.follow(this.put(withChanges(child, { owner: parent.owner, team: parent.team }), child))
    }
  }

  private clashesFor(
    user: string,
    patch: Patch,
    clashes: ReturnType<typeof merge>['clashes'],
    device: string,
    entry: string,
  ) {
    return clashes.map(({ field, mine, theirs }) => {
      const id = uuidv7()
      const at = new Date().toISOString()
      const values = { recordKind: patch.kind, record: patch.id, field, mine, theirs, device, entry, state: 'open' }
      this.put(withChanges(newRecord({ kind: 'clash', id }, at, user), { ...values, owner: user }), undefined)
      return id
    })
  }

  private put(state: RecordState, known: RecordState | undefined): RecordState {
    const { number, hash } = this.head
    const next: RecordState = { ...state, epoch: this.epoch, number: number + 1 }
    const row = JSON.stringify([hash, next])
    this.log.push({
      epoch: next.epoch,
      number: next.number,
      hash: createHash('sha256').update(row).digest('hex'),
      id: next.id,
      before: known ? visibilityKey(known) : null,
      state: next,
    })
    this.records.set(next.id, next)
    return next
  }

  /** Whether every number is there once, in order. */
  isOrdered(): boolean {
    return this.log.every(
      (row, i) => row.number === i + 1 && (i === 0 || compareRev(this.log[i - 1] as LogRow, row) < 0),
    )
  }
}
