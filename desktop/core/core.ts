import { tonightAnswer } from '../../shared/rules/stageRules.ts'
import { createDispatcher, type Handlers } from './api/dispatch.ts'
import type { Core, ResultOf } from './api/functions.ts'
import type { Host } from './api/host.ts'
import { hostHere } from './api/hostLine.ts'
import { createEventLog } from './diagnostics/eventLog.ts'
import type { Unexpected } from './diagnostics/unexpected.ts'
import { type Download, fileHandlers } from './files/fileHandlers.ts'
import { tellLanguage } from './functions/account.ts'
import { changeMany } from './functions/bulk.ts'
import { settleClash, shownClashes } from './functions/clashes.ts'
import { runCommand } from './functions/commands.ts'
import { groupHandlers } from './functions/groups.ts'
import { recordHistory } from './functions/history.ts'
import { identityHandlers } from './functions/identity.ts'
import { operationHandlers } from './functions/operationHandlers.ts'
import { pasteRecords } from './functions/paste.ts'
import { allShown, openedRecord, recentRecords, shownRecord } from './functions/records.ts'
import { mendRefused, refusedItems } from './functions/refused.ts'
import { saveFile } from './functions/saveFile.ts'
import { searchRecords } from './functions/search.ts'
import { timelineHandlers } from './functions/timeline.ts'
import { troubleHandlers } from './functions/troubles.ts'
import { updateHandlers } from './functions/updates.ts'
import { saveRecord } from './functions/write.ts'
import { mapHandlers } from './map/mapHandlers.ts'
import { workHandlers } from './reminders/workHandlers.ts'
import { ask } from './session/ask.ts'
import { type DeskSettings, openDesk } from './session/desk.ts'
import type { KeyStore } from './session/keyStore.ts'
import { preferencesOf, putPreferences } from './session/preferences.ts'
import { openProfile } from './session/profile.ts'
import { lockProfile } from './session/profileLock.ts'
import { type Signal, signal } from './signals.ts'
import type { Workspace } from './workspace.ts'

export interface CoreSettings {
  /** Folder of the profile; made where it is missing. */
  profile: string
  /** Address of the server that the sign-in offers. */
  server: string
  keys: KeyStore
  log: DeskSettings['log']
  now?: () => number
  connection?: DeskSettings['connection']
  /** What the shell does for core; without one nothing can be printed or notified. */
  host?: Host
}

export interface OpenCore {
  core: Core
  /** Keeps for a report what nobody caught in this process. */
  noteUnexpected(failure: Unexpected): void
  /** What a window was told to load from its shell (files.open, files.save); undefined where that has ended. */
  download(ticket: string): Download | undefined
  close(): Promise<void>
}

/** Everything behind the function table, in one plain Node process. Throws storage.inUse, storage.damaged, storage.readOnly. */
export async function openCore(settings: CoreSettings): Promise<OpenCore> {
  const { keys, now = Date.now, host = hostHere({}) } = settings
  const events = createEventLog(now)
  const log: DeskSettings['log'] = (event, details) => {
    events.note(event, details)
    settings.log(event, details)
  }
  const profile = await openProfile(settings.profile, { server: settings.server })
  const unlock = lockProfile(settings.profile)
  const refresh = () => {
    for (const one of [session, sync, preferences, accounts]) one?.refresh()
    follow()
    updates?.look()
    news?.follow()
    files?.follow()
  }
  let files: ReturnType<typeof fileHandlers> | undefined
  let news: ReturnType<typeof workHandlers> | undefined
  let session: Signal<ResultOf<'session.state'>> | undefined
  let sync: Signal<ResultOf<'sync.state'>> | undefined
  let accounts: Signal<ResultOf<'accounts.list'>> | undefined
  let updates: ReturnType<typeof updateHandlers> | undefined
  const preferences = signal(() => preferencesOf(profile.settings))
  const desk = await openDesk({
    profile,
    keys,
    log,
    now,
    changed: refresh,
    ...(settings.connection ? { connection: settings.connection } : {}),
  })
  const changes = new Set<(value: ResultOf<'changes'>) => void>()

  session = signal((): ResultOf<'session.state'> => {
    const { account, work } = desk
    const viewer = work?.sync.viewer()
    const connection = work?.sync.state().connection
    return {
      state: !account
        ? 'signedOut'
        : desk.isLeaseOver()
          ? 'leaseOver'
          : connection === 'replaced'
            ? 'replaced'
            : 'signedIn',
      server: profile.settings.server,
      known: profile.settings.known,
      ...(desk.problem ? { problem: desk.problem } : {}),
      ...(account ? { company: account.company, user: account.user } : {}),
      ...(viewer ? { viewer } : {}),
      ownFields: [...(work?.ownFields() ?? [])],
      weakKeyStore: keys.weak,
    }
  })
  sync = signal(
    () => desk.work?.sync.state() ?? { connection: 'signedOut' as const, waiting: 0, refused: 0, clashes: 0 },
  )

  accounts = signal(() => desk.book.list(desk.account, desk.work?.sync.state().waiting ?? 0))

  /** Listens to the workspace that is open now, once. */
  let followed: Workspace | undefined
  const follow = () => {
    const { work } = desk
    if (!work || work === followed) return
    followed = work
    work.sync.onState(() => {
      sync?.refresh()
      session?.refresh()
      accounts?.refresh()
      updates?.look()
    })
    work.sync.onChanges(list => {
      for (const listener of changes) listener({ changes: list })
    })
  }
  follow()

  updates = updateHandlers({
    host,
    account: () => desk.account,
    isTooOld: () => desk.work?.sync.state().connection === 'tooOld',
  })
  updates.look()

  news = workHandlers({ desk, profile, host, now })
  news.follow()

  const unfollow = host.follow('power', ({ awake }) => {
    if (!awake) return
    // After sleep the old connection may look open for a long time.
    desk.work?.sync.kick()
    news?.look()
  })

  const work = () => desk.require()
  files = fileHandlers({ work, current: () => desk.work, host })
  files.follow()
  const handlers: Handlers = {
    ...identityHandlers({
      ...{ desk, profile },
      accounts: (_args, emit) => accounts.follow(emit),
      preferencesChanged: () => preferences.refresh(),
    }),
    ...troubleHandlers({ desk, profile, keys, events, now }),
    'session.state': (_args, emit) => session.follow(emit),
    'shell.notify': args => host.ask('notice.show', args),
    'shell.saveFile': args => saveFile(host, args),
    ...updates.handlers,
    ...news.handlers,
    ...mapHandlers({ session: () => desk.session(), now }),
    'stages.tonight': body => {
      const { server, token } = desk.session()
      return ask(server, { path: '/stages/tonight', token, body }, tonightAnswer)
    },
    'sync.state': (_args, emit) => sync.follow(emit),
    'sync.retry': () => {
      desk.work?.sync.kick()
      return {}
    },
    changes: (_args, emit) => {
      changes.add(emit)
      return () => changes.delete(emit)
    },
    'records.list': ({ query, offset, after, limit, fields }) =>
      work().lists.window(query, {
        limit,
        ...(offset === undefined ? {} : { offset }),
        ...(after === undefined ? {} : { after }),
        ...(fields === undefined ? {} : { fields }),
      }),
    'records.count': async ({ query }) => ({ count: await work().lists.count(query) }),
    ...groupHandlers(work),
    'records.get': args => shownRecord(work(), args),
    ...timelineHandlers(work),
    'records.all': ({ kind }) => allShown(work(), kind),
    'records.titles': ({ keys: asked }) => work().lists.titles(asked),
    'records.save': args => saveRecord(work(), args),
    'records.change': args => changeMany(work(), args),
    'records.paste': args => pasteRecords(work(), args),
    'records.similar': args => work().lists.similar(args),
    'records.opened': args => {
      openedRecord(work(), args)
      return {}
    },
    'records.closed': () => {
      desk.work?.sync.presence.setOwn(null)
      return {}
    },
    'records.present': (args, emit) => {
      const { presence } = work().sync
      const tell = () => emit(presence.usersAt(args).map(user => ({ user })))
      tell()
      return presence.subscribe(key => {
        if (key.kind === args.kind && key.id === args.id) tell()
      })
    },
    'records.recent': args => recentRecords(work(), args),
    ...files.handlers,
    'commands.run': ({ name, arguments: given }) => runCommand(work(), name, given),
    'history.list': args => recordHistory(work(), args),
    ...operationHandlers(work),
    'clashes.list': () => shownClashes(work()),
    'clashes.settle': ({ id, take }) => settleClash(work(), id, take),
    'refused.list': () => refusedItems(work()),
    'refused.discard': ({ entry }) => {
      work().refused.discard(entry)
      return {}
    },
    'refused.mend': ({ entry, set }) => mendRefused(work(), entry, set),
    'search.query': args => searchRecords(work(), args),
    'drafts.get': ({ key }) => {
      const value = work().device.get('draft', key)
      return value === undefined ? null : { value }
    },
    'drafts.put': ({ key, value }) => {
      work().device.put('draft', key, value)
      return {}
    },
    'drafts.remove': ({ key }) => {
      work().device.remove('draft', key)
      return {}
    },
    'preferences.get': (_args, emit) => preferences.follow(emit),
    'preferences.put': async args => {
      const saved = putPreferences(profile, args)
      preferences.refresh()
      if (args.language)
        tellLanguage(desk, args.language).catch(error => log('language.kept', { reason: String(error) }))
      await saved
      return {}
    },
  }
  const core = createDispatcher(handlers, (name, ms, failure) =>
    // How long a person thinks about a place is no duration of ours.
    events.called(name, name === 'shell.saveFile' || name === 'files.save' ? 0 : ms, failure),
  )
  return {
    core,
    download: ticket => files.download(ticket),
    noteUnexpected: ({ event, code, isFatal, at }) => {
      log(event, { code, isFatal, at })
      events.failed(event, code)
    },
    close: () => {
      unfollow()
      updates?.close()
      news?.close()
      return desk.close().finally(unlock)
    },
  }
}
