import { Button, Group, type MantineSpacing } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface Props {
  /** What sending the form is called. */
  submit: string
  isBusy?: boolean
  onCancel: () => void
  mt?: MantineSpacing
}

/** How a form in a dialog ends: it is left, or sent. */
export function FormActions({ submit, isBusy = false, onCancel, mt }: Props) {
  const { t } = useTranslation('app')
  return (
    <Group justify="flex-end" gap="xs" {...(mt ? { mt } : {})}>
      <Button variant="default" onClick={onCancel}>
        {t('actions.cancel')}
      </Button>
      <Button type="submit" loading={isBusy}>
        {submit}
      </Button>
    </Group>
  )
}
