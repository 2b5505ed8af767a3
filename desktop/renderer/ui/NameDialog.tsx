import { Modal, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FormActions } from './FormActions.tsx'
import { useTypedForm } from './useTypedForm.ts'

interface Props {
  title: string
  label: string
  description?: string
  initial: string
  isRequired?: boolean
  /** What is wrong with a name, in words. */
  check: (name: string) => string | undefined
  /** Gives whether it is done; then the dialog closes. */
  onSave: (name: string) => Promise<boolean>
  onClose: () => void
  /** What else is asked. */
  children?: ReactNode
}

/** Asks for a name, without the blanks around it. */
export function NameDialog({
  title,
  label,
  description,
  initial,
  isRequired,
  check,
  onSave,
  onClose,
  children,
}: Props) {
  const { t } = useTranslation('app')
  const form = useTypedForm({ initial: { name: initial }, check: ({ name }) => ({ name: check(name.trim()) }) })
  const submit = form.onSubmit(async ({ name }) => {
    if (await onSave(name.trim())) onClose()
  })
  return (
    <Modal opened onClose={onClose} title={title} centered size={420}>
      <form onSubmit={submit} noValidate>
        <TextInput
          {...form.input('name')}
          label={label}
          description={description}
          autoComplete="off"
          required={isRequired ?? false}
          data-autofocus
        />
        {children}
        <FormActions submit={t('actions.save')} isBusy={form.isBusy} onCancel={onClose} mt="lg" />
      </form>
    </Modal>
  )
}
