import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../data/hooks.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ScreenHeader } from '../../ui/ScreenHeader.tsx'
import { OperationRow } from './OperationRow.tsx'
import styles from './operations.module.css'

const step = 50

/** Everything this desktop remembers of what its user did, each with its way back. */
export function OperationsScreen() {
  const { t } = useTranslation()
  const [limit, setLimit] = useState(step)
  const { latest } = useCall('operations.last', { limit })
  if (latest === undefined) return null
  return (
    <>
      <ScreenHeader title={t('operations.title')} hint={t('operations.hint')} />
      {latest.length === 0 ? (
        <EmptyState icon={IconHistory} title={t('operations.empty')} hint={t('operations.emptyHint')} />
      ) : (
        <ul className={`${styles.list} ${styles.page}`}>
          {latest.map(operation => (
            <OperationRow key={operation.operation} operation={operation} />
          ))}
        </ul>
      )}
      {latest.length === limit && limit < 200 && (
        <Button variant="default" ml={32} mb={32} onClick={() => setLimit(Math.min(200, limit + step))}>
          {t('actions.showMore')}
        </Button>
      )}
    </>
  )
}
