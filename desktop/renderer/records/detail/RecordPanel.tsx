import { Tabs } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { parentKinds } from '../../../../shared/entity.ts'
import { rightsOf } from '../../../../shared/permissions/viewer.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { go } from '../../app/navigation.ts'
import { type RouteParams, toRecord } from '../../app/route.ts'
import { useCall, useCore, useKinds, useViewer } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ChildrenTab } from './ChildrenTab.tsx'
import { DetailHeader } from './DetailHeader.tsx'
import styles from './detail.module.css'
import { GeneralTab } from './GeneralTab.tsx'
import { HistoryTab } from './HistoryTab.tsx'

interface Props {
  kind: AnyKind
  id: string
  isPage: boolean
  params: RouteParams
  onClose: () => void
}

/** One record: beside its list, or on a page of its own. */
export function RecordPanel({ kind, id, isPage, params, onClose }: Props) {
  const { data: record, error } = useCall('records.get', { kind: kind.name, id })
  useSeen(kind.name, id, record !== undefined && record !== null)
  if (record === undefined && !error) return <div className={styles.panel} data-page={isPage || undefined} />
  if (!record) return <NotHere isPage={isPage} />
  return <Loaded kind={kind} record={record} isPage={isPage} params={params} onClose={onClose} />
}

function Loaded({ kind, record, isPage, params, onClose }: Omit<Props, 'id'> & { record: ShownRecord }) {
  const { t } = useTranslation('records')
  const children = useChildKinds(kind)
  const tabs = ['general', ...children.map(({ name }) => name), 'history']
  const tab = tabs.find(name => name === params['tab']) ?? 'general'
  const show = (next: string | null) => {
    const { tab: _, ...rest } = params
    const nextParams = next === null || next === 'general' ? rest : { ...rest, tab: next }
    go(toRecord(kind.name, record.id, { page: isPage, params: nextParams }), { replace: true })
  }
  return (
    <section className={styles.panel} data-page={isPage || undefined} aria-label={record.title}>
      <DetailHeader kind={kind} record={record} isPage={isPage} params={params} onClose={onClose} />
      <Tabs value={tab} onChange={show} className={styles.tabs ?? ''}>
        <Tabs.List className={styles.tabList ?? ''} aria-label={t('detail.tabs')}>
          <Tabs.Tab value="general">{t('detail.general')}</Tabs.Tab>
          {children.map(child => (
            <ChildTab key={child.name} kind={child} record={record} />
          ))}
          <Tabs.Tab value="history">{t('detail.history')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="general" className={styles.tabPanel ?? ''}>
          <GeneralTab kind={kind} record={record} />
        </Tabs.Panel>
        {children.map(child => (
          <Tabs.Panel key={child.name} value={child.name} className={styles.tabPanel ?? ''}>
            <ChildrenTab kind={child} parent={record} />
          </Tabs.Panel>
        ))}
        <Tabs.Panel value="history" className={styles.tabPanel ?? ''}>
          <HistoryTab kind={kind} record={record} />
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

function ChildTab({ kind, record }: { kind: AnyKind; record: ShownRecord }) {
  const { label, number } = useFormat()
  const { latest } = useCall('records.count', {
    query: {
      kind: kind.name,
      filters: [{ field: 'parent', op: 'is', value: record.id }],
      sort: { field: 'createdAt', descending: true },
      archived: 'without',
    },
  })
  return (
    <Tabs.Tab value={kind.name}>
      {label(kind.label.many)}
      {latest && latest.count > 0 && <span className={`${styles.tabCount} numbers`}>{number(latest.count)}</span>}
    </Tabs.Tab>
  )
}

/** Kinds that hang on this one and that the viewer may see. */
function useChildKinds(kind: AnyKind): AnyKind[] {
  const kinds = useKinds()
  const viewer = useViewer()
  return kinds.all.filter(
    child =>
      parentKinds(child).includes(kind.name) && child.list && viewer && rightsOf(viewer, child.name).see !== 'none',
  )
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

/** Not found and not allowed look alike, so that nobody learns of what they may not see. */
function NotHere({ isPage }: { isPage: boolean }) {
  const { t } = useTranslation('records')
  return (
    <div className={styles.panel} data-page={isPage || undefined}>
      <EmptyState icon={IconLock} title={t('detail.notHere')} hint={t('detail.notHereHint')} />
    </div>
  )
}
