import { Select } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { FieldErrors } from '../../../../shared/errors.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useSearchedSelect } from '../../ui/useSearchedSelect.ts'
import { FieldInput } from '../fields/FieldInput.tsx'
import { byFoldedLabel } from '../fields/optionFilter.ts'
import type { ShownField } from '../fields/shownFields.ts'
import { WithinReach } from '../fields/WithinReach.tsx'
import styles from './bulk.module.css'
import { type BulkRow, type How, howsFor } from './bulkRows.ts'

interface Props {
  kind: AnyKind
  row: BulkRow
  /** Those that may be chosen here: what other rows have already is missing. */
  fields: readonly ShownField[]
  error: FieldErrors[string] | undefined
  onChange: (row: BulkRow) => void
  /** Absent: it is the only one. */
  onRemove: (() => void) | undefined
  autoFocus: boolean
}

/** One field, what shall become of it, and with what. */
export function BulkRowEditor({ kind, row, fields, error, onChange, onRemove, autoFocus }: Props) {
  const { t } = useTranslation('bulk')
  const { fieldError } = useErrorText()
  const id = useId()
  const searched = useSearchedSelect()
  const shown = fields.find(({ name }) => name === row.field)
  const ways = shown ? howsFor(shown.field, kind.fields[shown.name]?.required === true || shown.name === 'owner') : []
  const choose = (name: string | null) => {
    const next = fields.find(field => field.name === name)
    const [how = 'set'] = next ? howsFor(next.field, true) : []
    onChange({ field: name ?? undefined, how, value: undefined })
  }
  return (
    <fieldset className={styles.editor} aria-label={shown?.label ?? t('pickField')}>
      <Select
        aria-label={t('field')}
        placeholder={t('pickField')}
        data={fields.map(({ name, label }) => ({ value: name, label }))}
        value={row.field ?? null}
        onChange={choose}
        {...searched}
        filter={byFoldedLabel}
        openOnFocus={false}
        data-autofocus={autoFocus && !row.field ? true : undefined}
      />
      {ways.length > 1 ? (
        <Select
          aria-label={t('how')}
          data={ways.map(way => ({ value: way, label: t(`hows.${way}`) }))}
          value={row.how}
          onChange={how => onChange({ ...row, how: (how as How | null) ?? row.how })}
        />
      ) : (
        <span className={styles.oneWay}>{shown && t(`hows.${row.how}`)}</span>
      )}
      <div className={styles.editorValue}>
        {shown && row.how !== 'clear' ? (
          <>
            <label className={styles.hidden} htmlFor={id}>
              {shown.label}
            </label>
            <WithinReach kind={kind} name={shown.name}>
              <FieldInput
                // Another field, or another thing to do with it, begins anew.
                key={`${shown.name}.${row.how}`}
                id={id}
                field={shown.field}
                value={row.value}
                onChange={value => onChange({ ...row, value })}
                isInvalid={error !== undefined}
                describedBy={error ? `${id}-error` : undefined}
                autoFocus={autoFocus}
              />
            </WithinReach>
            {error && (
              <span id={`${id}-error`} className={styles.wrong}>
                {fieldError(error)}
              </span>
            )}
          </>
        ) : (
          <span className={styles.noValue} />
        )}
      </div>
      {onRemove ? (
        <IconButton
          label={shown ? t('removeField', { field: shown.label }) : t('removeRow')}
          icon={IconTrash}
          className={styles.remove ?? ''}
          onClick={onRemove}
        />
      ) : (
        <span />
      )}
    </fieldset>
  )
}
