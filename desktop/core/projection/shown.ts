import { newRecord, withPatch } from '../../../shared/apply.ts'
import type { Kinds } from '../../../shared/kinds.ts'
import type { Patch, RecordKey, RecordState } from '../../../shared/record.ts'

/** A patch of this desktop that the server's copy does not hold yet, oldest first. */
export interface OpenPatch {
  entry: { at: string; undoes?: string | undefined }
  patch: Patch
  /** The server has answered; what is missing is only its copy. */
  accepted?: boolean
}

export interface ShownSources {
  /** The server's copy; undefined where there is none, or none any more. */
  copyOf(id: string): RecordState | undefined
  openPatchesOf(id: string): readonly OpenPatch[]
  /** Whether any record has such patches; while a snapshot loads none has. */
  hasOpenPatches?(): boolean
  /** Who works on this desktop: author of what only the outbox holds so far. */
  user?(): string
}

export interface Shown {
  state: RecordState
  /** Has changes that the server has not accepted yet. */
  waiting: boolean
  /** Of its open patches none changes anything: the copy holds them already. What becomes of them changes nothing either. */
  isMet?: true
}

/** A record as its user sees it: the server's copy and what this desktop has done since. Undefined: nothing to see. */
export function shownOf(kinds: Kinds, sources: ShownSources, key: RecordKey): Shown | undefined {
  const copy = sources.copyOf(key.id)
  // An entry may name a record's id under another kind; that is no record, whatever the server will say to it.
  return withOpenPatches(kinds, sources, key, copy?.kind === key.kind ? copy : undefined)
}

export function withOpenPatches(
  kinds: Kinds,
  sources: ShownSources,
  key: RecordKey,
  copy: RecordState | undefined,
): Shown | undefined {
  const kind = kinds.get(key.kind)
  if (!kind) return undefined
  const patches = sources.openPatchesOf(key.id).filter(({ patch }) => patch.kind === key.kind)
  if (patches.length === 0) return copy && { state: copy, waiting: false }
  const user = sources.user?.() ?? ''
  const created = patches.find(({ patch }) => patch.create)
  // A change of a record that is not here, or not here any more, shows nothing: what was taken away stays away.
  if (!copy && !created) return undefined
  let state = copy ?? newRecord(key, created?.entry.at ?? '', user)
  let isMet = copy !== undefined
  for (const { entry, patch } of patches) {
    const next = withPatch(kind, state, patch, entry.undoes !== undefined)
    isMet &&= next === state && Object.keys(patch.set).length > 0
    state = isMet ? next : { ...next, updatedAt: entry.at, updatedBy: user }
  }
  if (isMet) return { state, waiting: false, isMet }
  if (!copy && state.parent && !state.owner && !state.team) {
    // The server will give it its parent's visibility key; until then its author must see it beside the parent.
    const parent = shownOf(kinds, sources, state.parent)?.state
    if (parent?.owner) state.owner = parent.owner
    if (parent?.team) state.team = parent.team
  }
  return { state, waiting: patches.some(({ accepted }) => !accepted) }
}
