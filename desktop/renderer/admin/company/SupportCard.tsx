import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { supportChange, supportOf } from '../../../../shared/support.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useAction, useCall, useKinds } from '../../data/hooks.ts'
import { isEmail } from '../../features/session/isEmail.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { useRights } from '../../records/rights.ts'
import { FormActions } from '../../ui/FormActions.tsx'
import { FormErrors } from '../../ui/FormErrors.tsx'
import { useTypedForm } from '../../ui/useTypedForm.ts'
import { Card, Fact, Facts } from './Card.tsx'
import styles from './company.module.css'

/** Where "report a problem" leads, to be changed by whoever may write settings. */
export function SupportCard() {
  const { t } = useTranslation('admin')
  const rights = useRights(useKinds().require('setting'))
  const { latest: settings } = useCall('records.all', { kind: 'setting' })
  const [isOpen, setOpen] = useState(false)
  if (!settings) return null
  const address = supportOf(settings)
  return (
    <Card title={t('company.help')}>
      {isOpen ? (
        <SupportForm settings={settings} address={address ?? ''} onClose={() => setOpen(false)} />
      ) : (
        <Facts>
          <Fact name={t('company.support')}>
            <div className={styles.line}>
              {address ?? <span className={styles.quiet}>{t('company.supportNone')}</span>}
              {rights.canWrite('value') && rights.canCreate() && (
                <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
                  {t('company.supportEdit')}
                </Button>
              )}
            </div>
          </Fact>
        </Facts>
      )}
    </Card>
  )
}

interface FormProps {
  settings: ShownRecord[]
  address: string
  onClose: () => void
}

function SupportForm({ settings, address, onClose }: FormProps) {
  const { t } = useTranslation(['admin', 'records'])
  const { error: words } = useErrorText()
  const undo = useUndo()
  const [save, { error }] = useAction('records.save')
  const form = useTypedForm({
    initial: { address },
    check: values => ({
      address: values.address.trim() === '' || isEmail(values.address) ? undefined : t('admin:company.supportWrong'),
    }),
  })
  const submit = form.onSubmit(async ({ address: typed }) => {
    const change = supportChange(settings, typed)
    if (!change) return onClose()
    const answer = await save(change)
    if (!answer.ok) return
    onClose()
    const kept = typed.trim()
    const message = kept ? t('admin:company.supportSaved', { address: kept }) : t('admin:company.supportRemoved')
    undo.done(message, answer.value.operation)
  })
  const labels = { address: t('admin:company.support') }
  return (
    <form className={styles.form} onSubmit={submit} onKeyDownCapture={onSaveKeys(() => submit())} noValidate>
      {error && (
        <FormErrors
          form={form}
          labels={labels}
          summary={count => t('records:form.errors', { count })}
          problem={words(error)}
        />
      )}
      <TextInput
        {...form.input('address')}
        type="email"
        label={labels.address}
        description={t('admin:company.supportHint')}
        maxLength={254}
        autoFocus
      />
      <FormActions submit={t('admin:company.supportSave')} isBusy={form.isBusy} onCancel={onClose} />
    </form>
  )
}
