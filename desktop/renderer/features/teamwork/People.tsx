import { Avatar, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useNameOf } from '../../data/hooks.ts'
import { initialsOf } from '../../ui/initials.ts'
import styles from './tasks.module.css'

const most = 3

/** Who shall do it, as faces. */
export function People({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('work')
  const nameOf = useNameOf()
  const names = ids.map(id => nameOf(id) ?? '…')
  if (names.length === 0) return null
  const label = t('tasks.assignees', { names: names.join(', ') })
  return (
    <Tooltip label={names.join(', ')}>
      <span className={styles.people} role="img" aria-label={label}>
        {names.slice(0, most).map((name, at) => (
          <Avatar key={ids[at]} size={22} color="blue" variant="light" aria-hidden>
            {initialsOf(name)}
          </Avatar>
        ))}
        {names.length > most && (
          <Avatar size={22} color="gray" variant="light" aria-hidden>
            +{names.length - most}
          </Avatar>
        )}
      </span>
    </Tooltip>
  )
}
