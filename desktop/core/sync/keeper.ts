import type { Viewer } from '../../../shared/permissions/viewer.ts'
import type { Head } from '../../../shared/sync/protocol.ts'
import { type DigestSettings, differingKinds } from './digests.ts'
import type { Feed } from './feed.ts'
import type { Link } from './link.ts'
import { askTotals, loadSnapshot, type SnapshotSettings } from './snapshot.ts'
import { becomeViewer, beginFirstCopy, sightOf, type ViewSettings, visibleKinds } from './viewChange.ts'

export interface KeeperSettings extends ViewSettings, SnapshotSettings, Pick<DigestSettings, 'feed'> {
  feed: Feed
  log(event: string, details?: Record<string, unknown>): void
  /** The viewer is another from now on: before anything of the earlier one is taken away. */
  viewerChanged(viewer: Viewer): void
}

/** Keeps the copies those of the present viewer while one link lasts: evicts, loads, feeds, compares. */
export interface Keeper {
  /** From now on for this viewer; resolves when the feed runs for the newest one asked for. */
  become(viewer: Viewer, view: string): Promise<void>
  /** Compares every visible kind and loads those that differ again. */
  compareAll(): Promise<void>
  /** Resolves when nothing of it is under way any more; after the link has ended. */
  idle(): Promise<void>
}

interface Aim {
  viewer: Viewer
  view: string
}

export function createKeeper(settings: KeeperSettings, link: Link): Keeper {
  const { database, values, copies, loads, feed, log } = settings
  let aim: Aim | undefined
  let reached: Aim | undefined
  let phase = new AbortController()
  let working: Promise<void> | undefined
  let comparing: Promise<void> = Promise.resolve()
  const reloaded = new Set<string>()

  const work = async (): Promise<void> => {
    try {
      while (aim && reached !== aim) {
        const to = aim
        phase = new AbortController()
        try {
          await bring(to, AbortSignal.any([phase.signal, link.ended]))
          if (aim === to) reached = to
        } catch (thrown) {
          // The server answers by the newest view alone: a question of the one before fails, and it is asked anew.
          if (aim === to || link.ended.aborted) throw thrown
        }
      }
    } finally {
      working = undefined
    }
  }
  const run = (): Promise<void> => {
    if (!aim || reached === aim) return Promise.resolve()
    working ??= work()
    return working
  }

  const bring = async ({ viewer, view }: Aim, signal: AbortSignal): Promise<void> => {
    await feed.stop()
    restartForeignFirstCopy(viewer)
    const position = copies.position()
    const isChanged = await becomeViewer(settings, viewer, view, link.welcome.head)
    const pending = loads.pending().map(load => load.kind)
    if (pending.length > 0) {
      if (!position) await askTotals(settings, link, signal)
      settings.progress()
      await loadSnapshot(settings, link, signal)
      link.ended.throwIfAborted()
      if (signal.aborted) return
    }
    if (loads.all().length > 0) finishLoads()
    await feed.start(link)
    // On the first day there is nothing to compare that was not loaded this minute.
    if (isChanged && position) compareLater(visibleKinds(viewer))
    else if (pending.length > 0 && position) compareLater(pending)
  }

  /** A first copy begun in an epoch that is over may hold what the server no longer knows: from the start. */
  const restartForeignFirstCopy = (viewer: Viewer): void => {
    const { head } = link.welcome
    const [first] = loads.all()
    if (copies.position() || !first || first.start.epoch === head.epoch) return
    database.write(() => {
      for (let page = copies.after('', 500); page.length > 0; page = copies.after('', 500)) {
        copies.remove(page.map(({ id }) => id))
        settings.project(page.map(({ kind, id }) => ({ kind, id })))
      }
      beginFirstCopy(settings, viewer, head)
    })
  }

  const finishLoads = (): void => {
    database.write(() => {
      const first = values.get('firstHead') as Head | undefined
      if (!copies.position() && first) copies.setPosition(first)
      values.set('firstHead', undefined)
      loads.remove(loads.all().map(({ kind }) => kind))
    })
    settings.progress()
  }

  const compare = async (kinds: readonly string[]): Promise<void> => {
    const asked = aim
    const differing = await differingKinds(settings, link, kinds)
    // Copies on their way to another view tell nothing about the one that the server was asked for.
    if (aim !== asked) return log('digest.brokenOff', { reason: 'the view changed' })
    const position = copies.position()
    for (const kind of differing) log('digest.differs', { kind, again: reloaded.has(kind) })
    const again = differing.filter(kind => !reloaded.has(kind))
    if (again.length === 0 || !position) return
    for (const kind of again) reloaded.add(kind)
    loads.add(again.map(kind => ({ kind, mode: 'reload', start: { epoch: position.epoch, number: position.number } })))
    reached = undefined
    await run()
  }
  const compareLater = (kinds: readonly string[]): void => {
    comparing = comparing
      .then(() => compare(kinds))
      // The feed stops for a change of view, which compares again; the link's end says itself why.
      .catch(thrown => log('digest.brokenOff', { reason: String(thrown) }))
  }

  return {
    become(viewer, view) {
      aim = { viewer, view }
      settings.viewerChanged(viewer)
      phase.abort()
      // At once: frames from here on are made for the new viewer, and none of them is for copies of the old one.
      void feed.stop()
      return run()
    },
    async compareAll() {
      const sight = sightOf(values)
      if (!sight || !copies.position() || !reached) return
      compareLater(visibleKinds(sight.viewer))
      await comparing
    },
    async idle() {
      await working?.catch(() => {})
      await comparing
    },
  }
}
