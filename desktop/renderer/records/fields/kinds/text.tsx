import { Textarea, TextInput } from '@mantine/core'
import styles from '../fields.module.css'
import type { InputProps, ViewProps } from '../types.ts'

export function TextView({ value, place }: ViewProps<string>) {
  return place === 'cell' ? value : <span className={styles.wrap}>{value}</span>
}

export function LongTextView({ value }: ViewProps<string>) {
  return <span className={styles.prose}>{value}</span>
}

/** One line of text. Blanks at the ends go when it is saved. */
export function PlainInput({ id, field, value, onChange, onBlur, isInvalid, describedBy, ...rest }: InputProps) {
  return (
    <TextInput
      id={id}
      value={textOf(value)}
      onChange={event => onChange(orNothing(event.currentTarget.value))}
      onBlur={onBlur}
      error={isInvalid}
      aria-describedby={describedBy}
      aria-required={rest.isRequired}
      autoFocus={rest.autoFocus}
      maxLength={field.max ? field.max + 50 : undefined}
      autoComplete="off"
      size="sm"
    />
  )
}

export function LongTextInput({ id, value, onChange, onBlur, isInvalid, describedBy, ...rest }: InputProps) {
  return (
    <Textarea
      id={id}
      value={textOf(value)}
      onChange={event => onChange(orNothing(event.currentTarget.value))}
      onBlur={onBlur}
      error={isInvalid}
      aria-describedby={describedBy}
      aria-required={rest.isRequired}
      autoFocus={rest.autoFocus}
      autosize
      minRows={3}
      maxRows={14}
      size="sm"
    />
  )
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
/** What is left empty is not set: nothing is stored as ''. */
export const orNothing = (text: string): string | undefined => (text === '' ? undefined : text)
