import { withChanges } from '../../../shared/apply.ts'
import type { Values } from '../../../shared/entity.ts'
import { AppError } from '../../../shared/errors.ts'
import { builtInKinds } from '../../../shared/kinds.ts'
import type { Patch, RecordKey } from '../../../shared/record.ts'
import { withStamps } from '../../../shared/stamps.ts'
import { sameValue } from '../../../shared/value.ts'
import type {
  ArgsOf,
  FunctionName,
  HistoryRow,
  RefusedItem,
  ResultOf,
  SessionState,
  ShownRecord,
  StreamName,
  SyncState,
} from '../../core/api/functions.ts'
import type { CoreConnection, Link } from '../data/transport.ts'
import { addFakeFiles, fakeFiles } from './fakeFiles.ts'
import { grouped, mostKeys } from './fakeGroups.ts'
import { fakeIdentity } from './fakeIdentity.ts'
import { hitOf, matching, rowOf, searched } from './fakeLists.ts'
import { fakeMap } from './fakeMap.ts'
import { type FakeChange, fakeOperations } from './fakeOperations.ts'
import { type FakeCompany, fakeCompany, keyOf } from './fakeRecords.ts'
import { fakeSession, fakeSync, type Scene } from './fakeScenes.ts'
import { fakeTimeline } from './fakeTimeline.ts'
import { fakeClashes, fakeRefused } from './fakeTrouble.ts'
import { fakeUpdates } from './fakeUpdates.ts'
import { addFakeWork, fakeWork } from './fakeWork.ts'

type Handlers = { [N in FunctionName]?: (args: ArgsOf<N>) => ResultOf<N> | Promise<ResultOf<N>> }
type Preferences = ResultOf<'preferences.get'>
/**
 * Core in memory, for looking at screens in development (`?fake`, `?fake=offline`, …); never in the built app. It keeps
 * what one changes until the page is loaded again. `scene` sets the state of session and sync.
 */
export function createFakeCore(scene: Scene, preferences: Partial<Preferences> = {}): CoreConnection {
  const company = fakeCompany()
  const { records, me } = company
  addFakeWork(company)
  addFakeFiles(company)
  const streams = new Map<StreamName, unknown>()
  const listeners = new Map<StreamName, Set<(value: never) => void>>()
  const drafts = new Map<string, unknown>()
  const recent: RecordKey[] = [...records.values()].filter(r => r.kind === 'customer').slice(4, 10)
  const done: FakeChange[] = []
  let refused: RefusedItem[] = scene === 'trouble' ? fakeRefused(company) : []
  if (scene === 'trouble') for (const clash of fakeClashes(company)) records.set(keyOf(clash), clash)

  const emit = <N extends StreamName>(name: N, value: ResultOf<N>) => {
    if (name !== 'changes') streams.set(name, value)
    for (const listener of listeners.get(name) ?? []) listener(value as never)
  }
  const changed = (keys: readonly RecordKey[]) => {
    const kinds = new Map<string, string[]>()
    for (const { kind, id } of keys) kinds.set(kind, [...(kinds.get(kind) ?? []), id])
    emit('changes', { changes: [...kinds].map(([kind, ids]) => ({ kind, ids })) })
  }

  emit('session.state', fakeSession(scene, company))
  emit('sync.state', fakeSync(scene))
  emit('preferences.get', {
    language: 'tr',
    theme: 'light',
    dense: false,
    railFolded: false,
    screens: {},
    ...preferences,
  })
  emit('bulk.jobs', [])
  emit('records.present', scene === 'plain' ? company.users.slice(1, 2).map(user => ({ user })) : [])
  const sync = () => streams.get('sync.state') as SyncState
  const session = () => streams.get('session.state') as SessionState

  const put = (patches: Patch[]): void => {
    const at = new Date().toISOString()
    for (const given of patches) {
      const old = records.get(keyOf(given)) ?? emptyRecord(given, at, me)
      const patch = withStamps(builtInKinds.require(given.kind), old.values, given, at)
      const values: Values = Object.fromEntries(Object.entries(patch.set).map(([name, { value }]) => [name, value]))
      const next = withChanges(
        { ...old, updatedAt: at, updatedBy: me, waiting: sync().connection !== 'online' },
        values,
      )
      if (patch.create && !next.owner) next.owner = me
      next.title = builtInKinds.require(next.kind).title(next.values)
      records.set(keyOf(next), next)
    }
    if (sync().connection !== 'online') emit('sync.state', { ...sync(), waiting: sync().waiting + 1 })
    setTimeout(() => changed(patches), 5)
  }
  const apply = (label: string, patches: Patch[]): { operation: string } => {
    const operation = crypto.randomUUID()
    done.unshift({ operation, label, at: new Date().toISOString(), patches, isUndone: false })
    put(patches)
    return { operation }
  }

  const handlers: Handlers = {
    ...fakeIdentity({
      company,
      session,
      save: (id, set) =>
        apply('edit', [
          { kind: 'user', id, set: Object.fromEntries(Object.entries(set).map(([k, value]) => [k, { value }])) },
        ]),
      tellAccounts: accounts => emit('accounts.list', accounts),
      enter: ({ server, company: { id, name }, user }) =>
        emit('session.state', {
          ...fakeSession('plain', company),
          server,
          company: { id, name, zone: 'Europe/Istanbul' },
          user,
        }),
    }),
    'session.signIn': async ({ email, password, server }) => {
      await wait(700)
      if (server?.includes('away')) throw new AppError('server.unavailable')
      if (email.startsWith('kilit')) throw new AppError('auth.locked', { params: { seconds: 240 } })
      if (email.startsWith('kapali')) throw new AppError('auth.failed', { params: { reason: 'inactive' } })
      if (email.startsWith('eski')) throw new AppError('client.tooOld')
      if (password !== 'demo-pergel') throw new AppError('auth.failed')
      emit('session.state', { ...fakeSession('plain', company), server: server ?? session().server })
      emit('sync.state', fakeSync('plain'))
      return {}
    },
    'shell.notify': () => ({}),
    'shell.saveFile': () => ({ outcome: 'page' }),
    ...fakeUpdates(scene, emit),
    ...fakeWork({ company, emit, apply }),
    ...fakeMap(scene),
    ...fakeFiles({ company, scene, emit: list => emit('files.transfers', list), apply }),
    'session.signOut': () => {
      emit('session.state', fakeSession('signedOut', company))
      return {}
    },
    'sync.retry': async () => {
      emit('sync.state', { ...sync(), connection: 'connecting' })
      await wait(900)
      emit('sync.state', fakeSync('plain'))
      return {}
    },
    'records.list': ({ query, offset = 0, after, limit }) => {
      const all = matching(records.values(), query, me)
      const from = after ? all.findIndex(record => record.id === after) + 1 : offset
      const rows = all.slice(from, from + limit).map(record => rowOf(record, records))
      const next = from + limit < all.length ? rows.at(-1)?.id : undefined
      return { rows, from, ...(next ? { next } : {}) }
    },
    'records.count': ({ query }) => ({ count: matching(records.values(), query, me).length }),
    'records.groups': args => grouped(records, args, me),
    'records.keys': ({ query }) => {
      const found = matching(records.values(), query, me)
      return { keys: found.slice(0, mostKeys).map(({ kind, id }) => ({ kind, id })), count: found.length }
    },
    'records.get': key => records.get(keyOf(key)) ?? null,
    ...fakeTimeline({
      ...{ company, apply },
      historyOf: (kind, id) => historyOf(kind, id, done, company),
      isOnline: () => sync().connection === 'online',
    }),
    'records.all': ({ kind }) =>
      [...records.values()].filter(r => r.kind === kind).sort((a, b) => a.title.localeCompare(b.title, 'tr')),
    'records.titles': ({ keys }) => keys.map(key => records.get(keyOf(key))?.title ?? null),
    'records.save': ({ kind, id, create, set }) => ({
      ...apply(create ? 'create' : 'edit', [{ kind, id, ...(create ? { create: true as const } : {}), set }]),
      warnings: [],
    }),
    'records.change': ({ label, keys, set = {}, add = {}, remove = {} }) =>
      apply(
        label,
        keys.map(key => bulkPatch(records.get(keyOf(key)), key, { set, add, remove })),
      ),
    'records.paste': ({ label, write, changes }) =>
      write === 'none' ? { refused: [] } : { ...apply(label, changes), refused: [] },
    'records.similar': ({ kind, id, values }) =>
      [...records.values()]
        .filter(r => r.kind === kind && r.id !== id)
        .filter(r =>
          ['taxNumber', 'phone', 'email'].some(name => values[name] && sameValue(r.values[name], values[name])),
        )
        .slice(0, 3)
        .map(record => hitOf(record)),
    'records.opened': key => {
      recent.unshift(key)
      return {}
    },
    'records.closed': () => ({}),
    'records.recent': ({ limit }) => {
      const unique = [...new Map(recent.map(key => [keyOf(key), key])).keys()]
      return unique
        .flatMap(key => records.get(key) ?? [])
        .slice(0, limit)
        .map(record => hitOf(record))
    },
    'commands.run': ({ name, arguments: args }) => {
      const { lead = '', customer } = args as Record<string, string>
      return apply(name, [
        { kind: 'lead', id: lead, set: { status: { value: 'converted' }, convertedTo: { value: customer } } },
      ])
    },
    'history.list': async ({ kind, id, before }) => {
      await wait(250)
      const rows = before ? [] : historyOf(kind, id, done, company)
      return { rows, more: false, ...(sync().connection === 'online' ? {} : { until: '2026-11-20T07:00:00.000Z' }) }
    },
    ...fakeOperations({
      ...{ company, done, put, apply, sync },
      emitSync: change => emit('sync.state', { ...sync(), ...change }),
      emitJobs: jobs => emit('bulk.jobs', jobs),
      refused: {
        get: () => refused,
        set: items => {
          refused = items
        },
      },
    }),
    'search.query': ({ words, kinds, limit }) => searched(records.values(), words, kinds, limit),
    'drafts.get': ({ key }) => (drafts.has(key) ? { value: drafts.get(key) } : null),
    'drafts.put': ({ key, value }) => {
      drafts.set(key, value)
      return {}
    },
    'drafts.remove': ({ key }) => {
      drafts.delete(key)
      return {}
    },
    'preferences.put': change => {
      const now = streams.get('preferences.get') as Preferences
      emit('preferences.get', { ...now, ...change, screens: { ...now.screens, ...change.screens } })
      return {}
    },
  }

  return {
    call: async <N extends FunctionName>(name: N, args: ArgsOf<N>) => {
      const handler = handlers[name]
      if (!handler) throw new AppError('internal')
      await wait(3)
      return structuredClone(await handler(args))
    },
    subscribe: (name, _args, listener) => {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener as never)
      if (streams.has(name)) setTimeout(() => listener(streams.get(name) as never), 1)
      return () => set.delete(listener as never)
    },
    link: () => (scene === 'coreAway' ? 'away' : 'open') satisfies Link,
    onLink: () => () => undefined,
    close: () => undefined,
  }
}

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const emptyRecord = (key: RecordKey, at: string, by: string): ShownRecord => ({
  ...{ kind: key.kind, id: key.id, epoch: 0, number: 0, archived: false, values: {}, title: '' },
  ...{ createdAt: at, createdBy: by, updatedAt: at, updatedBy: by, waiting: false, clashes: [] },
})

function bulkPatch(
  record: ShownRecord | undefined,
  key: RecordKey,
  change: { set: Values; add: Record<string, string[]>; remove: Record<string, string[]> },
): Patch {
  const bag: Values = { ...record?.values, owner: record?.owner, archived: record?.archived }
  const set: Patch['set'] = {}
  for (const [name, value] of Object.entries(change.set)) set[name] = { base: bag[name], value }
  for (const name of new Set([...Object.keys(change.add), ...Object.keys(change.remove)])) {
    const held = (bag[name] as string[] | undefined) ?? []
    const kept = held.filter(item => !change.remove[name]?.includes(item))
    set[name] = { base: held, value: [...new Set([...kept, ...(change.add[name] ?? [])])] }
  }
  return { kind: key.kind, id: key.id, set }
}

function historyOf(kind: string, id: string, done: FakeChange[], company: FakeCompany): HistoryRow[] {
  const own = done
    .filter(change => change.patches.some(patch => patch.kind === kind && patch.id === id))
    .map<HistoryRow>(change => ({
      operation: change.operation,
      label: change.label,
      at: change.at,
      user: company.me,
      device: 'Ofis bilgisayarı',
      waiting: false,
      changes: change.patches.flatMap(patch =>
        Object.entries(patch.set).map(([field, { base, value }]) => ({ field, old: base, new: value })),
      ),
    }))
  const record = company.records.get(`${kind}/${id}`)
  if (!record) return own
  const [, colleague = company.me] = company.users
  const row = { operation: id, device: 'Ayça-PC', waiting: false, number: 812 }
  return [
    ...own,
    {
      ...row,
      label: 'edit',
      at: record.updatedAt,
      user: colleague,
      changes: [{ field: 'status', old: 'potential', new: record.values['status'] }],
    },
    {
      ...row,
      number: 640,
      label: 'create',
      at: record.createdAt,
      user: record.createdBy,
      changes: Object.entries(record.values).map(([field, value]) => ({ field, new: value })),
    },
  ]
}
