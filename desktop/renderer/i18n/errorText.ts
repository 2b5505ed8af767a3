import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ErrorBody, ErrorCode, FieldErrors } from '../../../shared/errors.ts'

type Words = TFunction<['errors', 'app']>

/** What happened, what is safe and what to do, in the reader's language. Some codes say their own reason. */
export function errorText(t: Words, error: ErrorBody): string {
  const reason = error.params?.['reason']
  const namespace = reasons[error.code]
  if (reason !== undefined && namespace) {
    const known = t(`errors:${namespace}.${String(reason)}` as never, { ...error.params, defaultValue: '' }) as string
    if (known) return known
  }
  if (reason !== undefined && lineCodes.has(error.code)) {
    const what = t(`problems:reasons.${String(reason)}.what` as never, { defaultValue: '' }) as string
    if (what) return `${what} ${t(`problems:reasons.${String(reason)}.todo` as never) as string}`
  }
  return t(`errors:${error.code}` as never, { ...error.params, defaultValue: t('errors:internal') }) as string
}

/** These say why there is no line, where it is known. */
const lineCodes: ReadonlySet<ErrorCode> = new Set(['network.offline', 'server.unavailable'])

const reasons: Partial<Record<ErrorCode, string>> = {
  'command.refused': 'commandReasons',
  'permission.denied': 'deniedReasons',
  'record.exists': 'commandReasons',
  'auth.failed': 'authReasons',
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
  const { t } = useTranslation(['errors', 'app', 'problems'])
  return {
    error: (body: ErrorBody) => errorText(t, body),
    fieldError: (body: FieldErrors[string]) => fieldErrorText(t, body),
  }
}
