import { Button, Group, Modal, PasswordInput, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction, useSession } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { useTypedForm } from '../../ui/useTypedForm.ts'
import { RecoveryCode } from '../session/RecoveryCode.tsx'
import { useDoorWords } from '../session/useDoorWords.ts'
import styles from './account.module.css'
import { Section } from './Section.tsx'

export function RecoverySection({ changedAt, onChanged }: { changedAt: string | undefined; onChanged: () => void }) {
  const { t } = useTranslation('account')
  const { dateTime } = useFormat()
  const session = useSession()
  const [isOpen, setOpen] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const [code, setCode] = useState<string>()
  const close = () => {
    setOpen(false)
    setLeaving(false)
    setCode(undefined)
  }
  return (
    <Section title={t('recovery.title')} hint={t('recovery.hint')}>
      <div className={styles.line}>
        <p className={styles.quiet}>{changedAt && t('recovery.changed', { date: dateTime(changedAt) })}</p>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('recovery.open')}
        </Button>
      </div>
      <Modal
        opened={isOpen}
        onClose={() => (code ? setLeaving(true) : close())}
        title={t('recovery.ask')}
        size={480}
        closeOnClickOutside={!code}
        centered
      >
        {code ? (
          <RecoveryCode
            code={code}
            email={session?.user?.email ?? ''}
            server={session?.server ?? ''}
            submit={{
              label: t('recovery.submitDone'),
              run: () => {
                close()
                toast({ message: t('recovery.done') })
              },
            }}
          />
        ) : (
          <AskForm
            onClose={close}
            onCode={next => {
              setCode(next)
              onChanged()
            }}
          />
        )}
      </Modal>
      {/* There only while it asks: else the key that brings it would close it again at once. */}
      {isLeaving && (
        <ConfirmDialog
          isOpen
          title={t('recovery.notKept')}
          cancelLabel={t('recovery.stay')}
          onCancel={() => setLeaving(false)}
          confirm={{ label: t('recovery.leave'), isDangerous: true, onConfirm: close }}
        >
          {t('recovery.notKeptHint')}
        </ConfirmDialog>
      )}
    </Section>
  )
}

function AskForm({ onClose, onCode }: { onClose: () => void; onCode: (code: string) => void }) {
  const { t } = useTranslation(['account', 'app', 'session'])
  const words = useDoorWords()
  const [renew] = useAction('account.newRecoveryCode')
  const form = useTypedForm({
    initial: { password: '' },
    check: ({ password }) => ({ password: password === '' ? t('account:password.nowMissing') : undefined }),
  })
  const submit = form.onSubmit(async ({ password }) => {
    const answer = await renew({ password })
    if (answer.ok) return onCode(answer.value.recoveryCode)
    form.refuse({
      password: answer.error.code === 'auth.failed' ? t('account:password.nowWrong') : words(answer.error),
    })
  })
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Text size="md" c="dimmed">
        {t('account:recovery.askHint')}
      </Text>
      <PasswordInput
        {...form.input('password')}
        data-autofocus
        label={t('account:password.now')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('session:showPassword'), tabIndex: 0 }}
      />
      <Group gap="xs" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('app:actions.cancel')}
        </Button>
        <Button type="submit" loading={form.isBusy}>
          {t('account:recovery.submit')}
        </Button>
      </Group>
    </form>
  )
}
