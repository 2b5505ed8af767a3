import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RoleRights } from '../../../../shared/permissions/rights.ts'
import styles from './access.module.css'

/** Rights that belong to no kind, one line each. */
export function Abilities({ of: abilities }: { of: RoleRights['abilities'] }) {
  const { t } = useTranslation('admin')
  if (abilities.length === 0) return null
  return (
    <ul className={styles.abilities} aria-label={t('access.abilitiesTitle')}>
      {abilities.map(ability => (
        <li key={ability} className={styles.ability}>
          <IconCheck size={16} stroke={1.75} aria-hidden />
          {t(`access.abilities.${ability}`)}
        </li>
      ))}
    </ul>
  )
}
