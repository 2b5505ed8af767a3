import type { Kinds } from '../../../shared/kinds.ts'
import { isGone, type RecordKey, type SyncedState } from '../../../shared/record.ts'
import { createPurge } from '../search/purge.ts'
import { createSearchIndex } from '../search/searchIndex.ts'
import type { Database } from '../storage/database.ts'
import { createChangeLog } from './changeLog.ts'
import { createFill, type Fill } from './fill.ts'
import { ensureKindTables, type KindTables } from './kindTables.ts'
import { createKindWriter, type KindWriter, type RowWork } from './kindWriter.ts'
import { createRowNumbers } from './rowNumbers.ts'
import { type Shown, type ShownSources, shownOf, withOpenPatches } from './shown.ts'

export type { OpenPatch, Shown } from './shown.ts'

export interface ProjectionOptions extends ShownSources {
  database: Database
  kinds: Kinds
  /**
   * The server's copies with ids above `after`, by id, of every kind. Tables that are new, or made anew after a change
   * of definitions, are filled from them.
   */
  copiesAfter(after: string, limit: number): readonly SyncedState[]
}

/**
 * What a person sees of each record, as narrow rows and search rows: the server's copy with the open patches on it.
 * Every call joins the transaction under way.
 */
export interface Projection extends Fill {
  /** After a change of copies or of the outbox. Gives the keys back, for the change bus. */
  project(keys: readonly RecordKey[]): RecordKey[]
  /** The same where the copies are at hand. `loading`: a snapshot, newest first. */
  projectStates(states: readonly SyncedState[], order?: 'loading' | 'live'): RecordKey[]
  /**
   * Whether a record stands as its copy does, though patches are open on it: they changed nothing when it was projected
   * last. What the server answers to them changes nothing either.
   */
  isMet(id: string): boolean
  /** One record as it is shown. */
  shown(key: RecordKey): Shown | undefined
  /** After own fields changed; then `fillSome` until it says there is nothing left. */
  setKinds(kinds: Kinds): void
}

interface Target {
  tables: KindTables
  writers: KindWriter[]
}

export function createProjection(options: ProjectionOptions): Projection {
  const { database } = options
  let kinds = options.kinds
  let targets = new Map<string, Target>()
  const prepare = (): void => {
    const made = new Map<string, Target>()
    for (const tables of database.write(() => ensureKindTables(database, kinds.all)).values()) {
      const kind = kinds.get(tables.name)
      if (!kind) continue
      const generations = tables.next ? [tables.current, tables.next] : [tables.current]
      const writers = generations.map(generation => createKindWriter(database, kind, generation, { rows, index }))
      made.set(tables.name, { tables, writers })
    }
    targets = made
  }
  database.write(() => ensureKindTables(database, kinds.all))
  const rows = createRowNumbers(database)
  const log = createChangeLog(database)
  const index = createSearchIndex(database)
  prepare()

  const write = (kindName: string, items: readonly Item[], order: 'loading' | 'live'): void => {
    const target = targets.get(kindName)
    if (!target) return
    const seen = items.filter(item => item.shown)
    const numbers = rows.allocate(
      seen.map(item => item.id),
      target.tables.code,
      order,
    )
    const work: RowWork[] = seen.map((item, i) => ({
      ...(numbers[i] ?? { row: 0, isNew: false }),
      shown: item.shown,
    }))
    for (const { id, shown } of items) {
      const row = shown ? undefined : rows.find(id)
      if (row !== undefined) work.push({ row, isNew: false, shown })
    }
    work.sort((a, b) => a.row - b.row)
    for (const writer of target.writers) writer.write(work)
    log.rows(
      target.tables.code,
      work.map(({ row }) => row),
    )
  }

  const met = new Set<string>()
  const noteMet = (items: readonly Item[]): void => {
    if (met.size > 0 && options.hasOpenPatches?.() === false) met.clear()
    for (const { id, shown } of items)
      if (shown?.isMet) met.add(id)
      else met.delete(id)
  }

  const writeAll = (items: readonly Item[], order: 'loading' | 'live'): RecordKey[] => {
    const work = (): void => {
      for (const [kind, ofKind] of Map.groupBy(items, item => item.kind)) write(kind, ofKind, order)
      // Whoever asks within the transaction hears of nothing that may have changed in it.
      for (const { id } of items) met.delete(id)
      // What is undone was not projected so. In order with what else the transaction projects.
      database.afterCommit(() => noteMet(items))
    }
    // A slice of a load stands or falls as a whole; a savepoint for each of its parts would only keep their pages twice.
    if (order === 'loading' && database.isWriting) work()
    else database.write(work)
    return items.map(({ kind, id }) => ({ kind, id }))
  }

  const shownFrom = (copies: readonly SyncedState[]): Item[] => {
    const sources = options.hasOpenPatches?.() === false ? { ...options, openPatchesOf: () => [] } : options
    return copies.map(copy => {
      const key = { kind: copy.kind, id: copy.id }
      return { ...key, shown: withOpenPatches(kinds, sources, key, isGone(copy) ? undefined : copy) }
    })
  }

  const projection: Projection = {
    project: keys => {
      const items = keys.map(({ kind, id }) => ({ kind, id, shown: shownOf(kinds, options, { kind, id }) }))
      return writeAll(items, 'live')
    },
    projectStates: (states, order = 'live') => writeAll(shownFrom(states), order),
    isMet: id => met.has(id),
    shown: key => shownOf(kinds, options, key),
    setKinds(changed) {
      kinds = changed
      prepare()
    },
    ...createFill({
      database,
      tables: () => [...targets.values()].map(target => target.tables),
      copiesAfter: options.copiesAfter,
      fill: states => writeAll(shownFrom(states), 'loading'),
      refill: keys => projection.project(keys),
      idOf: row => rows.idOf(row),
      log,
      purge: createPurge(database, index.forgetTerms),
      prepare,
    }),
  }
  // On an empty file this is all there is to fill; a snapshot that comes later is projected as it comes.
  projection.fillSome(10)
  return projection
}

interface Item extends RecordKey {
  shown: Shown | undefined
}
