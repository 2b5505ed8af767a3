import { commands } from '../../../shared/commands/index.ts'
import type { KeptField, Operation } from '../api/operations.ts'
import type { OperationSummary, Turning } from '../sync/outboxOperations.ts'
import type { EntryState } from '../sync/outboxRows.ts'
import type { Workspace } from '../workspace.ts'

/** What this person did on this device, newest first. Undo and redo are states of what they take back. */
export const lastOperations = (work: Workspace, limit: number): Operation[] =>
  work.outbox.operations.roots(limit).flatMap(operation => operationOf(work, operation) ?? [])

export function operationOf(work: Workspace, operation: string): Operation | undefined {
  const summary = work.outbox.operations.summary(operation)
  if (!summary || aside.has(summary.first.label)) return undefined
  const { first, states, patches } = summary
  const [id] = first.ids
  const shown = id === undefined ? undefined : work.shown({ kind: first.kind, id })
  const reason = notUndoable(summary)
  const { live, last } = turnsOf(work, operation)
  const kept = last ? keptOf(work, last).count : 0
  const isPart = live.length > 0 && (kept > 0 || turnedPatches(live) < patches)
  return {
    operation,
    label: first.label,
    at: first.at,
    kind: first.kind,
    ids: first.ids,
    count: patches,
    title: shown ? work.kinds().require(shown.kind).title(shown.values) : '',
    state: live.length === 0 ? stateOf(states) : isPart ? 'partlyUndone' : 'undone',
    ...(reason ? { notUndoable: reason } : {}),
    ...turnOf(last),
    kept,
  }
}

/** What nobody means to take back: that news were read. */
const aside: ReadonlySet<string> = new Set(['read'])

/** What takes an operation back now, and the last that was made of it in either way. */
export function turnsOf(work: Workspace, operation: string): { live: Turning[]; last: Turning | undefined } {
  const { operations } = work.outbox
  const undos = operations.turning(operation)
  const redos = undos.flatMap(undo => operations.turning(undo.operation))
  const live = undos.filter(undo => !isLost(undo) && !operations.turning(undo.operation).some(redo => !isLost(redo)))
  const last = [...undos, ...redos].toSorted((a, b) => seqOf(b) - seqOf(a))[0]
  return { live, last }
}

const seqOf = (turn: Turning): number => turn.entries[0]?.seq ?? 0
const turnedPatches = (turns: readonly Turning[]): number =>
  turns
    .flatMap(({ entries }) => entries)
    .filter(({ state }) => !lost.has(state))
    .reduce((sum, { patches }) => sum + patches, 0)

function turnOf(last: Turning | undefined): Pick<Operation, 'turn' | 'turnedAt'> {
  const [first] = last?.entries ?? []
  if (!last || !first) return {}
  const state = stateOf(last.entries.map(entry => entry.state))
  return { turnedAt: first.at, ...(state === 'done' ? {} : { turn: state }) }
}

function stateOf(states: readonly EntryState[]): 'waiting' | 'done' | 'refused' {
  if (states.some(state => lost.has(state))) return 'refused'
  return states.some(state => state === 'waiting' || state === 'sent') ? 'waiting' : 'done'
}

/** Why an operation cannot be taken back (`notUndoable.<reason>`), if so. */
export function notUndoable({ first, states, patches }: OperationSummary): string | undefined {
  if (first.command && !commands[first.command]?.undoable) return 'command'
  if (states.every(state => lost.has(state))) return 'refused'
  return patches === 0 ? 'command' : undefined
}

/** States of entries that changed nothing: there is nothing of theirs to take back. */
export const lost: ReadonlySet<string> = new Set(['refused', 'held', 'discarded', 'replaced'])
export const isLost = ({ entries }: Turning): boolean => entries.every(({ state }) => lost.has(state))

/** What an undo or redo left as it is, as this device saw it then; what the server says of it counts more. */
export interface KeptHere {
  /** Records that it did not touch at all. */
  left: KeptField[]
  leftCount: number
  /** Fields that somebody had changed since. */
  changed: KeptField[]
  changedCount: number
}

const mostKept = 200
const operationsKept = 200

export function keepHere(work: Workspace, turn: string, kept: KeptHere): void {
  if (kept.leftCount + kept.changedCount === 0) return
  work.device.put('kept', turn, {
    ...kept,
    left: kept.left.slice(0, mostKept),
    changed: kept.changed.slice(0, mostKept),
  })
  work.device.trim('kept', operationsKept)
}

/** What a turn left, by the server's answers where there are all of them. */
export function keptOf(work: Workspace, turn: Turning): { count: number; fields: KeptField[] } {
  const here = work.device.get('kept', turn.operation) as KeptHere | undefined
  const [left, leftCount] = [here?.left ?? [], here?.leftCount ?? 0]
  const isAnswered = turn.entries.every(({ state }) => answered.has(state))
  if (!isAnswered) return { count: leftCount + (here?.changedCount ?? 0), fields: [...left, ...(here?.changed ?? [])] }
  const stays = work.outbox.operations.stays(turn.operation)
  const fields = stays.fields.map(({ kind, id, field, user, at }): KeptField => {
    const shown = work.shown({ kind, id })
    const title = shown ? work.kinds().require(kind).title(shown.values) : ''
    return { kind, id, title, field, why: 'changed', user, at }
  })
  return { count: leftCount + stays.count, fields: [...left, ...fields].slice(0, mostKept) }
}
const answered: ReadonlySet<string> = new Set(['accepted', 'merged', 'settled'])

/** What Ctrl+Z takes back next and Ctrl+Shift+Z does again: what was done last, and undone last since. */
export function nextTurns(work: Workspace): { undo: Operation | null; redo: Operation | null } {
  const undo: string[] = []
  const redo: string[] = []
  const rootOf = new Map<string, string>()
  const move = (operation: string, from: string[], to: string[]) => {
    const at = from.lastIndexOf(operation)
    if (at < 0) return
    from.splice(at, 1)
    to.push(operation)
  }
  for (const { operation, undoes, isLost: isNothing } of work.outbox.operations.recent(lookedAt)) {
    const root = undoes === undefined ? undefined : rootOf.get(undoes)
    rootOf.set(operation, root ?? undoes ?? operation)
    if (isNothing) continue
    if (undoes === undefined) {
      undo.push(operation)
      redo.length = 0
    } else if (rootOf.get(undoes) === undoes || root === undefined) move(undoes, undo, redo)
    else move(root, redo, undo)
  }
  return { undo: lastOf(work, undo, isUndoable), redo: lastOf(work, redo, isRedoable) }
}
const lookedAt = 400

const lastOf = (work: Workspace, operations: string[], is: (operation: Operation) => boolean): Operation | null => {
  for (const operation of operations.toReversed()) {
    const found = operationOf(work, operation)
    if (found && is(found)) return found
  }
  return null
}
const isUndoable = ({ state, notUndoable: reason }: Operation): boolean =>
  reason === undefined && (state === 'done' || state === 'waiting')
const isRedoable = ({ state }: Operation): boolean => state === 'undone' || state === 'partlyUndone'
