import { Button, Group, Modal, Radio, Select, TextInput } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ViewScope } from '../../../../shared/entities/teamwork/viewKinds.ts'
import { useCall } from '../../data/hooks.ts'
import { useTypedForm } from '../../ui/useTypedForm.ts'
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

/** The name of a view, and for a new one who shall have it. */
export function ViewNameDialog({ task, initial, onDone, onClose }: NameProps) {
  const { t } = useTranslation(['lists', 'app'])
  const { scopes } = useViewRights()
  const [scope, setScope] = useState<ViewScope>('mine')
  const form = useTypedForm({
    initial: { name: initial },
    check: ({ name }) => ({
      name:
        name.trim() === ''
          ? t('lists:dialog.nameNeeded')
          : name.trim().length > 80
            ? t('lists:dialog.tooLong')
            : undefined,
    }),
  })
  const submit = form.onSubmit(async ({ name }) => {
    if (await onDone({ name: name.trim(), scope })) onClose()
  })
  return (
    <Modal opened onClose={onClose} title={t(`lists:dialog.${task}`)} centered size={420}>
      <form onSubmit={submit} noValidate>
        <TextInput {...form.input('name')} label={t('lists:dialog.name')} autoComplete="off" required data-autofocus />
        {task !== 'rename' && scopes.length > 1 && (
          <Radio.Group
            className={styles.scopes ?? ''}
            label={t('lists:dialog.for')}
            value={scope}
            onChange={value => setScope(scopes.find(known => known === value) ?? 'mine')}
          >
            {scopes.map(known => (
              <Radio key={known} size="xs" value={known} label={t(`lists:dialog.scopes.${known}`)} />
            ))}
          </Radio.Group>
        )}
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('lists:dialog.cancel')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {t('lists:dialog.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

interface RoleProps {
  view: SavedView
  onDone: (role: string | undefined) => Promise<boolean>
  onClose: () => void
}

/** Whose people see a view at first. */
export function ViewRoleDialog({ view, onDone, onClose }: RoleProps) {
  const { t } = useTranslation('lists')
  const { latest } = useCall('records.all', view ? { kind: 'role' } : skipToken)
  const [role, setRole] = useState(view.role ?? null)
  return (
    <Modal opened onClose={onClose} title={t('dialog.role')} centered size={420}>
      <Select
        label={t('dialog.roleOf', { name: view.name })}
        description={t('dialog.roleHint')}
        data={(latest ?? []).filter(({ archived }) => !archived).map(({ id, title }) => ({ value: id, label: title }))}
        value={role}
        onChange={setRole}
        clearable
        placeholder={t('dialog.noRole')}
        data-autofocus
      />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button
          onClick={async () => {
            if (await onDone(role ?? undefined)) onClose()
          }}
        >
          {t('dialog.save')}
        </Button>
      </Group>
    </Modal>
  )
}
