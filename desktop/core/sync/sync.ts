import { AppError, asAppError } from '../../../shared/errors.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import { compareRev, type RecordKey } from '../../../shared/record.ts'
import { bulkLoadContext } from '../storage/bulkLoad.ts'
import { createChangeBus } from './changeBus.ts'
import { createConnection, type NewsSource } from './connection.ts'
import { createCopies } from './copies.ts'
import { beginEpoch } from './epochs.ts'
import { createFeed } from './feed.ts'
import { witnessedHeads } from './heads.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import type { Link } from './link.ts'
import { createLoads } from './loads.ts'
import { openedRecords } from './opened.ts'
import { createOutbox } from './outbox.ts'
import { outboxAnswers } from './outboxAnswers.ts'
import { createPageSize } from './pageSize.ts'
import { createPresence } from './presence.ts'
import { headOf, syncedStateOf } from './records.ts'
import { refusedEntries } from './refusedEntries.ts'
import { createSender } from './sender.ts'
import { shownPatch } from './sight.ts'
import { createStatus } from './status.ts'
import type { ProjectionSources, Sync, SyncSettings } from './syncSettings.ts'
import { openSyncTables, syncValues } from './tables.ts'
import { startUpkeep } from './upkeep.ts'
import { sightOf } from './viewChange.ts'

export type { ProjectionSources, Sync, SyncSettings } from './syncSettings.ts'

/** Starts with what is in the file and connects at once. */
export function createSync(settings: SyncSettings): Sync {
  const { storage, hooks, collection, now, random, newId, log } = settings
  const { database } = storage
  openSyncTables(database)
  const values = syncValues(database)
  const copies = createCopies(storage)
  const loads = createLoads(database)
  const heads = witnessedHeads(values)
  const bus = createChangeBus(database)
  const presence = createPresence()
  const opened = openedRecords(database, now)
  let viewer = sightOf(values)?.viewer
  /** For whom the copies are: not before they are, since a viewer that is told of may be another by then. */
  let shownFor = viewer
  let keeper: Keeper | undefined

  const tell = (keys: RecordKey[]): void => {
    bus.add(keys)
    status.touch()
  }
  /** What is made under these records and not at the server yet: who sees it depends on them (see `shownPatch`). */
  const madeUnder = (keys: readonly RecordKey[]): RecordKey[] => {
    if (!outbox.rows.touchesAny()) return []
    const known = new Set(keys.map(({ id }) => id))
    return keys.flatMap(({ id }) => outbox.rows.madeUnder(id).filter(made => !known.has(made.id)))
  }
  const project = (keys: RecordKey[]): void => tell(projection.project([...keys, ...madeUnder(keys)]))
  const outbox = createOutbox({
    database,
    now,
    newId,
    project,
    revOf: copies.revOf,
    position: copies.position,
    shown: patch => (shownFor ? shownPatch(shownFor, patch, copies.get) : patch),
  })
  const answers = outboxAnswers({
    ...{ database, outbox, project, tell, position: copies.position, revOf: copies.revOf },
    isMet: id => projection.isMet(id),
  })
  const sources: ProjectionSources = {
    copyOf: copies.get,
    openPatchesOf: outbox.openPatchesOf,
    hasOpenPatches: outbox.rows.touchesAny,
    copiesAfter: copies.after,
  }
  const projection = settings.projection(sources)
  const status = createStatus({
    values,
    copies,
    loads,
    outbox,
    now,
    openClashes: () => settings.openClashes?.() ?? 0,
    connection: () => connection.state,
    ...(settings.fileProblem ? { fileProblem: settings.fileProblem } : {}),
  })
  const feed = createFeed({
    collection,
    copies,
    log,
    ...(settings.pullRetryAfter ? { retryAfter: settings.pullRetryAfter } : {}),
    problem(thrown) {
      const error = asAppError(thrown)
      log('pull.failed', { code: error.code, reason: String(thrown) })
      status.setProblem(error.toBody())
    },
  })
  const sender = createSender({
    outbox,
    answers,
    random,
    log,
    trouble: problem => status.setSendProblem(problem),
    ...(settings.sendWaits ? { waits: settings.sendWaits } : {}),
  })

  hooks.listen({
    written(documents, context) {
      const states = documents.flatMap(document => syncedStateOf(document) ?? [])
      if (states.length > 0) bus.add(projection.projectStates(states, context === bulkLoadContext ? 'loading' : 'live'))
      const made = madeUnder(states)
      if (made.length > 0) bus.add(projection.project(made))
      for (const document of documents) {
        const head = headOf(document)
        if (head) answers.settle(head)
      }
      status.touch()
    },
    committed(documents) {
      for (const document of documents) {
        const head = headOf(document)
        if (!head) continue
        status.setProblem(undefined)
        feed.stored(head)
      }
    },
  })

  const keeperSettings = {
    storage,
    database,
    values,
    copies,
    loads,
    outbox,
    projection,
    project,
    feed,
    log,
    pages: createPageSize(settings.pageSize ?? 1000),
    viewerChanged(next: Viewer) {
      viewer = next
      settings.viewerChanged?.(next)
    },
    sightChanged(next: Viewer) {
      shownFor = next
    },
    progress: () => status.touch(),
    loaded: (kind: string) => settings.kindLoaded?.(kind),
  }

  const serve = async (link: Link, news: NewsSource): Promise<void> => {
    const { welcome } = link
    const { restored, head } = welcome
    heads.check(welcome)
    settings.welcomed?.(welcome)
    status.setServerTime(welcome.time)
    outbox.rows.raiseSeq(welcome.answeredSeq)
    const position = copies.position()
    if (restored && position && compareRev(position, head) !== 0) {
      log('epoch.begins', { epoch: head.epoch, restored: restored.number })
      await beginEpoch({ database, copies, loads, heads, answers, project }, restored, head)
      link.ended.throwIfAborted()
    }
    const mine = createKeeper(keeperSettings, link)
    keeper = mine
    const failed = (thrown: unknown): void => {
      if (!link.ended.aborted) log('sync.failed', { reason: String(thrown) })
      link.close()
    }
    presence.connected(link)
    sender.setReceiver({
      epoch: head.epoch,
      push: async entries => (await link.ask({ t: 'push', entries })).answers,
    })
    link.ended.addEventListener('abort', () => leave(mine))
    opened.send(link).catch(thrown => log('views.failed', { reason: String(thrown) }))
    const begun = mine.become(welcome.viewer, welcome.view)
    // Behind the welcome: what has come meanwhile is later than what that said.
    news.listen(frame => {
      if (frame.t === 'live') feed.take(frame)
      else if (frame.t === 'presence') presence.take(frame)
      else mine.become(frame.viewer, frame.view).catch(failed)
    })
    await begun
  }

  const leaving = new Set<Promise<void>>()
  const leave = (mine: Keeper): void => {
    if (keeper === mine) keeper = undefined
    sender.setReceiver(undefined)
    presence.disconnected()
    const position = copies.position()
    if (position) heads.witness(position)
    const left = feed.stop().then(() => mine.idle())
    leaving.add(left)
    void left.finally(() => leaving.delete(left))
  }

  const connection = createConnection({
    url: settings.connection.url,
    ...(settings.connection.timing ? { timing: settings.connection.timing } : {}),
    ...(settings.connection.waits ? { waits: settings.connection.waits } : {}),
    ...(settings.connection.clockLook ? { clockLook: settings.connection.clockLook } : {}),
    random,
    now,
    log,
    hello() {
      const token = settings.connection.token()
      if (token === undefined) return undefined
      const [position, sight] = [copies.position(), sightOf(values)]
      return {
        token,
        device: settings.connection.device,
        heads: heads.all(),
        ...(sight ? { view: sight.view } : {}),
        ...(position ? { checkpoint: { epoch: position.epoch, number: position.number } } : {}),
      }
    },
    // One link's work is over before the next one's begins.
    serve: async (link, news) => {
      await Promise.all(leaving)
      // Of a link that has ended meanwhile nobody would hear it any more.
      link.ended.throwIfAborted()
      await serve(link, news)
    },
    changed: () => status.touch(),
  })
  const stopUpkeep = startUpkeep({
    values,
    copies,
    outbox,
    now,
    log,
    compare: () => keeper?.compareAll() ?? Promise.resolve(),
  })
  const online = (): Link => {
    const { link } = connection
    if (!link) throw new AppError('network.offline')
    return link
  }
  connection.kick()

  return {
    ...sources,
    outbox,
    refused: refusedEntries({ database, outbox, now, newId, project }),
    presence,
    viewer: () => viewer,
    state: status.get,
    position: copies.position,
    onState: status.subscribe,
    onChanges: bus.subscribe,
    act(action, options) {
      // Of a large change the last commit sends it all: what a person sees of it first is what is here.
      if (options?.sync === 'normal') return bus.gathering(() => outbox.add(action, options))
      const entries = outbox.add(action, options)
      sender.kick()
      return entries
    },
    finish() {
      try {
        database.flush()
      } finally {
        // Where the disk refuses even that, what it has taken must not wait for the next change of its person.
        outbox.madeSafe()
        bus.tell()
        status.touch()
        sender.kick()
      }
    },
    history: async (record, page) => online().ask({ t: 'history', record, ...page }),
    viewed: async record => (await online().ask({ t: 'viewed', record })).views,
    opened(key) {
      opened.add(key)
      const { link } = connection
      if (link) opened.send(link).catch(thrown => log('views.failed', { reason: String(thrown) }))
    },
    kick() {
      connection.kick()
      sender.kick()
    },
    diskChanged() {
      status.touch()
      // What could not be stored is asked for again at once.
      if (!settings.fileProblem?.()) this.kick()
    },
    compare: () => keeper?.compareAll() ?? Promise.resolve(),
    async close() {
      stopUpkeep()
      sender.close()
      await connection.close()
      await feed.stop()
      await Promise.all(leaving)
      bus.close()
      status.close()
    },
  }
}
