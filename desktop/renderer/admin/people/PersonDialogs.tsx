import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey, HandedOut, Person } from '../../../core/api/identity.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useAction } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { DeactivateDialog } from './DeactivateDialog.tsx'
import { EditPersonDialog } from './EditPersonDialog.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { LinkDialog } from './LinkDialog.tsx'

/** What is to be done about whom. */
export interface Deed {
  what: 'edit' | 'resend' | 'copyLink' | 'withdraw' | 'reset' | 'deactivate' | 'activate' | 'invite'
  person: Person
}

interface Props {
  deed: Deed | undefined
  onClose: () => void
  /** The list looks different now. */
  onDone: () => void
}

/** The question, the form or the answer that belongs to a deed; what needs none is done at once. */
export function PersonDialogs({ deed, onClose, onDone }: Props) {
  const { t } = useTranslation(['admin', 'app'])
  const { error } = useErrorText()
  const undo = useUndo()
  const [resend] = useAction('people.resend')
  const [withdraw, withdrawing] = useAction('people.withdraw')
  const [resetLink, resetting] = useAction('people.resetLink')
  const [setActive, settingActive] = useAction('people.setActive')
  const [revoke, revoking] = useAction('keys.revoke')
  const [handedOut, setHandedOut] = useState<{ to: Person; link: HandedOut }>()
  const person = deed?.person
  const failed = (problem: Parameters<typeof error>[0]) => toast({ message: error(problem), tone: 'problem' })

  const send = async (to: Person, by: 'mail' | 'copy') => {
    if (!to.invitation) return
    const answer = await resend({ invitation: to.invitation, by })
    if (!answer.ok) return failed(answer.error)
    onDone()
    if (answer.value.link) setHandedOut({ to, link: answer.value })
    else toast({ message: t('admin:people.resent', { email: to.email }) })
  }
  const activate = async (who: Person, isActive: boolean, keys: readonly ApiKey[] = []) => {
    if (!who.user) return
    const answer = await setActive({ user: who.user, isActive })
    if (!answer.ok) return failed(answer.error)
    for (const { id } of keys) {
      const ended = await revoke({ id })
      // One that somebody else has revoked meanwhile is no problem.
      if (!ended.ok && ended.error.code !== 'record.notFound') failed(ended.error)
    }
    onClose()
    onDone()
    const name = who.name || who.email
    undo.done(
      isActive ? t('admin:people.activated', { name }) : t('admin:people.deactivated', { name }),
      answer.value.operation,
    )
  }
  // What asks nothing back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each deed
  useEffect(() => {
    if (!deed) return
    const direct = { resend: 'mail', copyLink: 'copy' } as const
    if (deed.what === 'resend' || deed.what === 'copyLink') {
      onClose()
      void send(deed.person, direct[deed.what])
    }
    if (deed.what === 'activate') {
      onClose()
      void activate(deed.person, true)
    }
  }, [deed])

  return (
    <>
      <DeactivateDialog
        person={deed?.what === 'deactivate' ? person : undefined}
        isBusy={settingActive.isBusy || revoking.isBusy}
        onClose={onClose}
        onConfirm={(who, keys) => void activate(who, false, keys)}
      />
      <ConfirmDialog
        isOpen={deed?.what === 'withdraw'}
        title={t('admin:people.withdrawAsk')}
        cancelLabel={t('app:actions.cancel')}
        onCancel={onClose}
        confirm={{
          label: t('admin:people.actions.withdraw'),
          isDangerous: true,
          isBusy: withdrawing.isBusy,
          onConfirm: async () => {
            if (!person?.invitation) return
            const answer = await withdraw({ invitation: person.invitation })
            onClose()
            if (!answer.ok) return failed(answer.error)
            onDone()
            toast({ message: t('admin:people.withdrawn', { email: person.email }) })
          },
        }}
      >
        {t('admin:people.withdrawHint', { email: person?.email ?? '' })}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={deed?.what === 'reset'}
        title={t('admin:people.resetAsk', { name: person?.name ?? '' })}
        cancelLabel={t('app:actions.cancel')}
        onCancel={onClose}
        confirm={{
          label: t('admin:people.resetSubmit'),
          isBusy: resetting.isBusy,
          onConfirm: async () => {
            if (!person?.user) return
            const answer = await resetLink({ user: person.user })
            onClose()
            if (!answer.ok) return failed(answer.error)
            onDone()
            setHandedOut({ to: person, link: answer.value })
          },
        }}
      >
        <p>{t('admin:people.resetHint')}</p>
        <p>{t('admin:people.resetVault')}</p>
      </ConfirmDialog>
      <EditPersonDialog person={deed?.what === 'edit' ? person : undefined} onClose={onClose} onDone={onDone} />
      <InviteDialog
        isOpen={deed?.what === 'invite'}
        colleague={deed?.what === 'invite' ? person : undefined}
        known={[]}
        onClose={onClose}
        onInvited={onDone}
      />
      <LinkDialog to={handedOut?.to} link={handedOut?.link} onClose={() => setHandedOut(undefined)} />
    </>
  )
}
