import { Avatar, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecordKey } from '../../../../shared/record.ts'
import { useNameOf, useStream } from '../../data/hooks.ts'
import { initialsOf } from '../../ui/initials.ts'
import styles from './detail.module.css'

/** Colleagues who have this record open now. */
export function Presence({ record: { kind, id } }: { record: RecordKey }) {
  const { t } = useTranslation('records')
  const present = useStream('records.present', { kind, id }) ?? []
  const nameOf = useNameOf()
  if (present.length === 0) return null
  return (
    <span className={styles.presence}>
      {present.slice(0, 4).map(({ user }) => {
        const name = nameOf(user) ?? ''
        const label = t('detail.looking', { name })
        return (
          <Tooltip key={user} label={label}>
            <Avatar size={24} radius="xl" color="teal" aria-label={label} role="img">
              {initialsOf(name)}
            </Avatar>
          </Tooltip>
        )
      })}
      {present.length > 4 && <span className={styles.quiet}>+{present.length - 4}</span>}
    </span>
  )
}
