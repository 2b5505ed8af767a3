import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { checkTaxId, normalizeTaxId } from '../../../../../shared/taxId.ts'
import { CopyButton } from '../CopyButton.tsx'
import styles from '../fields.module.css'
import type { InputProps, ViewProps } from '../types.ts'
import { TypedInput } from './typed.tsx'

export function TaxNumberView({ value, place }: ViewProps<string>) {
  const { t } = useTranslation('records')
  if (place !== 'detail') return <span className="numbers">{value}</span>
  const { kind, state } = checkTaxId(value)
  return (
    <span className={styles.withCopy}>
      <span className="numbers">{value}</span>
      <span className={styles.quiet}>{kind}</span>
      {state === 'placeholder' && (
        <span className={styles.hint} data-tone="warning">
          <IconAlertTriangle size={15} stroke={1.5} aria-hidden />
          {t('fields.taxNumber.placeholder')}
        </span>
      )}
      <CopyButton text={value} label={t('fields.copyTaxNumber')} />
    </span>
  )
}

/** Says while it is typed how many digits are missing and whether the check digits fit. */
export function TaxNumberInput(props: InputProps) {
  const { t } = useTranslation('records')
  const typed = typeof props.value === 'string' ? props.value : ''
  const state = hintFor(typed)
  return (
    <div>
      <TypedInput
        {...props}
        parse={text => normalizeTaxId(text) || null}
        format={value => (typeof value === 'string' ? value : '')}
        input={{ inputMode: 'numeric', maxLength: 20, classNames: { input: 'numbers' } }}
      />
      {state && !props.isInvalid && (
        <span className={styles.hint} data-tone={state.tone} role="status">
          {state.tone === 'good' && <IconCheck size={15} stroke={1.75} aria-hidden />}
          {state.tone === 'warning' && <IconAlertTriangle size={15} stroke={1.5} aria-hidden />}
          {t(`fields.taxNumber.${state.says}`, { count: state.digits })}
        </span>
      )}
    </div>
  )
}

type Says = 'counting' | 'validVkn' | 'validTckn' | 'placeholder' | 'wrong'

function hintFor(typed: string): { tone: 'quiet' | 'good' | 'warning'; says: Says; digits: number } | undefined {
  const number = normalizeTaxId(typed)
  const digits = number.length
  if (digits === 0) return undefined
  const { kind, state } = checkTaxId(number)
  if (state === 'placeholder') return { tone: 'warning', says: 'placeholder', digits }
  if (state === 'valid') return { tone: 'good', says: kind === 'VKN' ? 'validVkn' : 'validTckn', digits }
  return digits < 10 ? { tone: 'quiet', says: 'counting', digits } : { tone: 'warning', says: 'wrong', digits }
}
