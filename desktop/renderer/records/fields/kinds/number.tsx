import { parsePercent } from '../../../../../shared/money.ts'
import { useFormat } from '../../../i18n/format.ts'
import styles from '../fields.module.css'
import { parseFigure } from '../parseFigure.ts'
import type { InputProps, ViewProps } from '../types.ts'
import { TypedInput } from './typed.tsx'

export function NumberView({ value, field }: ViewProps<number>) {
  const { figure, exactly } = useFormat()
  return (
    <span className={styles.figure} title={exactly(field, value)}>
      {figure(field, value)}
    </span>
  )
}

export function PercentView({ value }: ViewProps<number>) {
  return <span className={styles.figure}>{useFormat().percent(value)}</span>
}

export function NumberInput(props: InputProps) {
  const { field } = props
  const { language, number, figure } = useFormat()
  const parse = (text: string) => parseFigure(field, text, language)
  /** Rounded only where that is all there is: what stands in an input is what is kept. */
  const written = (value: number) => {
    const text = figure(field, value)
    return parse(text) === value ? text : number(value)
  }
  return (
    <TypedInput
      {...props}
      parse={parse}
      format={value => (typeof value === 'number' ? written(value) : '')}
      input={field.unit === 'minutesBefore' ? {} : figureInput}
    />
  )
}

/** Digits alone, under each other; what is written in words stands as words do. */
const figureInput = { inputMode: 'decimal', classNames: { input: styles.figureInput ?? '' } } as const

export function PercentInput(props: InputProps) {
  const { language, percent } = useFormat()
  return (
    <TypedInput
      {...props}
      parse={text => parsePercent(text, language)}
      format={value => (typeof value === 'number' ? percent(value) : '')}
      input={figureInput}
    />
  )
}
