import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { currencies } from '../../../../../shared/currencies.ts'
import type { Money } from '../../../../../shared/fields.ts'
import { minorDigits, parseAmount } from '../../../../../shared/money.ts'
import { formatNumber, scaledToDecimal } from '../../../../../shared/numbers.ts'
import { useFormat } from '../../../i18n/format.ts'
import styles from '../fields.module.css'
import type { InputProps, ViewProps } from '../types.ts'
import { TypedInput } from './typed.tsx'

const usual = ['TRY', 'USD', 'EUR', 'GBP']
const offered = [...usual, ...[...currencies.keys()].filter(code => !usual.includes(code)).sort()]

/** The figure stands out, its currency stands back. */
export function MoneyView({ value }: ViewProps<Money>) {
  const { before, figure, after } = moneyParts(useFormat().money(value))
  return (
    <span className={styles.figure}>
      {before && <span className={styles.quiet}>{before}</span>}
      {figure}
      {after && <span className={styles.quiet}>{after}</span>}
    </span>
  )
}

/** An amount as it is written, and what stands before and behind its figure. */
export function moneyParts(text: string): { before: string; figure: string; after: string } {
  const [, before = '', figure = text, after = ''] = /^([^\d-]*)(-?[\d.,\u00a0\u202f ]*\d)(.*)$/.exec(text) ?? []
  return { before, figure, after }
}

export function MoneyInput({ onChange, ...props }: InputProps) {
  const { t } = useTranslation('records')
  const { language } = useFormat()
  const held = isMoney(props.value) ? props.value : undefined
  const currency = held?.currency ?? currencyOf(props.value)
  const digits = minorDigits(currency)
  return (
    <div className={styles.money}>
      <TypedInput
        {...props}
        value={held ?? (isTyped(props.value) ? props.value.typed : props.value)}
        parse={text => {
          const amount = parseAmount(text, currency, language)
          return amount === null ? null : { amount, currency }
        }}
        format={value =>
          isMoney(value) ? formatNumber(scaledToDecimal(value.amount, digits), language, [digits, digits]) : ''
        }
        onChange={value => onChange(typeof value === 'string' ? { typed: value, currency } : value)}
        input={{ inputMode: 'decimal', classNames: { input: styles.figureInput ?? '' } }}
      />
      <NativeSelect
        aria-label={t('fields.currency')}
        value={currency}
        data={offered}
        onChange={event => {
          const next = event.currentTarget.value
          if (held) onChange({ amount: rescaled(held.amount, digits, minorDigits(next)), currency: next })
          else onChange(props.value === undefined ? undefined : { typed: typedOf(props.value), currency: next })
        }}
        size="sm"
        w={84}
      />
    </div>
  )
}

const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'amount' in value && typeof value.amount === 'number'
/** What was typed and is no amount, with its currency; refused as `badMoney` when it is saved. */
const isTyped = (value: unknown): value is { typed: string; currency: string } =>
  typeof value === 'object' && value !== null && 'typed' in value
const typedOf = (value: unknown): string => (isTyped(value) ? value.typed : '')
const currencyOf = (value: unknown): string => (isTyped(value) ? value.currency : 'TRY')
/** The same figure in a currency with more or fewer digits. */
const rescaled = (amount: number, from: number, to: number): number => Math.round(amount * 10 ** (to - from))
