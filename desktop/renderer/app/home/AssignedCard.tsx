import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { useCall, useNameOf, useViewer } from '../../data/hooks.ts'
import { hasOwnCard } from '../../features/homeCards.ts'
import { useStillLoading } from '../../features/sync/NothingHere.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useModules } from '../modules.ts'
import { HomeCard } from './HomeCard.tsx'
import styles from './home.module.css'
import { RecordLine } from './RecordLine.tsx'

const most = 5

/** Records that others have made for the person or handed to them, the newest of each kind. */
export function AssignedCard() {
  const { t } = useTranslation('work')
  const loading = useStillLoading()
  const kinds = useModules().main.filter(kind => !hasOwnCard(kind.name))
  const handed = useHanded()
  const known = new Set(handed.map(({ parent }) => parent?.id))
  return (
    <HomeCard title={t('home.assigned.title')}>
      <ul className={styles.lines}>
        {handed.map(({ parent, from, at }) => (
          <Handed key={parent.id} {...parent} from={from} at={at} />
        ))}
        {kinds.map(kind => (
          <NewOf key={kind.name} kind={kind} without={known} />
        ))}
      </ul>
      <p className={styles.hint}>{loading ?? t('home.assigned.empty')}</p>
    </HomeCard>
  )
}

interface HandedProps {
  kind: string
  id: string
  title: string
  from: string | undefined
  at: string
}

function Handed({ from, at, ...line }: HandedProps) {
  const { t } = useTranslation('work')
  const { relative } = useFormat()
  const name = useNameOf()(from)
  const when = relative(at)
  return <RecordLine {...line} more={name ? t('home.assigned.from', { name, when }) : when} />
}

/** What somebody else has lately made the person the owner of, as they were told. */
function useHanded() {
  const { latest } = useCall('records.list', {
    query: {
      kind: 'notification',
      filters: [
        { field: 'reason', op: 'is', value: 'owned' },
        { field: 'parent', op: 'notEmpty' },
        { field: 'createdAt', op: 'range', value: 'last30Days' },
      ],
      sort: { field: 'createdAt', descending: true },
      archived: 'without',
    },
    limit: most,
  })
  const seen = new Set<string>()
  return (latest?.rows ?? []).flatMap(({ parent, values, createdAt }) => {
    if (!parent?.title || seen.has(parent.id)) return []
    seen.add(parent.id)
    const from = values['from']
    return [{ parent, from: typeof from === 'string' ? from : undefined, at: createdAt }]
  })
}

/** The newest of one kind that are the person's and that somebody else has made. */
function NewOf({ kind, without }: { kind: AnyKind; without: ReadonlySet<string | undefined> }) {
  const me = useViewer()?.user ?? ''
  const { latest } = useCall('records.list', {
    query: {
      kind: kind.name,
      filters: [
        { field: 'owner', op: 'is', value: 'me' },
        { field: 'createdBy', op: 'isNot', value: me },
        { field: 'createdAt', op: 'range', value: 'last30Days' },
      ],
      sort: { field: 'createdAt', descending: true },
      archived: 'without',
    },
    limit: most,
  })
  const rows = (latest?.rows ?? []).filter(({ id }) => !without.has(id))
  return rows.map(row => (
    <Handed key={row.id} kind={kind.name} id={row.id} title={row.title} from={row.createdBy} at={row.createdAt} />
  ))
}
