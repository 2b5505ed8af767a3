import { Input, Modal, Stack, Text } from '@mantine/core'
import { type SyntheticEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldErrors } from '../../../../shared/errors.ts'
import { cleanChanges } from '../../../../shared/validate.ts'
import type { RefusedItem } from '../../../core/api/functions.ts'
import { useAction, useKinds } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFieldLabel } from '../../i18n/useFieldLabel.ts'
import { FieldInput } from '../../records/fields/FieldInput.tsx'
import { everywhere } from '../../records/fields/shownFields.ts'
import { FormActions } from '../../ui/FormActions.tsx'
import { toast } from '../../ui/toast.tsx'
import { isMendable, refusedFields } from './refusedFields.ts'

interface Props {
  item: RefusedItem
  onClose: () => void
  onSent: () => void
}

/** The refused fields with what was typed in them, to be put right and sent again together with what rests on them. */
export function MendDialog({ item, onClose, onSent }: Props) {
  const { t } = useTranslation('sync')
  const { kind, fields } = refusedFields(useKinds(), item)
  const words = useErrorText()
  const label = useFieldLabel(kind)
  const formId = useId()
  const [typed, setTyped] = useState<Record<string, unknown>>({})
  const [errors, setErrors] = useState<FieldErrors>(item.error.fields ?? {})
  const [mend, { isBusy }] = useAction('refused.mend')
  const canMend = kind !== undefined && isMendable(item, fields)

  const send = async (event: SyntheticEvent) => {
    event.preventDefault()
    const cleaned = kind ? cleanChanges(kind, typed) : { values: {}, errors: undefined }
    setErrors(cleaned.errors ?? {})
    if (cleaned.errors) return
    const answer = await mend({ entry: item.entry, set: cleaned.values })
    if (answer.ok) {
      toast({ message: t('refusedList.sent') })
      onSent()
    } else if (answer.error.fields) setErrors(answer.error.fields)
    else toast({ message: words.error(answer.error), tone: 'problem' })
  }
  return (
    <Modal opened onClose={onClose} title={t(canMend ? 'refusedList.mendTitle' : 'refusedList.resend')} size={520}>
      <form onSubmit={event => void send(event)} noValidate>
        <Stack gap="md">
          <Text size="md">{words.error(item.error)}</Text>
          {canMend &&
            fields.map(({ name, field, value }, at) => {
              const error = errors[name]
              const id = `${formId}-${name}`
              return (
                <Input.Wrapper
                  key={name}
                  id={id}
                  label={label(name)}
                  error={error && words.fieldError(error)}
                  errorProps={{ id: `${id}-error` }}
                >
                  <FieldInput
                    id={id}
                    field={{ ...field, label: everywhere(label(name)) }}
                    value={name in typed ? typed[name] : value}
                    onChange={next => setTyped({ ...typed, [name]: next })}
                    isInvalid={error !== undefined}
                    describedBy={error ? `${id}-error` : undefined}
                    autoFocus={at === 0}
                  />
                </Input.Wrapper>
              )
            })}
          <FormActions submit={t('refusedList.resend')} isBusy={isBusy} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  )
}
