import { TextInput } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field } from '../../../../../shared/fields.ts'
import { FieldInput } from '../../fields/FieldInput.tsx'
import type { EditorProps } from './FilterEditor.tsx'
import styles from './filters.module.css'
import { fromFilter, inOrder, type Scalar, toFilter, valuesIn } from './filterValue.ts'

/** Words that a text is, contains or begins with. The list follows the typing. */
export function TextValue({ filter, shown, onChange, onDone }: EditorProps) {
  const { t } = useTranslation('records')
  const [typed, setTyped] = useState(String(valuesIn(filter)[0] ?? ''))
  const latest = useRef({ filter, onChange })
  useEffect(() => {
    latest.current = { filter, onChange }
  })
  const { kind } = shown.field
  useEffect(() => {
    const timer = setTimeout(() => {
      const { field, op, value: held } = latest.current.filter
      const value = toFilter(kind, typed)
      if (String(value ?? '') === String(Array.isArray(held) ? (held[0] ?? '') : (held ?? ''))) return
      latest.current.onChange({ field, op, ...(value === undefined ? {} : { value: op === 'in' ? [value] : value }) })
    }, 120)
    return () => clearTimeout(timer)
  }, [typed, kind])
  return (
    <TextInput
      size="sm"
      aria-label={t('filters.value', { field: shown.label })}
      placeholder={t('filters.typeValue')}
      value={typed}
      onChange={event => setTyped(event.currentTarget.value)}
      onKeyDown={event => event.key === 'Enter' && setTimeout(onDone, 130)}
      data-autofocus
    />
  )
}

/** One figure or day. */
export function SingleValue({ filter, shown, onChange, onDone }: EditorProps) {
  const { t } = useTranslation('records')
  return (
    <OneValue
      field={shown.field}
      label={t('filters.value', { field: shown.label })}
      value={valuesIn(filter)[0]}
      onChange={value => onChange({ field: filter.field, op: filter.op, ...(value === undefined ? {} : { value }) })}
      onDone={onDone}
      autoFocus
    />
  )
}

/** From and to, both included; counts as a filter once both are there. */
export function BetweenValue({ filter, shown, onChange, onDone }: EditorProps) {
  const { t } = useTranslation('records')
  const [from, to] = valuesIn(filter)
  const [pair, setPair] = useState<[Scalar | undefined, Scalar | undefined]>([from, to])
  const put = (next: [Scalar | undefined, Scalar | undefined]) => {
    setPair(next)
    const [low, high] = next
    const isWhole = low !== undefined && high !== undefined
    onChange({ field: filter.field, op: filter.op, ...(isWhole ? { value: inOrder(low, high) } : {}) })
  }
  const common = { field: shown.field, onDone }
  const isDay = shown.field.kind === 'date' || shown.field.kind === 'dateTime'
  const [first, last] = isDay ? (['since', 'until'] as const) : (['from', 'to'] as const)
  return (
    <div className={styles.between}>
      <OneValue {...common} label={t(`filters.${first}`)} value={pair[0]} onChange={v => put([v, pair[1]])} autoFocus />
      <OneValue {...common} label={t(`filters.${last}`)} value={pair[1]} onChange={v => put([pair[0], v])} />
    </div>
  )
}

interface OneProps {
  field: Field
  label: string
  value: Scalar | undefined
  onChange: (value: Scalar | undefined) => void
  onDone: () => void
  autoFocus?: boolean
}

/** An input of the field's kind; what is not a value yet is kept here and filters nothing. */
function OneValue({ field, label, value, onChange, onDone, autoFocus }: OneProps) {
  const id = useId()
  const [typed, setTyped] = useState<unknown>(value === undefined ? undefined : fromFilter(field.kind, value))
  // A day is asked for, also of instants.
  const input: Field = field.kind === 'dateTime' ? { ...field, kind: 'date' } : field
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter in its input closes the editor
    <div onKeyDown={event => event.key === 'Enter' && onDone()}>
      <label className={styles.valueLabel} htmlFor={id}>
        {label}
      </label>
      <FieldInput
        id={id}
        field={input}
        value={typed}
        onChange={next => {
          setTyped(next)
          onChange(toFilter(field.kind, next))
        }}
        isInvalid={false}
        describedBy={undefined}
        autoFocus={autoFocus}
      />
    </div>
  )
}
