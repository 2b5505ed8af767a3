import { AppError, type ErrorBody } from '../../../shared/errors.ts'
import type { Entry, Patch, RecordKey } from '../../../shared/record.ts'
import { sameValue } from '../../../shared/value.ts'
import type { Database } from '../storage/database.ts'
import type { Outbox } from './outbox.ts'
import { dependentsOf, isBlocked } from './outboxAnswers.ts'
import { keysOf, type OutboxEntry } from './outboxRows.ts'

export interface RefusedEntry {
  entry: Entry
  error: ErrorBody
  /** What rests on it, in order: shown, mended and discarded with it. */
  dependents: Entry[]
}

export interface RefusedEntries {
  /** Oldest first. */
  list(): RefusedEntry[]
  /** Gives up the entry and what rests on it. Throws record.notFound for one that is not refused. */
  discard(id: string): void
  /**
   * Sends it again as a new entry, with other patches or another command where given, and what rested on it after it.
   * Gives the new entry. Throws record.notFound for one that is not refused.
   */
  mend(id: string, changed?: { patches?: Patch[]; command?: Entry['command'] }): Entry
}

export interface RefusedSettings {
  database: Database
  outbox: Outbox
  now(): number
  newId(): string
  project(keys: RecordKey[]): void
}

export function refusedEntries({ database, outbox, now, newId, project }: RefusedSettings): RefusedEntries {
  const { rows } = outbox
  const require = (id: string): OutboxEntry => {
    const found = rows.find(id)
    if (found?.state !== 'refused') throw new AppError('record.notFound')
    return found
  }
  return {
    list: () =>
      rows.inState('refused').map(({ entry, answer }) => ({
        entry,
        error: answer?.status === 'refused' ? answer.error : { code: 'internal' },
        dependents: dependentsOf(rows, entry.id).map(found => found.entry),
      })),

    discard(id) {
      database.write(() => {
        const all = [require(id), ...dependentsOf(rows, id)]
        for (const found of all) rows.setState(found, 'discarded')
        project(keysOf(all))
      })
    },

    mend(id, changed = {}) {
      return database.write(() => {
        const refused = require(id)
        const all = [refused, ...dependentsOf(rows, id)]
        const newIds = new Map(all.map(({ entry }) => [entry.id, newId()]))
        // An entry is never changed once written: the old ones stay as they were, the new ones name them no more.
        const mended = mendedValues(refused.entry.patches, changed.patches ?? [])
        const entries = all.map(
          ({ entry }): Entry => ({
            ...entry,
            ...(entry.id === id ? changed : { patches: entry.patches.map(patch => rebased(patch, mended)) }),
            id: newIds.get(entry.id) ?? entry.id,
            seq: rows.nextSeq(),
            after: entry.after.map(on => newIds.get(on) ?? on),
            at: entry.id === id ? new Date(now()).toISOString() : entry.at,
          }),
        )
        for (const found of all) rows.setState(found, 'replaced')
        // One that also rests on another refused entry goes on being held.
        for (const entry of entries) rows.insert(entry, isBlocked(rows, entry.after) ? 'held' : 'waiting')
        project(keysOf([...all, ...entries.map(entry => ({ entry }))]))
        const [first] = entries
        if (!first) throw new AppError('internal')
        return first
      })
    },
  }
}

type Mended = ReadonlyMap<string, { was: unknown; is: unknown }>

/** Values that mending changed, by record and field. */
function mendedValues(before: readonly Patch[], after: readonly Patch[]): Mended {
  const mended = new Map<string, { was: unknown; is: unknown }>()
  for (const { id, set } of after) {
    const was = before.find(patch => patch.id === id)?.set ?? {}
    for (const [name, { value }] of Object.entries(set)) {
      if (!sameValue(was[name]?.value, value)) mended.set(`${id}.${name}`, { was: was[name]?.value, is: value })
    }
  }
  return mended
}

/** What was written on top of a mended value was not meant against it: its base is the mended one now. */
function rebased(patch: Patch, mended: Mended): Patch {
  const set = Object.entries(patch.set).map(([name, change]) => {
    const value = mended.get(`${patch.id}.${name}`)
    if (!value || !sameValue(change.base, value.was)) return [name, change] as const
    const { base: _base, ...rest } = change
    return [name, value.is === undefined ? rest : { ...rest, base: value.is }] as const
  })
  return { ...patch, set: Object.fromEntries(set) }
}
