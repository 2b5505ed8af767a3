import { CheckIcon, MultiSelect, Select } from '@mantine/core'
import { use } from 'react'
import { useTranslation } from 'react-i18next'
import { bringerOf } from '../../../../../shared/broughtChoices.ts'
import type { Choice, Field } from '../../../../../shared/fields.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useSearchedMultiSelect, useSearchedSelect } from '../../../ui/useSearchedSelect.ts'
import { BringingContext } from '../bringing.ts'
import { Chip } from '../Chip.tsx'
import styles from '../fields.module.css'
import { byFoldedLabel } from '../optionFilter.ts'
import type { InputProps, ViewProps } from '../types.ts'

export function ChoiceView({ value, field }: ViewProps<string>) {
  const { label } = useFormat()
  const choice = field.choices?.[value]
  if (!choice) return value
  return choice.color ? <Chip color={choice.color}>{label(choice.label)}</Chip> : label(choice.label)
}

export function MultiChoiceView({ value, field }: ViewProps<string[]>) {
  const { label } = useFormat()
  return (
    <span className={styles.chips}>
      {value.map(key => (
        <Chip key={key} color={field.choices?.[key]?.color ?? 'gray'}>
          {field.choices?.[key] ? label(field.choices[key].label) : key}
        </Chip>
      ))}
    </span>
  )
}

export function ChoiceInput({ id, field, value, onChange, onBlur, isInvalid, describedBy, ...rest }: InputProps) {
  const { t } = useTranslation('records')
  const { label } = useFormat()
  const bringing = use(BringingContext)
  const options = useChoiceOptions(field, value, bringing?.mayBring)
  const searched = useSearchedSelect()
  const choose = (next: string | null) => {
    const command = bringerOf(field, next)
    if (command !== undefined && next !== value) bringing?.bring(command)
    else onChange(next ?? undefined)
  }
  return (
    <Select
      id={id}
      // Names the list of options too.
      aria-label={label(field.label)}
      data={options}
      value={typeof value === 'string' ? value : null}
      onChange={choose}
      {...keepsHeld(rest.isInline, value, onChange)}
      onBlur={onBlur}
      error={isInvalid}
      aria-describedby={describedBy}
      aria-required={rest.isRequired}
      autoFocus={rest.autoFocus}
      // A dialog looks for it; its close button would have the focus.
      data-autofocus={rest.autoFocus || undefined}
      openOnFocus={rest.isInline === true}
      {...searched}
      clearable={!rest.isRequired}
      filter={byFoldedLabel}
      clearButtonProps={{ 'aria-label': t('fields.clear') }}
      nothingFoundMessage={t('fields.nothingFound')}
      placeholder={t('fields.choose')}
      renderOption={({ option, checked = false }) => (
        <Option choice={field.choices?.[option.value]} text={option.label} isHeld={checked} />
      )}
      maxDropdownHeight={300}
      size="sm"
    />
  )
}

export function MultiChoiceInput({ id, field, value, onChange, onBlur, isInvalid, describedBy, ...rest }: InputProps) {
  const { t } = useTranslation('records')
  const { label } = useFormat()
  const options = useChoiceOptions(field, value)
  const searched = useSearchedMultiSelect()
  return (
    <MultiSelect
      id={id}
      aria-label={label(field.label)}
      data={options}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={next => onChange(next.length === 0 ? undefined : next)}
      onBlur={onBlur}
      error={isInvalid}
      aria-describedby={describedBy}
      aria-required={rest.isRequired}
      autoFocus={rest.autoFocus}
      data-autofocus={rest.autoFocus || undefined}
      openOnFocus={rest.isInline === true}
      {...searched}
      hidePickedOptions
      filter={byFoldedLabel}
      nothingFoundMessage={t('fields.nothingFound')}
      size="sm"
    />
  )
}

/** Edited by itself, a field is done when its value is chosen once more; a Select says nothing of that. */
export const keepsHeld = (isInline: boolean | undefined, held: unknown, onChange: InputProps['onChange']) =>
  isInline ? { onOptionSubmit: (chosen: string) => chosen === held && onChange(held) } : {}

/** What can be chosen; a retired choice, and one that only a command brings, where it is held or can be brought. */
function useChoiceOptions(
  field: Field,
  held: unknown,
  mayBring?: (command: string) => boolean,
): { value: string; label: string }[] {
  const { label } = useFormat()
  const isHeld = (value: string) => (Array.isArray(held) ? held.includes(value) : held === value)
  return Object.entries(field.choices ?? {})
    .filter(([value, { retired, broughtBy }]) => {
      const isOffered = !retired && (!broughtBy || mayBring?.(broughtBy.command) === true)
      return isOffered || isHeld(value)
    })
    .map(([value, choice]) => ({ value, label: label(choice.label) }))
}

function Option({ choice, text, isHeld }: { choice: Choice | undefined; text: string; isHeld: boolean }) {
  return (
    <span className={styles.option}>
      {isHeld && <CheckIcon className={styles.tick} size="0.8em" aria-hidden />}
      {choice?.color ? <Chip color={choice.color}>{text}</Chip> : text}
    </span>
  )
}
