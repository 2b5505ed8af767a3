import { Modal, Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../core/api/identity.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useAction } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { FormActions } from '../../ui/FormActions.tsx'
import { FormErrors } from '../../ui/FormErrors.tsx'
import { useTypedForm } from '../../ui/useTypedForm.ts'
import { useOptions } from '../useTitleOf.ts'
import styles from './people.module.css'

interface Props {
  person: Person | undefined
  onClose: () => void
  onDone: () => void
}

/** Role and team of a colleague. */
export function EditPersonDialog({ person, onClose, onDone }: Props) {
  const { t } = useTranslation('admin')
  return (
    <Modal
      opened={person !== undefined}
      onClose={onClose}
      title={t('people.editTitle', { name: person?.name || person?.email || '' })}
      size={440}
      centered
    >
      {person && <EditForm person={person} onClose={onClose} onDone={onDone} />}
    </Modal>
  )
}

function EditForm({ person, onClose, onDone }: { person: Person; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation(['admin', 'records'])
  const { error: words } = useErrorText()
  const undo = useUndo()
  const roles = useOptions('role')
  const teams = useOptions('team')
  const [change, { error }] = useAction('people.change')
  const form = useTypedForm({
    initial: { role: person.role, team: person.team ?? '' },
    check: ({ role }) => ({ role: role === '' ? t('admin:people.form.roleMissing') : undefined }),
  })
  const submit = form.onSubmit(async ({ role, team }) => {
    if (!person.user || !form.isDirty) return onClose()
    const answer = await change({
      user: person.user,
      ...(role === person.role ? {} : { role }),
      ...(team === (person.team ?? '') ? {} : { team: team === '' ? null : team }),
    })
    if (!answer.ok) return
    onClose()
    onDone()
    undo.done(t('admin:people.changed', { name: person.name || person.email }), answer.value.operation)
  })
  const labels = { role: t('admin:people.form.role'), team: t('admin:people.form.team') }
  return (
    <form className={styles.form} onSubmit={submit} onKeyDownCapture={onSaveKeys(() => submit())} noValidate>
      {error && (
        <FormErrors
          form={form}
          labels={labels}
          summary={count => t('records:form.errors', { count })}
          problem={words(error)}
        />
      )}
      <Select
        id={form.input('role').id}
        data-autofocus
        label={labels.role}
        description={t('admin:people.form.roleHint')}
        data={roles}
        value={form.values.role}
        error={form.errors.role}
        onChange={value => form.set('role', value ?? '')}
      />
      <Select
        id={form.input('team').id}
        label={labels.team}
        placeholder={t('admin:people.noTeam')}
        data={teams}
        value={form.values.team || null}
        clearable
        onChange={value => form.set('team', value ?? '')}
      />
      <Text size="sm" c="dimmed">
        {t('admin:people.editHint')}
      </Text>
      <FormActions submit={t('admin:people.form.save')} isBusy={form.isBusy} onCancel={onClose} />
    </form>
  )
}
