import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../i18n/errorText.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { ShownFields } from '../fields/shownFields.ts'
import styles from './form.module.css'
import { useOneOfNames } from './useOneOfNames.ts'
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
  const oneOfNames = useOneOfNames(form)
  const isLater = (name: string) => {
    const group = form.errors[name]?.reason === 'oneOf' ? form.checked.oneOf.get(name) : undefined
    return group !== undefined && group[0] !== name
  }
  // A group lacks one field, whichever it will be: it is told once, as in the head of the form.
  const names = order.filter(name => form.errors[name] && fields.get(name) && !isLater(name))
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
                {(form.errors[name]?.reason === 'oneOf' && oneOfNames(name)) || fields.get(name)?.label}
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
