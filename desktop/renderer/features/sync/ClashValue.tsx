import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Address, Field, FieldKind } from '../../../../shared/fields.ts'
import { formatPhone } from '../../../../shared/phone.ts'
import { isEmpty } from '../../../../shared/value.ts'
import { formatAddressParts } from '../../i18n/addressText.ts'
import { FieldView } from '../../records/fields/FieldView.tsx'
import styles from './clash.module.css'
import { setDifferences, textDifferences } from './differences.ts'

interface Props {
  field: Field | undefined
  value: unknown
  /** The value beside it: what that one lacks is marked. */
  other: unknown
}

/** One of two values, with what the other one lacks marked where they are texts or sets. */
export function ClashValue({ field, value, other }: Props) {
  const { t } = useTranslation('sync')
  if (isEmpty(value)) return t('clashList.emptyValue')
  if (!field) return typeof value === 'string' ? value : JSON.stringify(value)
  const text = texts[field.kind]
  if (text && !isEmpty(other)) {
    const [parts] = textDifferences(text(value), text(other))
    return parts.map(({ text: part, differs }, at) =>
      differs ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
        <Fragment key={at}>
          <mark className={styles.mark}>{part.trimEnd()}</mark>
          {part.slice(part.trimEnd().length)}
        </Fragment>
      ) : (
        part
      ),
    )
  }
  if (sets.has(field.kind) && Array.isArray(value) && Array.isArray(other)) {
    const { both, onlyA } = setDifferences(value, other)
    return (
      <span className={styles.set}>
        {both.length > 0 && <FieldView field={field} value={both} place="change" />}
        {onlyA.length > 0 && (
          <span className={styles.only}>
            <FieldView field={field} value={onlyA} place="change" />
          </span>
        )}
      </span>
    )
  }
  return <FieldView field={field} value={value} place="change" />
}

/** What the record holds where it is neither of the two. */
export function ThirdValue({ field, value }: Pick<Props, 'field' | 'value'>) {
  const { t } = useTranslation('desk')
  return (
    <p className={styles.third}>
      {t('clash.third')} <ClashValue field={field} value={value} other={undefined} />
    </p>
  )
}

const sets: ReadonlySet<FieldKind> = new Set(['tags', 'references', 'multiChoice'])
const texts: Partial<Record<FieldKind, (value: unknown) => string>> = {
  text: String,
  longText: String,
  email: String,
  url: String,
  taxNumber: String,
  phone: value => formatPhone(String(value)),
  address: value => formatAddressParts(value as Address).join(', '),
}
