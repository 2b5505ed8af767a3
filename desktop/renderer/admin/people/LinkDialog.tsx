import { Button, Group, Modal, Text } from '@mantine/core'
import { IconMailCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { HandedOut, Person } from '../../../core/api/identity.ts'
import { useFormat } from '../../i18n/format.ts'
import { CopyField } from '../../ui/CopyField.tsx'
import { Notice } from '../../ui/Notice.tsx'

interface Props {
  to: Person | undefined
  link: HandedOut | undefined
  onClose: () => void
}

/** A link that was made for somebody: mailed, or here to be handed on. */
export function LinkDialog({ to, link, onClose }: Props) {
  const { t } = useTranslation('admin')
  const { dateTime } = useFormat()
  if (!to || !link) return null
  const params = { email: to.email, date: dateTime(link.expiresAt) }
  return (
    <Modal opened onClose={onClose} title={t('people.sent.titleLink')} size={520} centered>
      {link.isMailed && (
        <Notice tone="success" icon={IconMailCheck}>
          {t('people.sent.mailedTo', params)}
        </Notice>
      )}
      {link.link && (
        <>
          {!link.isMailed && (
            <Text size="md" c="dimmed" mb="md">
              {t('people.sent.handOn', params)}
            </Text>
          )}
          <CopyField
            label={t('people.sent.link')}
            value={link.link}
            words={{ copy: t('copy'), copied: t('copied') }}
            autoFocus
          />
        </>
      )}
      <Group justify="flex-end" mt="lg">
        <Button onClick={onClose}>{t('done')}</Button>
      </Group>
    </Modal>
  )
}
