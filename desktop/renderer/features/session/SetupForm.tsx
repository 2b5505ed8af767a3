import { Button, Select, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useLanguage } from '../../i18n/format.ts'
import { byFoldedLabel } from '../../records/fields/optionFilter.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { FormErrors } from '../../ui/FormErrors.tsx'
import { useSearchedSelect } from '../../ui/useSearchedSelect.ts'
import { forgetTyped, useTypedForm } from '../../ui/useTypedForm.ts'
import { CodeHelp } from './CodeHelp.tsx'
import styles from './door.module.css'
import { isEmail } from './isEmail.ts'
import { NewPassword, usePasswordCheck } from './NewPassword.tsx'
import { useDoorWords } from './useDoorWords.ts'

export interface Made {
  recoveryCode: string
  company: string
  email: string
  password: string
}

const draft = 'door.setup'
/** The server's names of fields to the form's. */
const fieldNames: Record<string, string> = {
  code: 'code',
  'company.name': 'company',
  'company.zone': 'zone',
  zone: 'zone',
  'admin.name': 'name',
  name: 'name',
  'admin.email': 'email',
  email: 'email',
  'admin.password': 'password',
  password: 'password',
}

export function SetupForm({ server, onMade }: { server: string; onMade: (made: Made) => void }) {
  const { t } = useTranslation('session')
  const words = useDoorWords()
  const { fieldError } = useErrorText()
  const language = useLanguage()
  const passwordCheck = usePasswordCheck()
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), [])
  const [create, { error }] = useAction('setup.company')
  const form = useTypedForm({
    initial: { code: '', company: '', zone: ownZone(zones), name: '', email: '', password: '', again: '' },
    check: values => ({
      code: values.code.trim() === '' ? t('setup.codeMissing') : undefined,
      company: values.company.trim() === '' ? t('setup.companyMissing') : undefined,
      zone: values.zone === '' ? t('setup.zoneMissing') : undefined,
      name: values.name.trim() === '' ? t('form.nameMissing') : undefined,
      email: isEmail(values.email) ? undefined : values.email.trim() === '' ? t('emailMissing') : t('form.badEmail'),
      ...passwordCheck(values, [values.name, values.email]),
    }),
    keep: { key: draft, fields: ['company', 'zone', 'name', 'email'] },
  })
  const submit = form.onSubmit(async ({ code, company, zone, name, email, password }) => {
    const answer = await create({
      server,
      code: code.trim(),
      company: { name: company.trim(), zone },
      admin: { name: name.trim(), email: email.trim(), password },
      language,
    })
    if (answer.ok) {
      forgetTyped(draft)
      return onMade({ ...answer.value, company: company.trim(), email: email.trim(), password })
    }
    const { params, fields = {} } = answer.error
    if (params?.['reason'] === 'setupCode') return form.refuse({ code: words(answer.error) })
    form.refuse(
      Object.fromEntries(
        Object.entries(fields).flatMap(([name, said]) => {
          const own = fieldNames[name]
          return own ? [[own, fieldError(said)]] : []
        }),
      ),
    )
  })
  const searchedZone = useSearchedSelect()
  const labels = {
    code: t('setup.code'),
    company: t('setup.company'),
    zone: t('setup.zone'),
    name: t('setup.name'),
    email: t('setup.email'),
    password: t('password'),
    again: t('newPassword.again'),
  }
  const isAboutField = error?.params?.['reason'] === 'setupCode' || Object.keys(error?.fields ?? {}).some(known)
  return (
    <form className={styles.form} onSubmit={submit} onKeyDownCapture={onSaveKeys(() => submit())} noValidate>
      <FormErrors
        form={form}
        labels={labels}
        summary={count => t('form.errors', { count })}
        problem={error && !isAboutField ? words(error) : undefined}
      />
      <TextInput
        {...form.input('code')}
        size="md"
        label={labels.code}
        description={t('setup.codeHint')}
        autoComplete="off"
        spellCheck={false}
        autoFocus
      />
      <CodeHelp />
      <fieldset className={styles.section}>
        <legend className={styles.sectionTitle}>{t('setup.sectionCompany')}</legend>
        <TextInput
          {...form.input('company')}
          size="md"
          label={labels.company}
          description={t('setup.companyHint')}
          autoComplete="organization"
          maxLength={200}
        />
        <Select
          id={form.input('zone').id}
          size="md"
          label={labels.zone}
          description={t('setup.zoneHint')}
          data={zones}
          value={form.values.zone || null}
          error={form.errors.zone}
          {...searchedZone}
          filter={byFoldedLabel}
          limit={50}
          onChange={value => form.set('zone', value ?? '')}
        />
      </fieldset>
      <fieldset className={styles.section}>
        <legend className={styles.sectionTitle}>{t('setup.sectionAdmin')}</legend>
        <TextInput {...form.input('name')} size="md" label={labels.name} autoComplete="name" maxLength={120} />
        <TextInput
          {...form.input('email')}
          type="email"
          size="md"
          label={labels.email}
          autoComplete="username"
          maxLength={254}
        />
        <NewPassword isFirst form={form} own={[form.values.name, form.values.email]} />
      </fieldset>
      <Button type="submit" size="md" fullWidth loading={form.isBusy} loaderProps={{ type: 'dots' }}>
        {t('setup.submit')}
      </Button>
    </form>
  )
}

const known = (name: string): boolean => Object.hasOwn(fieldNames, name)

/** This machine's zone, where the list has it; Istanbul is what the product is made for. */
function ownZone(zones: readonly string[]): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  return zones.includes(own) && own !== 'UTC' ? own : 'Europe/Istanbul'
}
