import { useId, useState } from 'react'
import { clean } from '../../../../shared/clean.ts'
import type { Field, FieldKind } from '../../../../shared/fields.ts'
import { isEmpty } from '../../../../shared/value.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { FieldInput } from '../../records/fields/FieldInput.tsx'
import { FieldView } from '../../records/fields/FieldView.tsx'
import styles from './parts.module.css'
import { samples } from './samples.ts'

/** Every field kind: as it is read in a list and a detail, and its input empty, filled and, where it can be, wrong. */
export function FieldParts() {
  const kinds = Object.keys(samples) as FieldKind[]
  return kinds.map(kind => {
    const { field, value, wrong } = samples[kind]
    return (
      <section key={kind} className={styles.part} aria-label={kind}>
        <h3 className={styles.name}>
          <code>{kind}</code>
        </h3>
        <div className={styles.views}>
          <div className={styles.cell}>
            <FieldView field={field} value={value} place="cell" />
          </div>
          <div>
            <FieldView field={field} value={value} place="detail" />
          </div>
        </div>
        <div className={styles.inputs}>
          <Try name={`${kind} 1`} field={field} first={undefined} />
          <Try name={`${kind} 2`} field={field} first={value} />
          {wrong !== undefined && <Try name={`${kind} 3`} field={field} first={wrong} />}
        </div>
      </section>
    )
  })
}

function Try({ name, field, first }: { name: string; field: Field; first: unknown }) {
  const id = useId()
  const [value, setValue] = useState(first)
  const { fieldError } = useErrorText()
  const cleaned = isEmpty(value) ? undefined : clean(field, value)
  const error = cleaned && 'reason' in cleaned ? fieldError(cleaned) : undefined
  return (
    <div className={styles.input}>
      <label htmlFor={id}>
        <code>{name}</code>
      </label>
      <FieldInput
        id={id}
        field={field}
        value={value}
        onChange={setValue}
        isInvalid={error !== undefined}
        describedBy={error ? `${id}-error` : undefined}
      />
      {error && (
        <span id={`${id}-error`} className={styles.error}>
          {error}
        </span>
      )}
    </div>
  )
}
