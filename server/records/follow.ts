import type { RecordKey, RecordState } from '../../shared/record.ts'
import { keyText } from './companyFacts.ts'
import type { Draft, DraftRecord } from './draft.ts'
import { dependentKinds } from './load.ts'

/** How deep records hang on records; deeper ones keep the key they have. */
const maxDepth = 10

/**
 * Gives every record the key it must have: owned ones the team of their owner, dependent ones the owner and team of
 * their parent, and those that hang on them the same, each as a change of its own. Team set by an admin stays.
 */
export function settleKeys(draft: Draft): void {
  for (const record of [...draft.records.values()]) {
    if (record.kind.parents) inherit(draft, record)
    else if (!record.kind.shared) takeTeam(draft, record)
  }
  for (const record of [...draft.records.values()]) pullDependents(draft, record)
}

/** Records that have a new key: what hangs on them must be loaded before it can follow. */
export const withNewKey = (draft: Draft): RecordKey[] =>
  [...draft.records.values()]
    .filter(({ before, state }) => before && (before.owner !== state.owner || before.team !== state.team))
    .map(({ state: { kind, id } }) => ({ kind, id }))

function takeTeam(draft: Draft, record: DraftRecord): void {
  const { before, state, touched } = record
  if (touched.has('team') || (before && before.owner === state.owner)) return
  draft.change(record, { team: teamOf(draft, state.owner) })
}

/** The team an owner is in now. */
function teamOf(draft: Draft, owner: string | undefined): unknown {
  return owner ? draft.get({ kind: 'user', id: owner })?.values['memberOf'] : undefined
}

function inherit(draft: Draft, record: DraftRecord): void {
  const key = keyOf(draft, record.state)
  if (key.owner !== record.state.owner || key.team !== record.state.team)
    draft.change(record, { owner: key.owner, team: key.team })
}

/** The key of the topmost parent; of a record whose parent is not there, its own. */
function keyOf(draft: Draft, state: RecordState, depth = 0): { owner: string | undefined; team: string | undefined } {
  const parent = state.parent && depth < maxDepth ? draft.get(state.parent) : undefined
  return parent ? keyOf(draft, parent, depth + 1) : { owner: state.owner, team: state.team }
}

function pullDependents(draft: Draft, record: DraftRecord): void {
  const { before, state, depth } = record
  const dependents = dependentKinds(draft.kinds, state.kind)
  if (dependents.length === 0) return
  if (depth >= maxDepth || (before && before.owner === state.owner && before.team === state.team)) return
  for (const child of draft.childrenOf(state)) {
    // A task that is about a customer has an owner of its own.
    if (!dependents.some(({ name }) => name === child.kind)) continue
    const isSame = child.owner === state.owner && child.team === state.team
    const follower = isSame ? draft.records.get(keyText(child)) : draft.open(child, child)
    if (!follower) continue
    if (!isSame) {
      if (follower.touched.size === 0) {
        follower.follows = record
        follower.depth = depth + 1
      }
      draft.change(follower, { owner: state.owner, team: state.team })
    }
    pullDependents(draft, follower)
  }
}
