import { z } from 'zod'
import type { Operation, SyncState } from '../../../core/api/functions.ts'
import type { Route } from '../../app/route.ts'

/** A seller's day, in its order. */
export const steps = ['find', 'open', 'note', 'task', 'edit', 'undo', 'offline'] as const
export type Step = (typeof steps)[number]

/** Kept under `tour` among the preferences' `screens`. */
const kept = z.object({
  done: z.array(z.string()).default([]),
  /** Put away; the help brings it back. */
  isAway: z.boolean().default(false),
})
export interface Tour {
  done: readonly Step[]
  isAway: boolean
}

/** What a person has done of the tour; what cannot be read counts as nothing. */
export function tourOf(screens: Record<string, unknown> | undefined): Tour {
  const { done, isAway } = kept.safeParse(screens?.['tour']).data ?? { done: [], isAway: false }
  return { done: steps.filter(step => done.includes(step)), isAway }
}

/** What this window sees of a person's work. */
export interface Seen {
  route: Route
  /** A record was opened from the palette. */
  hasFound: boolean
  connection: SyncState['connection']
  /** What was done on this desktop, newest first. */
  operations: readonly Operation[]
  /** Those of them that were there when the window began to look: of them it is not known where they were done. */
  before: ReadonlySet<string>
  /** Those that came while the list of their kind was shown. */
  inList: ReadonlySet<string>
}

type Done = Pick<Operation, 'operation' | 'label' | 'kind' | 'state'>

/** The steps that what is seen shows to be done. */
export const doneBy = (seen: Seen): Step[] => steps.filter(step => tests[step](seen))

/** Which of the operations have come since and were made where a list of their kind is shown. */
export const cameInList = (operations: readonly Done[], known: ReadonlySet<string>, route: Route): string[] =>
  operations
    .filter(({ operation, kind }) => !known.has(operation) && route.screen === 'list' && route.kind === kind)
    .map(({ operation }) => operation)

const inCells = new Set(['edit', 'paste', 'fill', 'clear'])
const isNew = ({ before }: Seen, { operation }: Done): boolean => !before.has(operation)

const tests: Record<Step, (seen: Seen) => boolean> = {
  find: ({ hasFound }) => hasFound,
  open: ({ route }) => route.screen === 'record',
  note: ({ operations }) => operations.some(({ label, kind }) => label === 'create' && kind === 'activity'),
  task: ({ operations }) => operations.some(({ label, kind }) => label === 'create' && kind === 'task'),
  edit: seen =>
    seen.operations.some(
      done =>
        isNew(seen, done) && inCells.has(done.label) && (done.label !== 'edit' || seen.inList.has(done.operation)),
    ),
  undo: ({ operations }) => operations.some(({ state }) => state === 'undone' || state === 'partlyUndone'),
  offline: seen => seen.connection === 'offline' && seen.operations.some(done => isNew(seen, done)),
}
