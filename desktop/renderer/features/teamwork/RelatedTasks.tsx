import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { useRights } from '../../records/rights.ts'
import type { RelatedProps } from '../../records/slots.ts'
import { useNow } from '../../ui/useNow.ts'
import { useStillLoading } from '../sync/NothingHere.tsx'
import { QuickAdd } from './QuickAdd.tsx'
import { TaskList } from './TaskList.tsx'
import { grouped, tasksOn } from './taskLists.ts'
import styles from './tasks.module.css'

/** What is to be done about a record, and what was done. */
export function RelatedTasks({ kind, parent }: RelatedProps) {
  const { t } = useTranslation('work')
  const { zone } = useFormat()
  const now = useNow()
  const loading = useStillLoading()
  const rights = useRights(kind)
  const [showsDone, setShowsDone] = useState(false)
  const { latest: open } = useCall('records.list', { query: tasksOn(parent.id, false), limit: 100 })
  const { latest: done } = useCall('records.list', { query: tasksOn(parent.id, true), limit: 50 })
  const doneRows = done?.rows ?? []
  const groups = [
    ...grouped(open?.rows ?? [], now, zone),
    ...(showsDone && doneRows.length > 0 ? [{ name: 'done' as const, rows: doneRows }] : []),
  ]
  const mayAdd = rights.canCreate() && !parent.archived
  const isEmpty = open?.rows.length === 0 && done !== undefined && doneRows.length === 0
  return (
    <div className={styles.related}>
      {mayAdd && <QuickAdd parent={parent} />}
      <TaskList groups={groups} now={now} hidesAbout />
      {isEmpty && (
        <p className={styles.relatedEmpty}>
          {loading ?? `${t('tasks.empty.record')}. ${mayAdd ? t('tasks.empty.recordHint') : t('tasks.empty.allHint')}`}
        </p>
      )}
      {!showsDone && doneRows.length > 0 && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setShowsDone(true)}>
          {t('tasks.groups.done')} ({doneRows.length})
        </Button>
      )}
    </div>
  )
}
