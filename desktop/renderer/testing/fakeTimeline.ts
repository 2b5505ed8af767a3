import { AppError } from '../../../shared/errors.ts'
import { builtInKinds } from '../../../shared/kinds.ts'
import { canSee } from '../../../shared/permissions/viewer.ts'
import { type Patch, type RecordKey, visibilityKey } from '../../../shared/record.ts'
import { childKinds, tellingFields } from '../../../shared/timeline.ts'
import type { ArgsOf, FunctionName, HistoryRow, ResultOf, ShownRecord } from '../../core/api/functions.ts'
import type { TimelineItem, timelineFunctions } from '../../core/api/timeline.ts'
import { type FakeCompany, keyOf } from './fakeRecords.ts'

interface FakeDetailDesk {
  company: FakeCompany
  apply(label: string, patches: Patch[]): { operation: string }
  historyOf(kind: string, id: string): HistoryRow[]
  isOnline(): boolean
}
type Handlers = {
  [N in FunctionName & keyof typeof timelineFunctions]: (args: ArgsOf<N>) => ResultOf<N> | Promise<ResultOf<N>>
}

/** What a record's screen asks of the fake core. */
export function fakeTimeline({ company, apply, historyOf, isOnline }: FakeDetailDesk): Handlers {
  const { records, users, me } = company
  const require = (key: RecordKey): ShownRecord => {
    const record = records.get(keyOf(key))
    if (!record) throw new AppError('record.notFound')
    return record
  }
  const below = (key: RecordKey): ShownRecord[] =>
    [...records.values()].filter(({ parent, archived }) => parent?.id === key.id && !archived)
  const titleOf = (key: RecordKey): string => records.get(keyOf(key))?.title ?? ''
  const colleagueCanSee = (id: string, record: ShownRecord): boolean => {
    const user = records.get(`user/${id}`)
    const role = records.get(`role/${String(user?.values['role'])}`)
    const rights = role?.values['rights']
    if (!user || !role || !rights) return false
    const viewer = { user: id, team: String(user.values['memberOf']), role: role.id, rights: rights as never }
    return canSee(viewer, record.kind, visibilityKey(record))
  }

  return {
    'records.detail': key => {
      const record = records.get(keyOf(key))
      if (!record) return null
      const hanging = below(key)
      const counts = childKinds(builtInKinds, key.kind).map(({ name }) => [
        name,
        hanging.filter(({ kind }) => kind === name).length,
      ])
      const parent = record.parent ? [{ ...record.parent, title: titleOf(record.parent) }] : []
      return { record, counts: Object.fromEntries(counts) as Record<string, number>, titles: parent }
    },
    'timeline.list': ({ kind, id, sorts, after, limit }) => {
      const near = below(require({ kind, id }))
      const all = [...near, ...near.flatMap(below)].flatMap(record => momentsOf(record, id, titleOf))
      const told = historyOf(kind, id).map((row, at) => changeItem(row, { kind, id }, titleOf({ kind, id }), at))
      const items = [...all, ...told]
        .filter(({ sort }) => !sorts || sorts.includes(sort))
        .sort((a, b) => (a.at < b.at ? 1 : -1))
      const from = after ? Number(after) : 0
      const next = from + limit < items.length ? String(from + limit) : undefined
      return {
        items: items.slice(from, from + limit),
        ...(next ? { next } : {}),
        isKept: !isOnline(),
        ...(isOnline() ? {} : { until: '2026-11-20T07:00:00.000Z' }),
      }
    },
    'records.colleagues': key => {
      const record = require(key)
      return users
        .filter(id => id !== me && colleagueCanSee(id, record))
        .map(id => ({ id, name: titleOf({ kind: 'user', id }) }))
    },
    'records.viewed': key => {
      require(key)
      if (!isOnline()) throw new AppError('network.offline')
      const now = Date.now()
      return users
        .filter(id => id !== me)
        .slice(0, 2)
        .map((user, at) => ({ user, at: new Date(now - (at * 26 + 1) * 3_100_000).toISOString() }))
    },
    'records.add': ({ records: made, label = 'create' }) =>
      apply(
        label,
        made.map(({ kind, id, set }) => ({ kind, id, create: true, set })),
      ),
  }
}

function momentsOf(record: ShownRecord, top: string, titleOf: (key: RecordKey) => string): TimelineItem[] {
  const { kind, id, title, parent, waiting } = record
  return (builtInKinds.require(kind).timeline ?? []).flatMap((moment): TimelineItem[] => {
    const at = moment === 'createdAt' ? record.createdAt : record.values[moment]
    if (typeof at !== 'string') return []
    const under = parent && parent.id !== top ? { under: { ...parent, title: titleOf(parent) } } : {}
    return [
      {
        key: `${moment} ${id}`,
        at,
        by: record.createdBy,
        waiting,
        sort: kind,
        kind,
        id,
        title,
        moment,
        record,
        ...under,
      },
    ]
  })
}

function changeItem(row: HistoryRow, key: RecordKey, title: string, at: number): TimelineItem {
  const kind = builtInKinds.require(key.kind)
  const telling = tellingFields(kind)
  const isState = row.label === 'create' || row.changes.some(({ field }) => telling.has(field))
  const change = row.label === 'create' ? { ...row, changes: [] } : row
  const { kind: name, id } = key
  return {
    ...{ key: `${at} ${id}`, at: row.at, by: row.user, waiting: row.waiting, sort: isState ? 'state' : 'edit' },
    ...{ kind: name, id, title, change },
  }
}
