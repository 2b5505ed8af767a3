import { useCallback, useState } from 'react'
import { asAppError } from '../../../../shared/errors.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import type { TimelineItem } from '../../../core/api/timeline.ts'
import { useCall, useCore } from '../../data/hooks.ts'

const pageSize = 50

interface Older {
  /** What was asked, so that pages of another question are not mixed in. */
  of: string
  items: TimelineItem[]
  next: string | undefined
}

/**
 * A record's timeline: at once what is here, then with the log's part from the server, then page by page. `sorts` empty:
 * everything.
 */
export function useTimeline({ kind, id }: RecordKey, sorts: readonly string[]) {
  const core = useCore()
  const asked = { kind, id, limit: pageSize, ...(sorts.length > 0 ? { sorts: [...sorts] } : {}) }
  const of = JSON.stringify(asked)
  const here = useCall('timeline.list', { ...asked, here: true })
  const fresh = useCall('timeline.list', asked)
  const [older, setOlder] = useState<Older>()
  const [isBusy, setBusy] = useState(false)
  const first = fresh.data ?? here.data
  const more = older?.of === of && fresh.data ? older : undefined
  const items = unique([...(first?.items ?? []), ...(more?.items ?? [])])
  // Pages follow what the server has said, or what there is without it.
  const next = more ? more.next : fresh.data?.next

  const loadMore = useCallback(async () => {
    if (next === undefined || isBusy) return
    setBusy(true)
    try {
      const page = await core.call('timeline.list', { ...JSON.parse(of), after: next })
      setOlder(old => ({ of, items: [...(old?.of === of ? old.items : []), ...page.items], next: page.next }))
    } catch (thrown) {
      // The server went away in between: what is shown stays, and the next look tries again.
      if (asAppError(thrown).code !== 'record.notFound') setOlder(old => old)
    } finally {
      setBusy(false)
    }
  }, [core, of, next, isBusy])
  return {
    items,
    isLoaded: first !== undefined,
    error: first ? undefined : fresh.error,
    isKept: fresh.data?.isKept === true,
    until: fresh.data?.until,
    next,
    loadMore,
  }
}

const unique = (items: readonly TimelineItem[]): TimelineItem[] => [
  ...new Map(items.map(item => [item.key, item])).values(),
]
