import { AppError } from '../../../shared/errors.ts'
import { compareRev, type Entry, type Patch, type RecordKey, type Rev } from '../../../shared/record.ts'
import { maxFrameBytes } from '../../../shared/sync/protocol.ts'
import type { Database, WriteOptions } from '../storage/database.ts'
import { type Action, idsIn, onWire, partsOf } from './entryParts.ts'
import { type OutboxOperations, outboxOperations } from './outboxOperations.ts'
import { type EntryState, keysOf, type OutboxEntry, type OutboxRows, outboxRows } from './outboxRows.ts'

export interface OutboxSettings {
  database: Database
  /** Milliseconds since 1970. */
  now(): number
  newId(): string
  /** Derives again what people see of these records; called inside the transaction of every change here. */
  project(keys: RecordKey[]): void
  /** Rev of the server's copy of a record, if there is one. */
  revOf(id: string): Rev | undefined
  /** How far the copies go: every change up to this rev is in them. */
  position(): Rev | undefined
  /** A patch as far as it may be shown to the present viewer; undefined: not at all. */
  shown?(patch: Patch): Patch | undefined
}

export interface OpenPatch {
  entry: Entry
  patch: Patch
  /** The server has answered; what is missing is only its copy. */
  accepted: boolean
}

/** What this user did on this device, in order: the only thing a desktop sends. */
export interface Outbox {
  readonly rows: OutboxRows
  /** Writes an action as one or more entries of one operation and projects its records, all in one transaction. */
  add(action: Action, options?: WriteOptions): Entry[]
  /**
   * The patches that stand on a record's copy, in order: of entries not yet answered, and of those whose answer the
   * copy has not reached. Refused entries, and those that rest on them, do not count.
   */
  openPatchesOf(id: string): OpenPatch[]
  /** Every entry so far is safely on the disk: those added as `normal` are sent from now on too. */
  madeSafe(): void
  /** What goes out next, by seq; empty when nothing waits. Nothing is that a power cut could still take. */
  nextBatch(most?: number): Entry[]
  markSent(entries: readonly Entry[]): void
  /** `waiting`: not yet answered. `refused`: items, each with what rests on it. */
  counts(): { waiting: number; refused: number }
  /** Entries of an operation, for undoing it; empty where it is older than the outbox keeps. */
  operation(operation: string): OutboxEntry[]
  /** The newest entries, newest first. */
  last(limit: number): OutboxEntry[]
  readonly operations: OutboxOperations
  /** Entries that take this operation back. */
  undoing(operation: string): OutboxEntry[]
  /** Forgets what was answered more than 30 days ago. */
  prune(): void
}

/** Well below what a frame may hold, for its envelope and the escapes of JSON. */
const batchBytes = maxFrameBytes / 2
const batchEntries = 500
const seqBytes = 30
const keepMs = 30 * 86_400_000

export function createOutbox(settings: OutboxSettings): Outbox {
  const { database, now, newId, project } = settings
  const rows = outboxRows(database, now)
  /** From here on entries may not be safely on the disk. */
  let looseFrom = Number.POSITIVE_INFINITY

  const entryOf = (action: Action, patches: Patch[], operation: string): Entry => ({
    seq: rows.nextSeq(),
    id: newId(),
    operation,
    label: action.label,
    ...(action.undoes ? { undoes: action.undoes } : {}),
    ...(action.settles ? { settles: action.settles } : {}),
    after: [...(action.after ?? []), ...restsOn(rows, patches, action.command?.arguments)],
    at: new Date(now()).toISOString(),
    patches,
    ...(action.command ? { command: action.command } : {}),
  })

  return {
    rows,
    add(action, options) {
      const operation = action.operation ?? newId()
      const parts = partsOf(action)
      const added = database.write(() => {
        const entries = parts.map(patches => {
          const entry = entryOf(action, patches, operation)
          rows.insert(entry, 'waiting')
          return entry
        })
        project(keysOf(entries.map(entry => ({ entry }))))
        return entries
      }, options)
      // A commit under FULL makes all before it safe.
      looseFrom =
        options?.sync === 'normal' ? Math.min(looseFrom, added[0]?.seq ?? looseFrom) : Number.POSITIVE_INFINITY
      return added
    },
    madeSafe() {
      looseFrom = Number.POSITIVE_INFINITY
    },

    openPatchesOf(id) {
      const open: OpenPatch[] = []
      for (const { found, patches } of rows.touching(id)) {
        if (found.answered && reached(settings, id, found.answered)) continue
        for (const patch of patches) {
          const shown = settings.shown ? settings.shown(patch) : patch
          if (shown) open.push({ entry: found.entry, patch: shown, accepted: found.answered !== undefined })
        }
      }
      return open
    },

    nextBatch(most = batchEntries) {
      const batch: Entry[] = []
      let bytes = 0
      for (const { entry, bytes: own } of rows.unanswered(most)) {
        if (entry.seq >= looseFrom) break
        const sent = onWire(entry)
        // What is sent as it stands has its text's length, and its seq.
        bytes += sent === entry ? own + seqBytes : Buffer.byteLength(JSON.stringify(sent))
        if (batch.length > 0 && bytes > batchBytes) break
        batch.push(sent)
      }
      return batch
    },

    markSent(entries) {
      // Sent or not is a hint for people; it need not survive a power cut.
      database.write(
        () => {
          const mark = database.prepare("UPDATE outbox SET state = 'sent' WHERE seq = ? AND state = 'waiting'")
          for (const { seq } of entries) mark.run(seq)
        },
        { sync: 'normal' },
      )
    },

    counts: () => ({
      waiting: countOf(database, 'waiting') + countOf(database, 'sent'),
      refused: countOf(database, 'refused'),
    }),
    operation: operation => rows.ofOperation(operation),
    last: limit => rows.page('ORDER BY seq DESC LIMIT ?', limit),
    operations: outboxOperations(database),
    undoing: operation => rows.page("WHERE entry ->> '$.undoes' = ? ORDER BY seq", operation),
    prune() {
      database.write(() =>
        database
          .prepare("DELETE FROM outbox WHERE state IN ('settled', 'discarded', 'replaced') AND changed < ?")
          .run(now() - keepMs),
      )
    },
  }
}

/** Whether the local copies show what was answered with this rev. */
function reached({ revOf, position }: OutboxSettings, id: string, answered: Rev): boolean {
  const copy = revOf(id)
  if (copy !== undefined && compareRev(copy, answered) >= 0) return true
  // The record may have left this user's sight with the very change: then there is no copy to look at.
  const everything = position()
  return everything !== undefined && compareRev(everything, answered) >= 0
}

/**
 * Ids of the unanswered entries that a new one rests on: the last that touched a record it touches (which rests on those
 * before it), and those that create or, for a command, touch what it names.
 */
function restsOn(rows: OutboxRows, patches: readonly Patch[], commandArguments: unknown): string[] {
  if (!rows.touchesAny()) return []
  const on = new Set<string>()
  const touched = new Set(patches.map(patch => patch.id))
  const read = idsIn(commandArguments)
  const named = idsIn(patches.map(({ set }) => Object.values(set).map(change => change.value)))
  for (const id of new Set([...touched, ...read, ...named])) {
    const unanswered = rows.touching(id).filter(({ found }) => found.answered === undefined)
    const last = touched.has(id) || read.has(id) ? unanswered.at(-1) : unanswered.find(({ creates }) => creates)
    if (last) on.add(last.found.entry.id)
  }
  if (on.size > maxAfter) throw new AppError('input.tooLarge', { params: { limit: maxAfter } })
  return [...on]
}
const maxAfter = 1000

const countOf = (database: Database, state: EntryState): number =>
  Number(database.prepare("SELECT count(*) FROM outbox WHERE state = ? AND state <> 'settled'").pluck().get(state) ?? 0)
