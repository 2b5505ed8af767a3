import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAction, useViewer } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { FormActions } from '../../ui/FormActions.tsx'
import { FormErrors } from '../../ui/FormErrors.tsx'
import { forgetTyped, useTypedForm } from '../../ui/useTypedForm.ts'
import styles from '../people/people.module.css'
import { isAdmin } from '../sections.ts'
import { useOptions } from '../useTitleOf.ts'
import type { MadeKey } from './ShownKey.tsx'

const draft = 'keys.new'

/** What a key is for and what it may. Who is no administrator can only give their own role. */
export function KeyForm({ onClose, onMade }: { onClose: () => void; onMade: (key: MadeKey) => void }) {
  const { t } = useTranslation(['admin', 'records'])
  const { error: words, fieldError } = useErrorText()
  const viewer = useViewer()
  const roles = useOptions('role')
  const offered = viewer && !isAdmin(viewer) ? roles.filter(({ value }) => value === viewer.role) : roles
  const [create, { error }] = useAction('keys.create')
  const form = useTypedForm({
    initial: { name: '', role: '' },
    check: ({ name, role }) => ({
      name: name.trim() === '' ? t('admin:keys.form.nameMissing') : undefined,
      role: role === '' ? t('admin:keys.form.roleMissing') : undefined,
    }),
    keep: { key: draft, fields: ['name', 'role'] },
  })
  const submit = form.onSubmit(async ({ name, role }) => {
    const answer = await create({ name: name.trim(), role })
    if (answer.ok) {
      forgetTyped(draft)
      return onMade({ name: name.trim(), key: answer.value.key })
    }
    const { name: wrongName, role: wrongRole } = answer.error.fields ?? {}
    form.refuse({ name: wrongName && fieldError(wrongName), role: wrongRole && fieldError(wrongRole) })
  })
  const labels = { name: t('admin:keys.form.name'), role: t('admin:keys.form.role') }
  return (
    <form className={styles.form} onSubmit={submit} onKeyDownCapture={onSaveKeys(() => submit())} noValidate>
      <FormErrors
        form={form}
        labels={labels}
        summary={count => t('records:form.errors', { count })}
        problem={error && !error.fields ? words(error) : undefined}
      />
      <TextInput
        {...form.input('name')}
        data-autofocus
        label={labels.name}
        description={t('admin:keys.form.nameHint')}
        maxLength={120}
      />
      <Select
        id={form.input('role').id}
        label={labels.role}
        description={t('admin:keys.form.roleHint')}
        placeholder={t('admin:people.form.rolePick')}
        data={offered}
        value={form.values.role || null}
        error={form.errors.role}
        onChange={value => form.set('role', value ?? '')}
      />
      <FormActions submit={t('admin:keys.form.submit')} isBusy={form.isBusy} onCancel={onClose} mt="xs" />
    </form>
  )
}
