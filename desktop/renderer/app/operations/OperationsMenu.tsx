import { Popover } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../data/hooks.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { hashOf } from '../route.ts'
import { OperationRow } from './OperationRow.tsx'
import styles from './operations.module.css'

/** The last things done, at hand from anywhere. */
export function OperationsMenu() {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" offset={8} trapFocus returnFocus>
      <Popover.Target>
        <IconButton label={t('topbar.operations')} icon={IconHistory} size={32} onClick={() => setOpen(!isOpen)} />
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('operations.title')}>
        {isOpen && <Last onClose={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  )
}

function Last({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { data } = useCall('operations.last', { limit: 8 })
  return (
    <div className={styles.menu}>
      <div className={styles.menuHead}>
        <span>{t('operations.title')}</span>
        <a href={hashOf({ screen: 'operations' })} onClick={onClose} data-autofocus>
          {t('operations.all')}
        </a>
      </div>
      {data?.length === 0 ? (
        <div className={styles.menuEmpty}>{t('operations.emptyHint')}</div>
      ) : (
        <ul className={styles.list}>
          {data?.map(operation => (
            <OperationRow key={operation.operation} operation={operation} />
          ))}
        </ul>
      )}
    </div>
  )
}
