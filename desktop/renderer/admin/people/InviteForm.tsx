import { Select, Text, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { asAppError } from '../../../../shared/errors.ts'
import type { Person } from '../../../core/api/identity.ts'
import { useCore } from '../../data/hooks.ts'
import { useLanguage } from '../../i18n/format.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { FormActions } from '../../ui/FormActions.tsx'
import { FormErrors } from '../../ui/FormErrors.tsx'
import { forgetTyped, useTypedForm } from '../../ui/useTypedForm.ts'
import { useOptions } from '../useTitleOf.ts'
import { type Addressee, maxAddressees, readAddresses } from './addresses.ts'
import type { Invited } from './InvitedList.tsx'
import styles from './people.module.css'

interface Props {
  known: readonly Person[]
  colleague?: Person | undefined
  onClose: () => void
  onInvited: (invited: Invited[]) => void
}

const draft = 'people.invite'

/** Addresses, the role and the team. What is typed is there again when the dialog is opened the next time. */
export function InviteForm({ known, colleague, onClose, onInvited }: Props) {
  const { t } = useTranslation(['admin', 'records'])
  const core = useCore()
  const language = useLanguage()
  const roles = useOptions('role')
  const teams = useOptions('team')
  const wrongIn = (emails: string): string | undefined => {
    const { people, wrong } = readAddresses(emails)
    if (wrong.length > 0)
      return t('admin:people.form.emailsWrong', { count: wrong.length, list: wrong.slice(0, 3).join(', ') })
    const twice = people.filter(({ email }) => known.some(one => one.email.toLowerCase() === email.toLowerCase()))
    if (twice.length > 0)
      return t('admin:people.form.emailsKnown', { list: twice.map(({ email }) => email).join(', ') })
    if (people.length > maxAddressees) return t('admin:people.form.emailsMany', { max: maxAddressees })
    return people.length === 0 ? t('admin:people.form.emailsMissing') : undefined
  }
  const form = useTypedForm({
    initial: { emails: colleague?.email ?? '', role: colleague?.role ?? '', team: colleague?.team ?? '' },
    check: ({ emails, role }) => ({
      emails: wrongIn(emails),
      role: role === '' ? t('admin:people.form.roleMissing') : undefined,
    }),
    ...(colleague ? {} : { keep: { key: draft, fields: ['emails', 'role', 'team'] as const } }),
  })
  const { people } = readAddresses(form.values.emails)
  const submit = form.onSubmit(async ({ role, team }) => {
    const invite = async ({ email, name }: Addressee): Promise<Invited> => {
      const own = colleague ? { user: colleague.user, name: colleague.name } : { name }
      try {
        const args = { email, role, language, ...own, ...(team === '' ? {} : { team }) }
        return { email, answer: await core.call('people.invite', args) }
      } catch (thrown) {
        return { email, error: asAppError(thrown).toBody() }
      }
    }
    const invited: Invited[] = []
    // One after the other: a server that turns the first away is not asked fifty times at once.
    for (const person of people) invited.push(await invite(person))
    const failed = invited.filter(({ error }) => error)
    if (failed.length === 0) forgetTyped(draft)
    else form.set('emails', failed.map(({ email }) => email).join('\n'))
    onInvited(invited)
  })
  const labels = {
    emails: t('admin:people.form.emails'),
    role: t('admin:people.form.role'),
    team: t('admin:people.form.team'),
  }
  return (
    <form className={styles.form} onSubmit={submit} onKeyDownCapture={onSaveKeys(() => submit())} noValidate>
      <Text size="md" c="dimmed">
        {t('admin:people.form.hint')}
      </Text>
      <FormErrors form={form} labels={labels} summary={count => t('records:form.errors', { count })} />
      <Textarea
        {...form.input('emails')}
        data-autofocus
        label={labels.emails}
        description={t('admin:people.form.emailsHint')}
        autosize
        minRows={2}
        maxRows={8}
        readOnly={colleague !== undefined}
        spellCheck={false}
      />
      <div className={styles.pair}>
        <Select
          id={form.input('role').id}
          label={labels.role}
          placeholder={t('admin:people.form.rolePick')}
          description={t('admin:people.form.roleHint')}
          data={roles}
          value={form.values.role || null}
          error={form.errors.role}
          onChange={value => form.set('role', value ?? '')}
        />
        <Select
          id={form.input('team').id}
          label={labels.team}
          placeholder={t('admin:people.noTeam')}
          data={teams}
          value={form.values.team || null}
          clearable
          onChange={value => form.set('team', value ?? '')}
        />
      </div>
      <FormActions
        submit={t('admin:people.form.submit', { count: Math.max(1, people.length) })}
        isBusy={form.isBusy}
        onCancel={onClose}
        mt="xs"
      />
    </form>
  )
}
