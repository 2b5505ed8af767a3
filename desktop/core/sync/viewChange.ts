import { setImmediate as turn } from 'node:timers/promises'
import { builtInKinds } from '../../../shared/kinds.ts'
import { rightsOf, type Viewer } from '../../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../../shared/record.ts'
import type { Head } from '../../../shared/sync/protocol.ts'
import type { Projection } from '../projection/projection.ts'
import type { Database } from '../storage/database.ts'
import type { Copies } from './copies.ts'
import { evict } from './evict.ts'
import type { Load, Loads } from './loads.ts'
import type { Outbox } from './outbox.ts'
import { keysOf } from './outboxRows.ts'
import { sameSight, seesMore } from './sight.ts'
import type { SyncValues } from './tables.ts'

/** For whom the copies in the file were made. */
export interface Sight {
  viewer: Viewer
  /** The server's viewKey of it. */
  view: string
  /** An eviction was begun: less may be here than the viewer sees. */
  partial?: true
}

export interface ViewSettings {
  database: Database
  values: SyncValues
  copies: Copies
  loads: Loads
  outbox: Outbox
  projection: Pick<Projection, 'purgeSome'>
  project(keys: RecordKey[]): void
  /** The copies are this viewer's from now on, and what is open is shown as far as they see it. Within its transaction. */
  sightChanged(viewer: Viewer): void
}

export const sightOf = (values: SyncValues): Sight | undefined => values.get('sight') as Sight | undefined

/** Kinds that this viewer sees, in the order they are loaded: what everybody shares first, being small and needed by all. */
export const visibleKinds = (viewer: Viewer): string[] =>
  builtInKinds.all
    .filter(kind => rightsOf(viewer, kind.name).see !== 'none')
    .toSorted((a, b) => rank(a) - rank(b))
    .map(kind => kind.name)
const rank = (kind: { shared?: boolean; internal?: boolean }): number => (kind.shared ? 0 : kind.internal ? 1 : 2)

/**
 * Makes the copies those of `viewer`: takes away at once what they may not see, and notes what is to be loaded. On the
 * first day notes all there is. No pull may be running. Gives whether anything changed.
 */
export async function becomeViewer(settings: ViewSettings, viewer: Viewer, view: string, head: Head): Promise<boolean> {
  const { database, values, copies, loads, outbox, projection, project } = settings
  const before = sightOf(values)
  const see = (): void => {
    values.set('sight', { viewer, view } satisfies Sight)
    settings.sightChanged(viewer)
  }
  if (!before) {
    database.write(() => {
      see()
      beginFirstCopy(settings, viewer, head)
    })
    return true
  }
  if (before.view === view && !before.partial) {
    see()
    return false
  }
  values.set('sight', { ...before, partial: true } satisfies Sight)
  const evicted = await evict(settings, before.partial ? undefined : before.viewer, viewer)
  database.write(() => {
    see()
    planLoads(loads, before, viewer, copies.position() ?? head)
    // What the user typed stays in the outbox; of what is shown it is taken away.
    project(keysOf(outbox.rows.inState('waiting', 'sent', 'accepted', 'merged')))
  })
  if (evicted > 0) while (projection.purgeSome(8)) await turn()
  return true
}

/** Notes every visible kind for loading; `head` is where the feed will begin. Inside a transaction. */
export function beginFirstCopy({ values, copies, loads }: ViewSettings, viewer: Viewer, head: Head): void {
  const start = { epoch: head.epoch, number: head.number }
  copies.setPosition(undefined)
  values.set('firstHead', head)
  loads.remove(loads.all().map(({ kind }) => kind))
  loads.add(visibleKinds(viewer).map(kind => ({ kind, mode: 'fill', start })))
}

function planLoads(loads: Loads, before: Sight, viewer: Viewer, position: Head): void {
  const known = loads.all()
  const pending = new Set(loads.pending().map(({ kind }) => kind))
  // While the first copy loads, the feed will begin where that began.
  const start = known[0]?.start ?? { epoch: position.epoch, number: position.number }
  const visible = visibleKinds(viewer)
  const added = visible.flatMap((kind): Pick<Load, 'kind' | 'mode' | 'notIn' | 'start'>[] => {
    const isAll = before.partial || rightsOf(before.viewer, kind).see === 'none'
    if (!isAll && sameSight(before.viewer, viewer, kind)) return []
    // Half of a kind loaded for the earlier view tells nothing about what is missing: from the top.
    if (isAll || pending.has(kind)) return [{ kind, mode: 'fill', start }]
    return seesMore(before.viewer, viewer, kind) ? [{ kind, mode: 'fill', notIn: before.view, start }] : []
  })
  loads.remove(known.map(({ kind }) => kind).filter(kind => !visible.includes(kind)))
  loads.add(added)
}
