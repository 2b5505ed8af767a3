import { Tabs } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import type { RecordDetail } from '../../../core/api/timeline.ts'
import { go } from '../../app/navigation.ts'
import { type RouteParams, toRecord } from '../../app/route.ts'
import { useCall, useCore, useKinds, useViewer } from '../../data/hooks.ts'
import { slotsOf, tabGroups } from '../../features/recordSlots.ts'
import { useFormat } from '../../i18n/format.ts'
import { KnownTitles } from '../fields/titles.tsx'
import { type Reached, ReachedContext } from '../reached.ts'
import { useRights } from '../rights.ts'
import { DetailHeader } from './DetailHeader.tsx'
import styles from './detail.module.css'
import { hasTimeline, type RelatedTab, relatedTabs } from './detailTabs.ts'
import { GeneralTab } from './GeneralTab.tsx'
import { HistoryTab } from './HistoryTab.tsx'
import { NotHere } from './NotHere.tsx'
import { RelatedTabPanel } from './RelatedTabPanel.tsx'
import { TabRow } from './TabRow.tsx'
import { TimelineTab } from './TimelineTab.tsx'
import { useArrivalFocus } from './useArrivalFocus.ts'
import { useDraftKept } from './useDraftKept.ts'

interface Props {
  kind: AnyKind
  id: string
  isPage: boolean
  params: RouteParams
  onClose: () => void
}

/** One record: beside its list, or on a page of its own. */
export function RecordPanel({ kind, id, isPage, params, onClose }: Props) {
  const { data: detail, error } = useCall('records.detail', { kind: kind.name, id })
  useSeen(kind.name, id, detail !== undefined && detail !== null)
  if (detail === undefined && !error) return <div className={styles.panel} data-page={isPage || undefined} />
  if (!detail) return <NotHere kind={kind} id={id} isPage={isPage} onClose={onClose} />
  // Another record begins anew: nothing half written follows it.
  return <Loaded key={id} kind={kind} detail={detail} isPage={isPage} params={params} onClose={onClose} />
}

function Loaded({ kind, detail, isPage, params, onClose }: Omit<Props, 'id'> & { detail: RecordDetail }) {
  const { t } = useTranslation(['records', 'detail'])
  const { label } = useFormat()
  const { record, counts, titles } = detail
  const { id } = record
  const panel = useRef<HTMLElement>(null)
  useArrivalFocus(panel, id)
  const related = useRelatedTabs(kind)
  const withTimeline = hasTimeline(kind, useKinds())
  const [reached, setReached] = useState<Reached>()
  const [isNoting, setNoting] = useState(false)
  /** Leads into the note that is open. */
  const note = useRef<() => void>(undefined)
  const tellKept = useDraftKept({ isOpen: isNoting, reopen: () => setNoting(true) })
  const QuickNote = useQuickNote(kind, record)
  const tabs = [
    { name: 'general', text: t('records:detail.general') },
    ...(withTimeline ? [{ name: 'timeline', text: t('detail:tabs.timeline') }] : []),
    ...related.map(({ name, kinds, group }) => ({
      name,
      text: group ? t(`detail:tabs.${group.words}`) : kinds[0] ? label(kinds[0].label.many) : '',
      count: kinds.reduce((sum, kind) => sum + (counts[kind.name] ?? 0), 0),
    })),
    { name: 'history', text: t('records:detail.history') },
  ]
  // A kind's own name finds its tab, also where it shares one.
  const wanted = related.find(({ kinds }) => kinds.some(({ name }) => name === params['tab']))?.name ?? params['tab']
  const tab = tabs.find(({ name }) => name === wanted)?.name ?? 'general'
  const show = (next: string | null) => {
    const { tab: _, ...rest } = params
    const nextParams = next === null || next === 'general' ? rest : { ...rest, tab: next }
    go(toRecord(kind.name, record.id, { page: isPage, params: nextParams }), { replace: true })
  }
  const noted = useMemo(
    () =>
      QuickNote &&
      ((by: Reached) => {
        setReached(by)
        setNoting(true)
      }),
    [QuickNote],
  )
  return (
    <KnownTitles titles={titles}>
      <ReachedContext value={noted}>
        <section
          ref={panel}
          id="record"
          className={styles.panel}
          data-page={isPage || undefined}
          aria-label={record.title}
          tabIndex={-1}
        >
          <DetailHeader
            kind={kind}
            record={record}
            isPage={isPage}
            params={params}
            onClose={onClose}
            onNote={QuickNote ? () => (isNoting ? note.current?.() : setNoting(true)) : undefined}
          />
          {isNoting && QuickNote && (
            <QuickNote
              record={record}
              reached={reached}
              enterRef={note}
              onClose={isKept => {
                setNoting(false)
                setReached(undefined)
                if (isKept) tellKept()
              }}
            />
          )}
          <Tabs value={tab} onChange={show} className={styles.tabs ?? ''} keepMounted={false}>
            <TabRow tab={tab} tabs={tabs} onShow={show} />
            <Tabs.Panel value="general" className={styles.tabPanel ?? ''}>
              <GeneralTab kind={kind} record={record} />
            </Tabs.Panel>
            <Tabs.Panel value="timeline" className={styles.tabPanel ?? ''}>
              {withTimeline && <TimelineTab kind={kind} record={record} />}
            </Tabs.Panel>
            {related.map(one => (
              <Tabs.Panel key={one.name} value={one.name} className={styles.tabPanel ?? ''}>
                <RelatedTabPanel tab={one} parent={record} counts={counts} />
              </Tabs.Panel>
            ))}
            <Tabs.Panel value="history" className={styles.tabPanel ?? ''}>
              <HistoryTab kind={kind} record={record} />
            </Tabs.Panel>
          </Tabs>
        </section>
      </ReachedContext>
    </KnownTitles>
  )
}

/** The note on a call, where the kind has one and the viewer may write it. */
function useQuickNote(kind: AnyKind, record: ShownRecord) {
  const { quickNote } = slotsOf(kind.name)
  const kinds = useKinds()
  const rights = useRights(kinds.require(quickNote?.makes ?? kind.name))
  return quickNote && !record.archived && rights.canCreate(record) ? quickNote.Form : undefined
}

function useRelatedTabs(kind: AnyKind): RelatedTab[] {
  const kinds = useKinds()
  const viewer = useViewer()
  return useMemo(() => relatedTabs(kind, { kinds, viewer, slotsOf, groups: tabGroups }), [kind, kinds, viewer])
}

/** Tells core that the record is looked at: recents, the access log, colleagues. */
function useSeen(kind: string, id: string, isHere: boolean) {
  const core = useCore()
  useEffect(() => {
    if (!isHere) return
    // Being noticed is no condition for reading.
    core.call('records.opened', { kind, id }).catch(() => undefined)
    return () => {
      core.call('records.closed', {}).catch(() => undefined)
    }
  }, [core, kind, id, isHere])
}
