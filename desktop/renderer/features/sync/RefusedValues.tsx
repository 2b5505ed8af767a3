import { useTranslation } from 'react-i18next'
import { isEmpty } from '../../../../shared/value.ts'
import type { RefusedItem } from '../../../core/api/functions.ts'
import { useKinds } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFieldLabel } from '../../i18n/useFieldLabel.ts'
import { FieldView } from '../../records/fields/FieldView.tsx'
import styles from './refused.module.css'
import { refusedFields } from './refusedFields.ts'

/** What the person typed, field by field, and what is wrong with each. */
export function RefusedValues({ item }: { item: RefusedItem }) {
  const { t } = useTranslation('sync')
  const { kind, fields } = refusedFields(useKinds(), item)
  const label = useFieldLabel(kind)
  const { fieldError } = useErrorText()
  return (
    <dl className={styles.values} aria-label={t('refusedList.youTyped')}>
      {fields.map(({ name, field, value, error }) => (
        <div key={name} className={styles.value}>
          <dt>{label(name)}</dt>
          <dd>
            <span>
              {isEmpty(value) ? t('clashList.emptyValue') : <FieldView field={field} value={value} place="change" />}
            </span>
            {error && <span className={styles.wrong}>{fieldError(error)}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
