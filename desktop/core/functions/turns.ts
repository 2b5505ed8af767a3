import { bagOf } from '../../../shared/apply.ts'
import { AppError } from '../../../shared/errors.ts'
import { fieldRight } from '../../../shared/permissions/viewer.ts'
import { mayChange } from '../../../shared/permissions/writes.ts'
import type { Entry, FieldChange, Patch } from '../../../shared/record.ts'
import { merge } from '../../../shared/sync/merge.ts'
import { inverseOf } from '../../../shared/sync/undo.ts'
import type { KeptField, Turned } from '../api/operations.ts'
import type { Workspace } from '../workspace.ts'
import { type BulkJobs, breather, createBulkJobs, sliceWriter } from './bulkJobs.ts'
import { isLost, type KeptHere, keepHere, lost, notUndoable, turnsOf } from './operations.ts'

/** What one entry of an undo takes back: its patches rest on one operation, and settle at most one clash. */
interface Part {
  undoes: string
  settles?: string
  patches: Patch[]
}

/**
 * Takes an operation back where it still holds; what somebody changed since stays and is said. Throws command.refused
 * with a reason.
 */
export async function undoMany(work: Workspace, operation: string, jobs: BulkJobs = createBulkJobs()): Promise<Turned> {
  return takeBack(work, jobs, 'undo', undoParts(work, operation))
}

/** The same at one go, for few records. */
export function undoOperation(work: Workspace, undone: string): { operation: string } {
  const operation = work.newId()
  const kept = nothingKept()
  for (const { patches, ...part } of undoParts(work, undone)) {
    const possible = patches.flatMap(patch => possibleOf(work, patch, kept) ?? [])
    if (possible.length > 0 || part.settles) work.act({ label: 'undo', operation, ...part, patches: possible })
  }
  keepHere(work, operation, kept)
  return { operation }
}

function undoParts(work: Workspace, operation: string): Part[] {
  const summary = work.outbox.operations.summary(operation)
  if (!summary || summary.states.every(state => state === 'discarded')) throw refused('tooOld')
  const reason = notUndoable(summary)
  if (reason) throw refused(reason)
  const { live } = turnsOf(work, operation)
  // A crash may have broken an undo off, or the server refused a part of it: the rest is taken back now.
  const undone = new Set(
    live.flatMap(turn => entriesOf(work, turn.operation)).flatMap(({ patches }) => patches.map(idOf)),
  )
  const parts = partsOf(operation, entriesOf(work, operation)).map(part => ({
    ...part,
    patches: part.patches.filter(patch => !undone.has(idOf(patch))),
  }))
  if (live.length > 0 && parts.every(({ patches }) => !patches.some(patch => work.shown(patch))))
    throw refused('alreadyUndone')
  return parts
}

/** Does again what was taken back: takes back the undo, by the same rule. Throws command.refused with a reason. */
export async function redoMany(work: Workspace, operation: string, jobs: BulkJobs = createBulkJobs()): Promise<Turned> {
  const { live } = turnsOf(work, operation)
  if (live.length === 0) throw refused('notUndone')
  const parts = live
    .filter(turn => !isLost(turn))
    .toReversed()
    .flatMap(turn => partsOf(turn.operation, entriesOf(work, turn.operation)))
  return takeBack(work, jobs, 'redo', parts)
}

const refused = (reason: string) => new AppError('command.refused', { params: { reason } })
const idOf = ({ kind, id }: Patch): string => `${kind}:${id}`

/** Entries that did something. */
const entriesOf = (work: Workspace, operation: string): Entry[] =>
  work.outbox
    .operation(operation)
    .filter(({ state }) => !lost.has(state))
    .map(({ entry }) => entry)

/** Newest first. How a clash was settled is settled anew, each by an entry of its own. */
function partsOf(undoes: string, entries: readonly Entry[]): Part[] {
  const parts: Part[] = []
  for (const entry of entries.toReversed()) {
    const patches = inverseOf([entry])
    const last = parts.at(-1)
    if (entry.settles) parts.push({ undoes, settles: entry.settles, patches })
    else if (last && !last.settles) last.patches.push(...patches)
    else parts.push({ undoes, patches })
  }
  return parts
}

async function takeBack(
  work: Workspace,
  jobs: BulkJobs,
  label: 'undo' | 'redo',
  parts: readonly Part[],
): Promise<Turned> {
  const operation = work.newId()
  const total = parts.reduce((sum, { patches }) => sum + patches.length, 0)
  const [first] = parts.flatMap(({ patches }) => patches.slice(0, 1))
  const job = jobs.begin({ operation, label, kind: first?.kind ?? '', total })
  const kept = nothingKept()
  const breathe = breather()
  let done = 0
  try {
    for (const { patches, ...part } of parts) {
      const writer = sliceWriter(work, { label, operation, ...part })
      try {
        for (const patch of patches) {
          if (job.isStopped) break
          const possible = possibleOf(work, patch, kept)
          if (possible) await writer.add(possible)
          else await breathe()
          job.done(++done)
        }
      } finally {
        writer.end()
      }
      // A clash that was settled by leaving everything as it was.
      if (part.settles && writer.written === 0) work.act({ label, operation, ...part, patches: [] })
    }
  } finally {
    job.end()
  }
  keepHere(work, operation, kept)
  return {
    operation,
    keptCount: kept.leftCount + kept.changedCount,
    kept: [...kept.left, ...kept.changed].slice(0, 200),
  }
}

const mostNamed = 200
const nothingKept = (): KeptHere => ({ left: [], leftCount: 0, changed: [], changedCount: 0 })

/**
 * What of a patch may be written by who takes it back, noting what may not and what somebody has changed since. That
 * stays in the patch: only the server knows what stands there in the end.
 */
function possibleOf(work: Workspace, patch: Patch, kept: KeptHere): Patch | undefined {
  const { kind: name, id } = patch
  const shown = work.shown(patch)
  const kind = work.kinds().require(name)
  const title = shown ? kind.title(shown.values) : ''
  const leave = (field: string, why: 'denied' | 'gone') => {
    kept.leftCount++
    if (kept.left.length < mostNamed) kept.left.push({ kind: name, id, title, field, why })
  }
  if (!shown) {
    leave('', 'gone')
    return undefined
  }
  const viewer = work.viewer()
  const [mayEdit, mayMove] = [mayChange(viewer, kind, 'edit', shown), mayChange(viewer, kind, 'move', shown)]
  const set: Record<string, FieldChange> = {}
  for (const [field, change] of Object.entries(patch.set)) {
    // Who makes a record may take that back without the right to archive: the server looks into the log.
    const isAllowed =
      field === 'archived' ||
      ((field === 'parent' ? mayMove : mayEdit) && fieldRight(viewer, name, field) === undefined)
    if (isAllowed) set[field] = change
    else leave(field, 'denied')
  }
  if (Object.keys(set).length === 0) return undefined
  for (const { field } of merge(kind, bagOf(shown), set).clashes) {
    const named: KeptField = { kind: name, id, title, field, why: 'changed' }
    kept.changedCount++
    if (kept.changed.length < mostNamed) kept.changed.push(named)
  }
  return { ...patch, set }
}
