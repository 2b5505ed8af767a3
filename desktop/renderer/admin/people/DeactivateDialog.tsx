import { useTranslation } from 'react-i18next'
import type { Person } from '../../../core/api/identity.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import styles from './people.module.css'

interface Props {
  person: Person | undefined
  isBusy: boolean
  onClose: () => void
  onConfirm: (person: Person) => void
}

/** What closing an account ends, what it leaves alone, and that it can be taken back. */
export function DeactivateDialog({ person, isBusy, onClose, onConfirm }: Props) {
  const { t } = useTranslation(['admin', 'app'])
  return (
    <ConfirmDialog
      isOpen={person !== undefined}
      title={t('admin:people.deactivateAsk', { name: person?.name || person?.email || '' })}
      cancelLabel={t('app:actions.cancel')}
      onCancel={onClose}
      confirm={{
        label: t('admin:people.actions.deactivate'),
        isDangerous: true,
        isBusy,
        onConfirm: () => person && onConfirm(person),
      }}
    >
      <ul className={styles.consequences}>
        <li>{t('admin:people.deactivateSession')}</li>
        <li>{t('admin:people.deactivateRecords')}</li>
        <li>{t('admin:people.deactivateUnsent')}</li>
        <li>{t('admin:people.deactivateUndo')}</li>
      </ul>
    </ConfirmDialog>
  )
}
