import { Button, TextInput } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ErrorBody } from '../../../../shared/errors.ts'
import type { ResultOf } from '../../../core/api/functions.ts'
import { useAction, useSession } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { Notice } from '../../ui/Notice.tsx'
import { toast } from '../../ui/toast.tsx'
import { forgetTyped, useTypedForm } from '../../ui/useTypedForm.ts'
import styles from './account.module.css'
import { Section } from './Section.tsx'

interface Props {
  /** Undefined while the server has not answered; name, e-mail and company are known without it. */
  account: ResultOf<'account.get'> | undefined
  error: ErrorBody | undefined
  onSaved: () => void
}

export function ProfileSection({ account, error, onSaved }: Props) {
  const { t } = useTranslation(['account', 'app'])
  const words = useErrorText()
  const session = useSession()
  const name = account?.name ?? session?.user?.name ?? ''
  return (
    <Section title={t('account:profile.title')} hint={t('account:profile.hint')}>
      <div className={styles.form}>
        {error && (
          <Notice
            tone="warning"
            icon={IconCloudOff}
            actions={
              <Button size="compact-sm" variant="default" onClick={onSaved}>
                {t('app:actions.retry')}
              </Button>
            }
          >
            {t('account:away')} {words.error(error)}
          </Notice>
        )}
        <NameForm key={`${session?.user?.id} ${name}`} name={name} onSaved={onSaved} />
        <dl className={styles.facts}>
          <div>
            <dt>{t('account:profile.email')}</dt>
            <dd>{account?.email ?? session?.user?.email}</dd>
          </div>
          <div>
            <dt>{t('account:profile.company')}</dt>
            <dd>{session?.company?.name}</dd>
          </div>
          {account && (
            <div>
              <dt>{t('account:profile.role')}</dt>
              <dd>{account.role}</dd>
            </div>
          )}
          {account?.team && (
            <div>
              <dt>{t('account:profile.team')}</dt>
              <dd>{account.team}</dd>
            </div>
          )}
        </dl>
        <p className={styles.quiet}>{t('account:profile.emailHint')}</p>
      </div>
    </Section>
  )
}

function NameForm({ name, onSaved }: { name: string; onSaved: () => void }) {
  const { t } = useTranslation('account')
  const { error: words, fieldError } = useErrorText()
  const user = useSession()?.user?.id ?? ''
  const [save] = useAction('account.save')
  const draft = `account.name.${user}`
  const form = useTypedForm({
    initial: { name },
    check: values => ({ name: values.name.trim() === '' ? t('profile.nameMissing') : undefined }),
    keep: { key: draft, fields: ['name'] },
  })
  const submit = form.onSubmit(async values => {
    const answer = await save({ name: values.name.trim() })
    if (!answer.ok) {
      const wrong = answer.error.fields?.['name']
      return form.refuse({ name: wrong ? fieldError(wrong) : words(answer.error) })
    }
    forgetTyped(draft)
    toast({ message: t('profile.saved') })
    onSaved()
  })
  return (
    <form onSubmit={submit} onKeyDownCapture={onSaveKeys(() => submit())} noValidate>
      <div className={styles.line}>
        <TextInput
          {...form.input('name')}
          label={t('profile.name')}
          autoComplete="name"
          maxLength={120}
          style={{ flex: 1 }}
        />
        <Button type="submit" mt={form.errors.name ? 0 : 22} loading={form.isBusy} disabled={!form.isDirty}>
          {t('profile.save')}
        </Button>
      </div>
    </form>
  )
}
