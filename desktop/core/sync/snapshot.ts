import { AppError } from '../../../shared/errors.ts'
import { compareRev, type RecordKey } from '../../../shared/record.ts'
import { bulkLoad } from '../storage/bulkLoad.ts'
import type { RxStoragePergel } from '../storage/rxStorage.ts'
import type { Copies } from './copies.ts'
import type { Link } from './link.ts'
import type { Load, Loads } from './loads.ts'
import type { PageSize } from './pageSize.ts'
import type { FrameOf } from './questions.ts'
import { documentOf, type RecordDocument, recordsName } from './records.ts'

export interface SnapshotSettings {
  storage: RxStoragePergel
  copies: Copies
  loads: Loads
  project(keys: RecordKey[]): void
  /** Records a page asks for; what a kill may cost is at most two pages. */
  pages: PageSize
  /** A page's records have been stored. */
  progress(): void
  /** A kind is in, before the next one is loaded. */
  loaded(kind: string): void | Promise<void>
}

/**
 * Loads every pending kind below replication, newest records first, asking for the next page while one is stored. Goes
 * on where it was broken off: each transaction records how far it came. Ends early when `signal` is aborted.
 */
export async function loadSnapshot(settings: SnapshotSettings, link: Link, signal: AbortSignal): Promise<void> {
  const { storage, loads } = settings
  for (const load of loads.pending()) {
    // Of a kind that had no record when it was counted, all comes by the feed.
    const isNone = load.mode === 'fill' && load.total === 0
    if (!isNone && !(await loadKind(settings, link, load, signal))) return
    loads.complete(load.kind)
    await settings.loaded(load.kind)
  }
  // The pages' commits did not wait for the disk.
  storage.database.flush()
}

/**
 * Asks how many records each kind has, so that progress has an end from the start. Once `signal` is aborted the answers are
 * another viewer's.
 */
export async function askTotals(
  { loads }: Pick<SnapshotSettings, 'loads'>,
  link: Link,
  signal: AbortSignal,
): Promise<void> {
  const unknown = loads.pending().filter(load => load.total === undefined)
  const pages = await Promise.all(unknown.map(({ kind, start }) => link.ask({ t: 'snapshot', kind, start, limit: 1 })))
  if (!signal.aborted)
    loads.setTotals(new Map(pages.flatMap(({ kind, total }) => (total === undefined ? [] : [[kind, total]]))))
}

async function loadKind(settings: SnapshotSettings, link: Link, load: Load, signal: AbortSignal): Promise<boolean> {
  const { kind, start, notIn } = load
  const ask = (before: string | undefined): Promise<FrameOf<'snapshotPage'>> => {
    const page = settings.pages.ask(limit =>
      link.ask({
        t: 'snapshot',
        kind,
        start,
        limit,
        ...(before === undefined ? {} : { before }),
        ...(notIn === undefined ? {} : { notIn }),
      }),
    )
    // Awaited only when the page before it is stored; a failure until then must not count as unhandled.
    page.catch(() => {})
    return page
  }

  let { before } = load
  let asked: Promise<FrameOf<'snapshotPage'>> | undefined = ask(before)
  while (asked) {
    const page: FrameOf<'snapshotPage'> = await asked
    if (signal.aborted) return false
    if (page.next !== undefined && before !== undefined && page.next >= before) throw new AppError('input.malformed')
    asked = page.next === undefined ? undefined : ask(page.next)
    await storePage(settings, load, before, page)
    before = page.next
    settings.progress()
    if (signal.aborted) return false
  }
  return true
}

async function storePage(
  { storage, copies, loads, project }: SnapshotSettings,
  { kind, mode, start }: Load,
  before: string | undefined,
  { states, next, texts }: FrameOf<'snapshotPage'>,
): Promise<void> {
  const here = states.filter(state => state.kind === kind)
  await bulkLoad<RecordDocument>(storage, recordsName, here.map(documentOf), {
    ...(texts ? { texts } : {}),
    onSlice(documents) {
      const last = documents.at(-1)
      if (last) loads.advance(kind, last.id, documents.length)
    },
  })
  if (mode === 'reload') {
    const expected = new Set(here.map(state => state.id))
    const surplus = copies
      .idsBetween(kind, next, before)
      // What came after the load began is the feed's.
      .filter(copy => !expected.has(copy.id) && compareRev(copy, start) <= 0)
      .map(({ id }) => id)
    storage.database.write(() => {
      copies.remove(surplus)
      project(surplus.map(id => ({ kind, id })))
    })
  }
  // The page may have ended in records that `notIn` left out.
  if (next !== undefined && next !== here.at(-1)?.id)
    storage.database.write(() => loads.advance(kind, next, 0), { sync: 'normal' })
}
