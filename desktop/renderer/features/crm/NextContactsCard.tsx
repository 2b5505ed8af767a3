import { useTranslation } from 'react-i18next'
import { addDays, dateIn, daysBetween } from '../../../../shared/dates.ts'
import type { Filter } from '../../../../shared/filters.ts'
import { rightsOf } from '../../../../shared/permissions/viewer.ts'
import { formatPhone } from '../../../../shared/phone.ts'
import { HomeCard } from '../../app/home/HomeCard.tsx'
import styles from '../../app/home/home.module.css'
import { RecordLine } from '../../app/home/RecordLine.tsx'
import { hashOf, toList } from '../../app/route.ts'
import { useCall, useKinds, useViewer } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { paramsOf, usualState } from '../../records/list/listParams.ts'
import { useNow } from '../../ui/useNow.ts'
import { useStillLoading } from '../sync/NothingHere.tsx'

const most = 8

/** Leads whose next contact is due within a week or overdue. */
export function NextContactsCard() {
  const { t } = useTranslation('work')
  const { zone, date } = useFormat()
  const viewer = useViewer()
  const loading = useStillLoading()
  const kind = useKinds().require('lead')
  const today = dateIn(zone, useNow())
  const filters: Filter[] = [
    { field: 'owner', op: 'is', value: 'me' },
    { field: 'nextContactOn', op: 'atMost', value: addDays(today, 7) },
    { field: 'status', op: 'notIn', value: ['converted', 'lost'] },
  ]
  const sort = { field: 'nextContactOn', descending: false }
  const { latest } = useCall('records.list', {
    query: { kind: kind.name, filters, sort, archived: 'without' },
    limit: most,
  })
  if (viewer && rightsOf(viewer, kind.name).see === 'none') return null
  const words = (day: string): string => {
    const near = nearDays.get(daysBetween(today, day))
    const when = near ? t(`day.${near}`) : date(day)
    return day < today ? t('due.overdue', { when }) : when
  }
  return (
    <HomeCard
      title={t('home.contacts.title')}
      allHref={hashOf(toList(kind.name, paramsOf(kind, { ...usualState(kind), filters, sort })))}
    >
      <ul className={styles.lines}>
        {latest?.rows.map(({ id, title, values }) => {
          const day = String(values['nextContactOn'])
          const phone = values['phone']
          const isLate = day < today
          // What needs to be read is never cut for the number.
          const more = [!isLate && typeof phone === 'string' ? formatPhone(phone) : '', words(day)]
            .filter(Boolean)
            .join(' · ')
          return <RecordLine key={id} kind={kind.name} id={id} title={title} more={more} isLate={isLate} />
        })}
      </ul>
      <p className={styles.hint}>{loading ?? `${t('home.contacts.none')}. ${t('home.contacts.empty')}`}</p>
    </HomeCard>
  )
}

const nearDays: ReadonlyMap<number, 'yesterday' | 'today' | 'tomorrow'> = new Map([
  [-1, 'yesterday'],
  [0, 'today'],
  [1, 'tomorrow'],
])
