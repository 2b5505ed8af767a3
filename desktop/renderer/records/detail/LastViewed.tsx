import { HoverCard } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecordKey } from '../../../../shared/record.ts'
import { useCall, useNameOf } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import styles from './detail.module.css'

/** Who looked at it last (O-091), as the server knows; without a connection nothing is said. */
export function LastViewed({ record: { kind, id } }: { record: RecordKey }) {
  const { t } = useTranslation('detail')
  const { relative } = useFormat()
  const nameOf = useNameOf()
  const { data } = useCall('records.viewed', { kind, id })
  const views = (data ?? []).flatMap(({ user, at }) => {
    const name = nameOf(user)
    return name ? [{ user, name, at: relative(at) }] : []
  })
  const [last, ...others] = views
  if (!last) return null
  const said = t('seen.last', { name: last.name, at: last.at })
  if (others.length === 0) return <span>{said}</span>
  return (
    <span>
      {said}{' '}
      <HoverCard position="top" withinPortal>
        <HoverCard.Target>
          <button type="button" className={styles.others}>
            {t('seen.others', { count: others.length })}
          </button>
        </HoverCard.Target>
        <HoverCard.Dropdown>
          <p className={styles.sectionTitle}>{t('seen.title')}</p>
          <ul className={styles.viewers}>
            {views.map(({ user, name, at }) => (
              <li key={user}>
                {name} <span className={styles.quiet}>{at}</span>
              </li>
            ))}
          </ul>
        </HoverCard.Dropdown>
      </HoverCard>
    </span>
  )
}
