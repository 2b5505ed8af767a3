import { MultiSelect, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { useFormat } from '../../i18n/format.ts'
import styles from './fields.module.css'
import type { When } from './plan.ts'
import { whenFields } from './when.ts'

interface Props {
  kind: AnyKind
  of: string
  when: When
  onChange: (when: When) => void
}

/** "Müşteri tipi: Firma": the choice that a rule looks at. */
export function WhenPicker({ kind, of, when, onChange }: Props) {
  const { t } = useTranslation('fields')
  const { label } = useFormat()
  const choices = (field: string) =>
    Object.entries(kind.fields[field]?.choices ?? {}).map(([value, choice]) => ({ value, label: label(choice.label) }))
  return (
    <div className={styles.when}>
      <Select
        label={t('when.field')}
        data={whenFields(kind, of).flatMap(name => {
          const field = kind.fields[name]
          return field ? [{ value: name, label: label(field.label) }] : []
        })}
        value={when.field}
        onChange={field =>
          field &&
          onChange({
            field,
            is: choices(field)
              .slice(0, 1)
              .map(({ value }) => value),
          })
        }
      />
      <MultiSelect
        label={t('when.is')}
        data={choices(when.field)}
        value={[...when.is]}
        // A rule that holds for nothing would be no rule.
        onChange={is => is.length > 0 && onChange({ ...when, is })}
      />
    </div>
  )
}
