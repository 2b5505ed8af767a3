import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../core/api/identity.ts'
import { type Invited, InvitedList } from './InvitedList.tsx'
import { InviteForm } from './InviteForm.tsx'

interface Props {
  isOpen: boolean
  /** Who is in the list already. */
  known: readonly Person[]
  /** A colleague whose record is there and who has no account. */
  colleague?: Person | undefined
  onClose: () => void
  onInvited: () => void
}

/** First whom to invite and as what, then what has become of each invitation. */
export function InviteDialog({ isOpen, known, colleague, onClose, onInvited }: Props) {
  const { t } = useTranslation('admin')
  const [invited, setInvited] = useState<Invited[]>()
  const close = () => {
    onClose()
    setInvited(undefined)
  }
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={invited ? t('people.sent.title') : t('people.form.title')}
      size={560}
      // Links are shown once: a click beside the dialog must not lose them.
      closeOnClickOutside={!invited}
      centered
    >
      {invited ? (
        <InvitedList invited={invited} onClose={close} />
      ) : (
        <InviteForm
          known={known}
          colleague={colleague}
          onClose={close}
          onInvited={answers => {
            setInvited(answers)
            onInvited()
          }}
        />
      )}
    </Modal>
  )
}
