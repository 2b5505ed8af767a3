import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useTypedForm } from '../../ui/useTypedForm.ts'
import type { FavouriteRecord } from './useFavouriteRecords.ts'

interface Props {
  one: FavouriteRecord
  onSave: (name: string) => Promise<boolean>
  onClose: () => void
}

const longest = 100

/** What its owner calls a favourite; emptied, it is called what its record is called. */
export function RenameFavourite({ one, onSave, onClose }: Props) {
  const { t } = useTranslation(['search', 'lists'])
  const form = useTypedForm({
    initial: { name: one.name ?? '' },
    check: ({ name }) => ({
      name: name.trim().length > longest ? t('search:favourites.tooLong', { max: longest }) : undefined,
    }),
  })
  const submit = form.onSubmit(async ({ name }) => {
    if (await onSave(name)) onClose()
  })
  return (
    <Modal opened onClose={onClose} title={t('search:favourites.naming')} centered size={420}>
      <form onSubmit={submit} noValidate>
        <TextInput
          {...form.input('name')}
          label={t('search:favourites.name')}
          description={t('search:favourites.nameHint', { title: one.recordTitle })}
          autoComplete="off"
          data-autofocus
        />
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
