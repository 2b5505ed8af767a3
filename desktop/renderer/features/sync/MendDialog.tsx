import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RefusedItem } from '../../../core/api/functions.ts'
import { useAction, useKinds } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFieldLabel } from '../../i18n/useFieldLabel.ts'
import { toast } from '../../ui/toast.tsx'
import { isMendable, refusedFields } from './refusedFields.ts'

export function MendDialog(props: { item: RefusedItem; isOpen: boolean; onClose: () => void; onSent: () => void }) {
  const { item, isOpen, onClose, onSent } = props
  const { t } = useTranslation(['sync', 'app'])
  const words = useErrorText()
  const { kind, fields } = refusedFields(useKinds(), item)
  const label = useFieldLabel(kind)
  const [typed, setTyped] = useState<Record<string, unknown>>({})
  const [mend, { isBusy }] = useAction('refused.mend')
  const send = async () => {
    const answer = await mend({ entry: item.entry, set: typed })
    if (!answer.ok) return toast({ message: words.error(answer.error), tone: 'problem' })
    toast({ message: t('sync:refusedList.sent') })
    onSent()
  }
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('sync:refusedList.mendTitle')} size={520}>
      <Stack>
        {isMendable(item, fields) &&
          fields.map(({ name, value }) => (
            <TextInput
              key={name}
              label={label(name)}
              value={String(typed[name] ?? value ?? '')}
              onChange={event => setTyped({ ...typed, [name]: event.target.value })}
            />
          ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app:actions.cancel')}
          </Button>
          <Button loading={isBusy} onClick={() => void send()}>
            {t('sync:refusedList.resend')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
