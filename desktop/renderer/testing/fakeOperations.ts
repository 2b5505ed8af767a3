import { bagOf } from '../../../shared/apply.ts'
import type { Values } from '../../../shared/entity.ts'
import { AppError } from '../../../shared/errors.ts'
import { builtInKinds } from '../../../shared/kinds.ts'
import type { Patch } from '../../../shared/record.ts'
import { standingOf } from '../../../shared/rules/clashes.ts'
import { inverseOf } from '../../../shared/sync/undo.ts'
import { cleanChanges } from '../../../shared/validate.ts'
import { sameValue } from '../../../shared/value.ts'
import type {
  ArgsOf,
  FunctionName,
  Operation,
  RefusedItem,
  ResultOf,
  ShownRecord,
  SyncState,
} from '../../core/api/functions.ts'
import type { BulkChange, KeptField } from '../../core/api/operations.ts'
import { matching } from './fakeLists.ts'
import { type FakeCompany, keyOf } from './fakeRecords.ts'

export interface FakeChange {
  operation: string
  label: string
  at: string
  patches: Patch[]
  turnedAt?: string
  isUndone: boolean
}

export interface FakeDesk {
  company: FakeCompany
  done: FakeChange[]
  /** Applies without noting it as something done. */
  put(patches: Patch[]): void
  apply(label: string, patches: Patch[]): { operation: string }
  sync(): SyncState
  emitSync(change: Partial<SyncState>): void
  emitJobs(jobs: ResultOf<'bulk.jobs'>): void
  refused: { get(): RefusedItem[]; set(items: RefusedItem[]): void }
}

type Handlers = { [N in FunctionName]?: (args: ArgsOf<N>) => ResultOf<N> | Promise<ResultOf<N>> }

/** Large changes, undo and redo, clashes and refusals of the fake core. */
export function fakeOperations(desk: FakeDesk): Handlers {
  const { company, done, put, apply, sync } = desk
  const { records, me, users } = company
  const stopped = new Set<string>()
  const startedAt = new Date().toISOString()

  const chosen = ({ of }: BulkChange): ShownRecord[] => {
    if ('keys' in of) return of.keys.flatMap(key => records.get(keyOf(key)) ?? [])
    const except = new Set(of.except)
    return matching(records.values(), of.query, me).filter(({ id }) => !except.has(id))
  }
  const patchesOf = (change: BulkChange): { same: number; denied: ShownRecord[]; patches: Patch[] } => {
    const all = chosen(change).map(record => ({ record, set: changesOf(record, change) }))
    // Now and then one that belongs to somebody else.
    const denied = all.filter((_, at) => at % 9 === 8)
    const rest = all.filter((_, at) => at % 9 !== 8)
    const patches = rest.filter(({ set }) => Object.keys(set).length > 0)
    return {
      same: rest.length - patches.length,
      denied: denied.map(({ record }) => record),
      patches: patches.map(({ record, set }) => ({ kind: record.kind, id: record.id, set })),
    }
  }
  const turn = (operation: string, isUndone: boolean): ResultOf<'operations.undo'> => {
    const change = done.find(item => item.operation === operation)
    if (!change) throw new AppError('record.notFound')
    const patches = inverseOf([{ patches: change.patches }])
    put(isUndone ? patches : change.patches)
    Object.assign(change, { isUndone, turnedAt: new Date().toISOString() })
    return { operation: crypto.randomUUID(), ...keptOf(change) }
  }
  const keptOf = (change: FakeChange): { keptCount: number; kept: KeptField[] } => {
    const [patch] = change.patches
    // Several records at once: somebody has changed one of them meanwhile.
    if (!change.isUndone || !patch || change.patches.length < 3) return { keptCount: 0, kept: [] }
    const [field = ''] = Object.keys(patch.set)
    const title = records.get(keyOf(patch))?.title ?? ''
    const [, user = me] = users
    const why = 'changed' as const
    return { keptCount: 1, kept: [{ kind: patch.kind, id: patch.id, title, field, why, user, at: change.at }] }
  }
  const operationOf = (change: FakeChange): Operation => {
    const [first] = change.patches
    return {
      operation: change.operation,
      label: change.label,
      at: change.at,
      kind: first?.kind ?? '',
      ids: change.patches.slice(0, 100).map(({ id }) => id),
      count: change.patches.length,
      title: first ? (records.get(keyOf(first))?.title ?? '') : '',
      state: change.isUndone
        ? keptOf(change).keptCount > 0
          ? 'partlyUndone'
          : 'undone'
        : sync().connection === 'online'
          ? 'done'
          : 'waiting',
      ...(change.turnedAt ? { turnedAt: change.turnedAt } : {}),
      ...(change.label === 'convertLead' ? { notUndoable: 'command' } : {}),
      kept: keptOf(change).keptCount,
    }
  }
  const settle = (id: string, take: 'mine' | 'theirs'): Patch[] => {
    const clash = records.get(`clash/${id}`)
    if (!clash) throw new AppError('record.notFound')
    const { recordKind = '', record = '', field = '' } = clash.values as Record<string, string>
    return [
      { kind: 'clash', id, set: { state: { value: take === 'mine' ? 'taken' : 'kept' } } },
      { kind: recordKind, id: record, set: { [field]: { value: clash.values[take] } } },
    ]
  }
  const settleAll = (ids: readonly string[], take: 'mine' | 'theirs') => {
    const { operation } = apply(
      'settle',
      ids.flatMap(id => settle(id, take)),
    )
    const open = [...records.values()].filter(r => r.kind === 'clash' && r.values['state'] === 'open').length
    desk.emitSync({ clashes: open })
    return operation
  }
  const drop = (entries: readonly string[]) => {
    desk.refused.set(desk.refused.get().filter(item => !entries.includes(item.entry)))
    desk.emitSync({ refused: desk.refused.get().length })
    return { count: entries.length }
  }

  return {
    'bulk.preview': change => {
      const { same, denied, patches } = patchesOf(change)
      const titles = denied.slice(0, 3).map(({ title }) => title)
      const error = { code: 'permission.denied' as const }
      return {
        total: chosen(change).length,
        change: patches.length,
        same,
        left: denied.length > 0 ? [{ error, count: denied.length, titles }] : [],
        samples: patches.slice(0, 3).map(patch => ({
          id: patch.id,
          title: records.get(keyOf(patch))?.title ?? '',
          changes: Object.entries(patch.set).map(([field, { base, value }]) => ({ field, old: base, new: value })),
        })),
      }
    },
    'bulk.run': async change => {
      const { patches } = patchesOf(change)
      const total = chosen(change).length
      const operation = crypto.randomUUID()
      const [first] = patches
      let at = 0
      // Slow enough to be seen.
      for (const step = Math.max(8, Math.ceil(patches.length / 30)); at < patches.length && !stopped.has(operation); ) {
        desk.emitJobs([
          { operation, label: change.label, kind: first?.kind ?? '', done: at, total, perSecond: step * 8 },
        ])
        await new Promise(resolve => setTimeout(resolve, 120))
        at = Math.min(patches.length, at + step)
      }
      desk.emitJobs([])
      const changed = patches.slice(0, at)
      const made = apply(change.label, changed)
      return {
        operation: made.operation,
        changed: changed.length,
        unchanged: total - changed.length,
        isStopped: stopped.has(operation),
      }
    },
    'bulk.stop': ({ operation }) => {
      stopped.add(operation)
      return {}
    },
    'operations.last': ({ limit }) => done.slice(0, limit).map(operationOf),
    'operations.undo': ({ operation }) => turn(operation, true),
    'operations.redo': ({ operation }) => turn(operation, false),
    'operations.next': () => {
      const undo = done.find(change => !change.isUndone)
      const redo = done.filter(change => change.isUndone).sort((a, b) => (at(a) < at(b) ? 1 : -1))[0]
      return { undo: undo ? operationOf(undo) : null, redo: redo ? operationOf(redo) : null, startedAt }
    },
    'operations.kept': ({ operation }) => {
      const change = done.find(item => item.operation === operation)
      return change ? keptOf(change).kept : []
    },
    'clashes.list': () =>
      [...records.values()]
        .filter(record => record.kind === 'clash')
        .map((clash, n) => {
          const key = `${clash.values['recordKind']}/${clash.values['record']}`
          const bag: Values = records.has(key) ? bagOf(records.get(key) as ShownRecord) : {}
          const { state, mine, theirs } = clash.values
          const stands = state === 'taken' ? mine : n === 2 ? bag[String(clash.values['field'])] : theirs
          const standing = standingOf(clash.values, stands)
          const isOpen = state === 'open' && standing !== 'mine'
          return { ...clash, stands, standing, isOpen, mineAt: clash.createdAt, isHere: n !== 1 }
        }),
    'clashes.settle': ({ id, take }) => ({ operation: settleAll([id], take) }),
    'clashes.settleMany': ({ ids, take }) => ({ operation: settleAll(ids, take), settled: ids.length, left: 0 }),
    'refused.list': () => desk.refused.get(),
    'refused.discard': ({ entry }) => {
      drop([entry])
      return {}
    },
    'refused.mend': ({ entry }) => {
      drop([entry])
      return { operation: crypto.randomUUID() }
    },
    'refused.discardMany': ({ entries }) => drop(entries),
    'refused.sendMany': ({ entries }) => drop(entries),
  }
}

const at = (change: FakeChange): string => change.turnedAt ?? change.at

/** The change on one record, without what is so already. Throws record.invalid. */
function changesOf(record: ShownRecord, change: BulkChange): Patch['set'] {
  const { set = {}, clear = [], add = {}, remove = {} } = change
  const bag: Values = bagOf(record)
  const wanted: Values = { ...set }
  for (const name of clear) wanted[name] = undefined
  for (const name of new Set([...Object.keys(add), ...Object.keys(remove)])) {
    const held = (bag[name] as string[] | undefined) ?? []
    wanted[name] = [...new Set([...held, ...(add[name] ?? [])])].filter(item => !remove[name]?.includes(item))
  }
  const { values, errors } = cleanChanges(builtInKinds.require(record.kind), wanted)
  if (errors) throw new AppError('record.invalid', { fields: errors })
  const changes: Patch['set'] = {}
  for (const [name, value] of Object.entries(values))
    if (!sameValue(bag[name], value)) changes[name] = { base: bag[name], value }
  return changes
}
