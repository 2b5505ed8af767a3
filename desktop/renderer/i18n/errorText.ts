import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ErrorBody, FieldErrors } from '../../../shared/errors.ts'

type Words = TFunction<['errors', 'app']>

/** What happened, what is safe and what to do, in the reader's language. A refused command says its own reason. */
export function errorText(t: Words, error: ErrorBody): string {
  const reason = error.code === 'command.refused' ? error.params?.['reason'] : undefined
  if (reason !== undefined) {
    const known = t(`errors:commandReasons.${String(reason)}` as never, { defaultValue: '' }) as string
    if (known) return known
  }
  return t(`errors:${error.code}` as never, { ...error.params, defaultValue: t('errors:internal') }) as string
}

/** Why a field's value is not accepted. */
export function fieldErrorText(t: Words, error: FieldErrors[string]): string {
  return t(`errors:fieldErrors.${error.reason}` as never, {
    ...error.params,
    defaultValue: t('errors:fieldErrors.badValue'),
  }) as string
}

/** `const { error, fieldError } = useErrorText()`: words for an ErrorBody and for one field's error. */
export function useErrorText() {
  const { t } = useTranslation(['errors', 'app'])
  return {
    error: (body: ErrorBody) => errorText(t, body),
    fieldError: (body: FieldErrors[string]) => fieldErrorText(t, body),
  }
}
