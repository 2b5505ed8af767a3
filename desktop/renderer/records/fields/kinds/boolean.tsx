import { SegmentedControl } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import styles from '../fields.module.css'
import type { InputProps, ViewProps } from '../types.ts'

export function BooleanView({ value }: ViewProps<boolean>) {
  const { t } = useTranslation('records')
  const Glyph = value ? IconCheck : IconMinus
  return (
    <span className={styles.boolean} data-value={value}>
      <Glyph size={16} stroke={1.75} aria-hidden />
      {value ? t('fields.yes') : t('fields.no')}
    </span>
  )
}

/** Yes, no, or not said: an unticked box could mean either of the last two. */
export function BooleanInput({ id, field, value, onChange, onBlur, describedBy, isRequired }: InputProps) {
  const { t } = useTranslation('records')
  const { label } = useFormat()
  const options = [
    { value: 'yes', label: t('fields.yes') },
    { value: 'no', label: t('fields.no') },
    ...(isRequired ? [] : [{ value: '', label: t('fields.notSaid') }]),
  ]
  return (
    <SegmentedControl
      id={id}
      aria-label={label(field.label)}
      aria-describedby={describedBy}
      data={options}
      value={value === true ? 'yes' : value === false ? 'no' : ''}
      onChange={next => onChange(next === '' ? undefined : next === 'yes')}
      onBlur={onBlur}
      size="sm"
    />
  )
}
