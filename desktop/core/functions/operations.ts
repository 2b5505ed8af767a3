import type { z } from 'zod'
import { commands } from '../../../shared/commands/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Patch } from '../../../shared/record.ts'
import { inverseOf } from '../../../shared/sync/undo.ts'
import type { functions } from '../api/functions.ts'
import type { OutboxEntry } from '../sync/outboxRows.ts'
import type { Workspace } from '../workspace.ts'

type Operation = z.output<(typeof functions)['operations.last']['result']>[number]

/** What this person did on this device, newest first, one line per operation. */
export function lastOperations(work: Workspace, limit: number): Operation[] {
  return work.outbox.operations(limit).map(operation => operationOf(work, operation))
}

function operationOf(work: Workspace, operation: string): Operation {
  // Mended entries stand there twice; the later ones count.
  const entries = work.outbox.operation(operation).filter(({ state }) => state !== 'replaced')
  const keys = entries.flatMap(({ entry }) => entry.patches.map(({ kind, id }) => ({ kind, id })))
  const [first] = keys
  const shown = first && work.shown(first)
  const reason = notUndoable(entries)
  const [entry] = entries.map(found => found.entry)
  return {
    operation,
    label: entry?.label ?? '',
    at: entry?.at ?? '',
    kind: first?.kind ?? '',
    ids: [...new Set(keys.map(key => key.id))].slice(0, 100),
    title: shown ? work.kinds().require(shown.kind).title(shown.values) : '',
    state: isUndone(work, operation) ? 'undone' : stateOf(entries),
    ...(reason ? { notUndoable: reason } : {}),
  }
}

const isUndone = (work: Workspace, operation: string): boolean =>
  work.outbox.undoing(operation).some(({ state }) => !lost.has(state))

function stateOf(entries: OutboxEntry[]): Operation['state'] {
  if (entries.some(({ state }) => lost.has(state))) return 'refused'
  return entries.some(({ state }) => state === 'waiting' || state === 'sent') ? 'waiting' : 'done'
}

/** Why an operation cannot be taken back (`notUndoable.<reason>`), if so. */
function notUndoable(entries: OutboxEntry[]): string | undefined {
  const command = entries.find(({ entry }) => entry.command)?.entry.command
  if (command && !commands[command.name]?.undoable) return 'command'
  if (entries.every(({ state }) => lost.has(state))) return 'refused'
  return entries.every(({ entry }) => entry.patches.length === 0) ? 'command' : undefined
}

/** States of entries that changed nothing: there is nothing of theirs to take back. */
const lost: ReadonlySet<string> = new Set(['refused', 'held', 'discarded', 'replaced'])

/** Takes an operation back where it still holds; what somebody changed since stays. Throws command.refused with a reason. */
export const undoOperation = (work: Workspace, operation: string): { operation: string } => ({
  operation: work.act({ label: 'undo', undoes: operation, patches: undoPatches(work, operation) }),
})

/** The patches that take back what is not taken back yet: an undo may have been broken off, or refused in part. */
export function undoPatches(work: Workspace, operation: string): Patch[] {
  const entries = work.outbox.operation(operation).filter(({ state }) => !lost.has(state))
  if (entries.length === 0) throw new AppError('command.refused', { params: { reason: 'tooOld' } })
  const reason = notUndoable(entries)
  if (reason) throw new AppError('command.refused', { params: { reason } })
  const undoing = work.outbox.undoing(operation).filter(({ state }) => !lost.has(state))
  const undone = new Set(undoing.flatMap(({ entry }) => entry.patches.map(({ id }) => id)))
  const patches = inverseOf(entries.map(({ entry }) => entry)).filter(
    patch => !undone.has(patch.id) && work.shown(patch),
  )
  if (undoing.length > 0 && patches.length === 0)
    throw new AppError('command.refused', { params: { reason: 'alreadyUndone' } })
  return patches
}
