import { Checkbox } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey, Person } from '../../../core/api/identity.ts'
import { useCall } from '../../data/hooks.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import styles from './people.module.css'

interface Props {
  person: Person | undefined
  isBusy: boolean
  onClose: () => void
  /** `keys`: what shall end together with the account. */
  onConfirm: (person: Person, keys: readonly ApiKey[]) => void
}

/** What closing an account ends, what it leaves alone (keys that the person made, too), and that it can be taken back. */
export function DeactivateDialog({ person, isBusy, onClose, onConfirm }: Props) {
  const { t } = useTranslation(['admin', 'app'])
  const { latest, error, refetch } = useCall('keys.list', person?.user ? {} : skipToken)
  const [revokes, setRevokes] = useState(false)
  const user = person?.user
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time it opens; a key may have been made since
  useEffect(() => {
    setRevokes(false)
    if (user) refetch()
  }, [user])
  const keys = (latest ?? []).filter(key => !key.revokedAt && key.createdBy !== undefined && key.createdBy === user)
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
        onConfirm: () => person && onConfirm(person, revokes ? keys : []),
      }}
    >
      <ul className={styles.consequences}>
        <li>{t('admin:people.deactivateSession')}</li>
        <li>{t('admin:people.deactivateRecords')}</li>
        <li>{t('admin:people.deactivateUnsent')}</li>
        {keys.length > 0 && (
          <li>{t('admin:people.keysLive', { count: keys.length, list: keys.map(({ name }) => name).join(', ') })}</li>
        )}
        {error && !latest && <li>{t('admin:people.keysUnread')}</li>}
        <li>{t('admin:people.deactivateUndo')}</li>
      </ul>
      {keys.length > 0 && (
        <Checkbox
          mt="md"
          label={t('admin:people.keysRevoke', { count: keys.length })}
          description={t('admin:people.keysRevokeHint')}
          checked={revokes}
          onChange={event => setRevokes(event.target.checked)}
        />
      )}
    </ConfirmDialog>
  )
}
