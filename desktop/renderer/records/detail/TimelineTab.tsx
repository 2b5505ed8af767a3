import { Button } from '@mantine/core'
import { IconTimeline, IconWifiOff } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { rightsOf } from '../../../../shared/permissions/viewer.ts'
import { timelineKinds } from '../../../../shared/timeline.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useKinds, useViewer } from '../../data/hooks.ts'
import { NothingHere } from '../../features/sync/NothingHere.tsx'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { TimelineEntry } from './TimelineEntry.tsx'
import { TimelineFilter } from './TimelineFilter.tsx'
import styles from './timeline.module.css'
import { byMonth } from './timelineMonths.ts'
import { useTimeline } from './useTimeline.ts'

/** Rows drawn above and below what is seen. */
const overscan = 8

/** Everything that happened with a record and with what hangs on it, newest first, by month. */
export function TimelineTab({ kind, record }: { kind: AnyKind; record: ShownRecord }) {
  const { t } = useTranslation('detail')
  const { error: errorText } = useErrorText()
  const { dateTime, zone } = useFormat()
  const sources = useSources(kind)
  const [sorts, setSorts] = useState<readonly string[]>([])
  const { items, isLoaded, error, isKept, until, next, loadMore } = useTimeline(record, sorts)
  const rows = useMemo(() => byMonth(items, zone), [items, zone])
  const list = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current?.closest('[role=tabpanel]') ?? null,
    estimateSize: at => (rows[at]?.month ? 92 : 62),
    getItemKey: at => rows[at]?.item.key ?? at,
    overscan,
    scrollMargin: list.current?.offsetTop ?? 0,
  })
  const shown = virtualizer.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (next !== undefined && last >= rows.length - overscan) void loadMore()
  }, [next, last, rows.length, loadMore])

  if (error) return <p className={styles.quiet}>{errorText(error)}</p>
  const isEmpty = isLoaded && items.length === 0 && next === undefined
  return (
    <div className={styles.timeline}>
      <TimelineFilter sources={sources} chosen={sorts} onChange={setSorts} />
      {isKept && (
        <Notice tone="neutral" icon={IconWifiOff}>
          {until ? t('timeline.until', { at: dateTime(until) }) : t('timeline.untilNever')}
        </Notice>
      )}
      {isEmpty && (
        <NothingHere
          icon={IconTimeline}
          title={sorts.length > 0 ? t('timeline.narrow') : t('timeline.empty')}
          hint={sorts.length > 0 ? '' : t('timeline.emptyHint')}
          action={
            sorts.length > 0 && (
              <Button variant="default" onClick={() => setSorts([])}>
                {t('timeline.showAll')}
              </Button>
            )
          }
        />
      )}
      {items.length > 0 && (
        <div
          ref={list}
          role="feed"
          aria-label={t('tabs.timeline')}
          style={{ height: virtualizer.getTotalSize() }}
          className={styles.feed}
        >
          {shown.map(({ index, key, start }) => {
            const row = rows[index]
            if (!row) return null
            return (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                className={styles.row}
                style={{ transform: `translateY(${start - virtualizer.options.scrollMargin}px)` }}
              >
                <TimelineEntry row={row} of={record} place={index + 1} />
              </div>
            )
          })}
        </div>
      )}
    </div>
  )
}

/** Kinds that this timeline tells from, as far as the viewer may see them. */
function useSources(kind: AnyKind): AnyKind[] {
  const kinds = useKinds()
  const viewer = useViewer()
  return useMemo(() => {
    const near = timelineKinds(kinds, kind.name)
    const all = new Set([...near, ...near.flatMap(child => timelineKinds(kinds, child.name))])
    return kinds.all.filter(child => all.has(child) && viewer && rightsOf(viewer, child.name).see !== 'none')
  }, [kinds, kind, viewer])
}
