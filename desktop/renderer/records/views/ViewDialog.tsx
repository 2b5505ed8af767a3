import { Button, Group, Modal, Radio, Select } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ViewScope } from '../../../../shared/entities/teamwork/viewKinds.ts'
import { useCall } from '../../data/hooks.ts'
import { NameDialog } from '../../ui/NameDialog.tsx'
import type { SavedView } from './savedView.ts'
import { useViewRights } from './useViewRights.ts'
import styles from './views.module.css'

interface NameProps {
  /** What is being done. */
  task: 'create' | 'rename' | 'duplicate'
  initial: string
  onDone: (given: { name: string; scope: ViewScope }) => Promise<boolean>
  onClose: () => void
}

const longest = 80

/** The name of a view, and for a new one who shall have it. */
export function ViewNameDialog({ task, initial, onDone, onClose }: NameProps) {
  const { t } = useTranslation('lists')
  const { scopes } = useViewRights()
  const [scope, setScope] = useState<ViewScope>('mine')
  return (
    <NameDialog
      title={t(`dialog.${task}`)}
      label={t('dialog.name')}
      initial={initial}
      isRequired
      check={name => (name === '' ? t('dialog.nameNeeded') : name.length > longest ? t('dialog.tooLong') : undefined)}
      onSave={name => onDone({ name, scope })}
      onClose={onClose}
    >
      {task !== 'rename' && scopes.length > 1 && (
        <Radio.Group
          className={styles.scopes ?? ''}
          label={t('dialog.for')}
          value={scope}
          onChange={value => setScope(scopes.find(known => known === value) ?? 'mine')}
        >
          {scopes.map(known => (
            <Radio key={known} size="xs" value={known} label={t(`dialog.scopes.${known}`)} />
          ))}
        </Radio.Group>
      )}
    </NameDialog>
  )
}

interface RoleProps {
  view: SavedView
  onDone: (role: string | undefined) => Promise<boolean>
  onClose: () => void
}

/** Whose people see a view at first. */
export function ViewRoleDialog({ view, onDone, onClose }: RoleProps) {
  const { t } = useTranslation(['lists', 'app'])
  const { latest } = useCall('records.all', view ? { kind: 'role' } : skipToken)
  const [role, setRole] = useState(view.role ?? null)
  return (
    <Modal opened onClose={onClose} title={t('lists:dialog.role')} centered size={420}>
      <Select
        label={t('lists:dialog.roleOf', { name: view.name })}
        description={t('lists:dialog.roleHint')}
        data={(latest ?? []).filter(({ archived }) => !archived).map(({ id, title }) => ({ value: id, label: title }))}
        value={role}
        onChange={setRole}
        clearable
        placeholder={t('lists:dialog.noRole')}
        data-autofocus
      />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('app:actions.cancel')}
        </Button>
        <Button
          onClick={async () => {
            if (await onDone(role ?? undefined)) onClose()
          }}
        >
          {t('app:actions.save')}
        </Button>
      </Group>
    </Modal>
  )
}
