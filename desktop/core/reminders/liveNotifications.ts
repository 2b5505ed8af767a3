import type { RecordState } from '../../../shared/record.ts'
import type { Change } from '../sync/changeBus.ts'
import type { Workspace } from '../workspace.ts'

export const notificationKind = 'notification'
const [topic, key] = ['news', 'kept'] as const
/** News that come together are told together: the server's commits and this desktop's batches are not theirs. */
const gatherMs = 1_200
/** What is older came while the app was closed for long; it stands in the list. */
const freshFor = 3 * 86_400_000
const mostKept = 300

interface Kept {
  /** When this desktop first looked, by the server's clock as far as records tell it. */
  since: number
  /** Ids that were told, newest last. */
  told: string[]
}

export interface LiveNotifications {
  changed(changes: readonly Change[]): void
  /** Tells what has been gathered. */
  flush(): void
  close(): void
}

/** Notifications as they come in, each once on this desktop. What a first load brings is not told. */
export function liveNotifications({
  work,
  tell,
}: {
  work: Pick<Workspace, 'device' | 'now' | 'shown'>
  tell: (found: RecordState[]) => void
}): LiveNotifications {
  const gathered = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const kept = (): Kept => {
    const known = work.device.get(topic, key) as Kept | undefined
    if (known) return known
    const first: Kept = { since: work.now(), told: [] }
    work.device.put(topic, key, first)
    return first
  }
  kept()

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    const ids = [...gathered]
    gathered.clear()
    const { since, told } = kept()
    const known = new Set(told)
    const oldest = Math.max(since, work.now() - freshFor)
    const found = ids.flatMap(id => {
      const state = known.has(id) ? undefined : work.shown({ kind: notificationKind, id })
      const isNews = state && !state.archived && !state.values['readAt'] && Date.parse(state.createdAt) > oldest
      return isNews ? [state] : []
    })
    if (found.length === 0) return
    work.device.put(topic, key, { since, told: [...told, ...found.map(({ id }) => id)].slice(-mostKept) })
    tell(found)
  }

  return {
    changed(changes) {
      for (const { kind, ids } of changes) if (kind === notificationKind) for (const id of ids ?? []) gathered.add(id)
      if (gathered.size > 0) timer ??= setTimeout(flush, gatherMs).unref()
    },
    flush,
    close: () => clearTimeout(timer),
  }
}
