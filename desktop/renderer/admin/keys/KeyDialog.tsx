import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { KeyForm } from './KeyForm.tsx'
import { type MadeKey, ShownKey } from './ShownKey.tsx'

interface Props {
  isOpen: boolean
  onClose: () => void
  onCreated: () => void
}

/** First what the key is for, then the key itself, once; closing asks while it has not been copied. */
export function KeyDialog({ isOpen, onClose, onCreated }: Props) {
  const { t } = useTranslation('admin')
  const [made, setMade] = useState<MadeKey>()
  const [isCopied, setCopied] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const leave = () => {
    setLeaving(false)
    setMade(undefined)
    setCopied(false)
    onClose()
  }
  const close = () => (made && !isCopied ? setLeaving(true) : leave())
  return (
    <>
      <Modal
        opened={isOpen}
        onClose={close}
        title={made ? t('keys.shown.title', { name: made.name }) : t('keys.form.title')}
        size={made ? 620 : 480}
        closeOnClickOutside={!made}
        centered
      >
        {made ? (
          <ShownKey made={made} onCopied={() => setCopied(true)} onClose={leave} />
        ) : (
          <KeyForm
            onClose={close}
            onMade={key => {
              setMade(key)
              onCreated()
            }}
          />
        )}
      </Modal>
      {/* There only while it asks: else the key that brings it would close it again at once. */}
      {isLeaving && (
        <ConfirmDialog
          isOpen
          title={t('keys.shown.leaveAsk')}
          cancelLabel={t('keys.shown.stay')}
          onCancel={() => setLeaving(false)}
          confirm={{ label: t('keys.shown.leave'), isDangerous: true, onConfirm: leave }}
        >
          {t('keys.shown.leaveHint')}
        </ConfirmDialog>
      )}
    </>
  )
}
