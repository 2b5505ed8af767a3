import { SegmentedControl } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { IconSquareCheck } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rightsOf } from '../../../../shared/permissions/viewer.ts'
import { HomeCard } from '../../app/home/HomeCard.tsx'
import { hashOf, toList } from '../../app/route.ts'
import { useCall, useKinds, useViewer } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { paramsOf, usualState } from '../../records/list/listParams.ts'
import { useRights } from '../../records/rights.ts'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { useNow } from '../../ui/useNow.ts'
import { NothingHere } from '../sync/NothingHere.tsx'
import { QuickAdd } from './QuickAdd.tsx'
import { TaskList } from './TaskList.tsx'
import { filtersOf, grouped, taskKind, tasksOf, type Whose, whose } from './taskLists.ts'
import styles from './tasks.module.css'

/** How many of a group stand on the card; the rest is a list. */
const most = 8

/** What is to be done: overdue, today, this week, and what others do for one. */
export function MyWorkCard() {
  const { t } = useTranslation('work')
  const { zone } = useFormat()
  const now = useNow()
  const viewer = useViewer()
  const kind = useKinds().require(taskKind)
  const rights = useRights(kind)
  const [which, setWhich] = useState<Whose>('mine')
  const input = useRef<HTMLInputElement>(null)
  const mayAdd = rights.canCreate()
  useShortcuts([{ key: 'n', run: () => input.current?.focus() }])
  const { latest } = useCall('records.list', viewer ? { query: tasksOf(which, viewer.user), limit: 200 } : skipToken)
  if (!viewer || rightsOf(viewer, taskKind).see === 'none') return null
  const groups = grouped(latest?.rows ?? [], now, zone)
  const all = hashOf(
    toList(taskKind, paramsOf(kind, { ...usualState(kind), ...filtersOf[which](viewer.user), sort: byDue })),
  )
  return (
    <HomeCard
      title={t('tasks.title')}
      allHref={all}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('tasks.whose')}
          value={which}
          data={whose.map(value => ({ value, label: t(`tasks.${value}`) }))}
          onChange={value => setWhich(whose.find(one => one === value) ?? 'mine')}
        />
      }
    >
      <div className={styles.work}>
        {mayAdd && <QuickAdd inputRef={input} />}
        <TaskList groups={groups} now={now} most={most} moreHref={all} />
        {latest?.rows.length === 0 && (
          <div className={styles.workEmpty}>
            <NothingHere
              icon={IconSquareCheck}
              title={t(`tasks.empty.${which}`)}
              hint={t(`tasks.empty.${which === 'mine' && !mayAdd ? 'all' : which}Hint`)}
            />
          </div>
        )}
      </div>
    </HomeCard>
  )
}

const byDue = { field: 'due', descending: false }
