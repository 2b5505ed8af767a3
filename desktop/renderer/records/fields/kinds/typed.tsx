import { TextInput, type TextInputProps } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import type { InputProps } from '../types.ts'

interface Props extends Omit<InputProps, 'onChange'> {
  /** How a stored value is written. */
  format: (value: unknown) => string
  /** The stored value of a typed text; null when it is none, and then the text itself is kept. */
  parse: (text: string) => unknown
  onChange: (value: unknown) => void
  input?: Partial<TextInputProps>
}

/**
 * A text field over a value that is no text (an amount, a date, a phone number): while it has the focus it holds what
 * was typed, afterwards the value as it is written everywhere. What cannot be read stays as typed and is said so.
 */
export function TypedInput({
  id,
  value,
  onChange,
  onBlur,
  format,
  parse,
  isInvalid,
  describedBy,
  input,
  ...rest
}: Props) {
  const [typed, setTyped] = useState<string>()
  const shown = typed ?? (typeof value === 'string' && isUnread(value, parse) ? value : format(value))
  const settle = () => {
    setTyped(undefined)
    onBlur?.()
  }
  return (
    <TextInput
      id={id}
      value={shown}
      onFocus={event => setTyped(event.currentTarget.value)}
      onChange={event => {
        const text = event.currentTarget.value
        setTyped(text)
        onChange(text.trim() === '' ? undefined : (parse(text) ?? text))
      }}
      onBlur={settle}
      onKeyDown={(event: KeyboardEvent) => event.key === 'Enter' && setTyped(undefined)}
      error={isInvalid}
      aria-describedby={describedBy}
      aria-required={rest.isRequired}
      autoFocus={rest.autoFocus}
      // A dialog looks for it; its close button would have the focus.
      data-autofocus={rest.autoFocus || undefined}
      autoComplete="off"
      size="sm"
      {...input}
    />
  )
}

/** Text that stands where a value should: it was typed and could not be read. */
const isUnread = (text: string, parse: (text: string) => unknown): boolean => parse(text) === null
