import { parsePercent } from '../../../../../shared/money.ts'
import { parseDecimal } from '../../../../../shared/numbers.ts'
import { useFormat } from '../../../i18n/format.ts'
import styles from '../fields.module.css'
import type { InputProps, ViewProps } from '../types.ts'
import { TypedInput } from './typed.tsx'

export function NumberView({ value }: ViewProps<number>) {
  return <span className={styles.figure}>{useFormat().number(value)}</span>
}

export function PercentView({ value }: ViewProps<number>) {
  return <span className={styles.figure}>{useFormat().percent(value)}</span>
}

export function NumberInput(props: InputProps) {
  const { language, number } = useFormat()
  const parse = (text: string) => {
    const decimal = parseDecimal(text, language)
    return decimal === null ? null : Number(decimal)
  }
  return (
    <TypedInput
      {...props}
      parse={parse}
      format={value => (typeof value === 'number' ? number(value) : '')}
      input={{ inputMode: 'decimal', classNames: { input: styles.figureInput ?? '' } }}
    />
  )
}

export function PercentInput(props: InputProps) {
  const { language, percent } = useFormat()
  return (
    <TypedInput
      {...props}
      parse={text => parsePercent(text, language)}
      format={value => (typeof value === 'number' ? percent(value) : '')}
      input={{ inputMode: 'decimal', classNames: { input: styles.figureInput ?? '' } }}
    />
  )
}
