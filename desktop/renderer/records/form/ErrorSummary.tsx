import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../i18n/errorText.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { ShownFields } from '../fields/shownFields.ts'
import styles from './form.module.css'
import type { RecordForm } from './useRecordForm.ts'

interface Props {
  form: RecordForm
  fields: ShownFields
  idOf: (name: string) => string
}

/** What stands in the way of saving, once, with a way to each field. */
export function ErrorSummary({ form, fields, idOf }: Props) {
  const { t } = useTranslation('records')
  const { error } = useErrorText()
  const own = fields.own.map(({ name }) => name)
  const order = form.kind.parents ? ['parent', ...own] : [...own, 'parent', 'owner']
  const names = order.filter(name => form.errors[name] !== undefined && fields.get(name) !== undefined)
  if (!form.problem && !(form.hasTried && names.length > 0)) return null
  return (
    <Notice tone="danger" icon={IconAlertTriangle} isAlert>
      <span>
        {form.problem && names.length === 0 ? error(form.problem) : t('form.errors', { count: names.length })}
      </span>
      {names.length > 0 && (
        <ul className={styles.errorLinks}>
          {names.map(name => (
            <li key={name}>
              <button type="button" className={styles.errorLink} onClick={() => focusField(idOf(name))}>
                {fields.get(name)?.label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}

/** Puts the focus on a field's input and brings it into sight. */
export function focusField(id: string): void {
  const input = document.getElementById(id)
  input?.focus({ preventScroll: true })
  input?.scrollIntoView({ block: 'center' })
}
