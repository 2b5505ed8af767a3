import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './FormErrors.module.css'
import { Notice } from './Notice.tsx'
import type { TypedForm } from './useTypedForm.ts'

interface Props<V extends Record<string, string>> {
  form: TypedForm<V>
  labels: { [K in keyof V]: string }
  /** How many fields need a correction, in words. */
  summary: (count: number) => string
  /** What is wrong with all of it: a server that is away, a link that is used. */
  problem?: ReactNode
}

/** What stands in the way, once, at the top of a form, with a way to each field. */
export function FormErrors<V extends Record<string, string>>({ form, labels, summary, problem }: Props<V>) {
  const names = Object.keys(labels).filter(name => form.errors[name])
  if (!problem && names.length === 0) return null
  return (
    <Notice tone="danger" icon={IconAlertTriangle} isAlert>
      {problem}
      {names.length > 0 && (
        <>
          <span>{summary(names.length)}</span>
          <ul className={styles.links}>
            {names.map(name => (
              <li key={name}>
                <button type="button" className={styles.link} onClick={() => form.focus(name)}>
                  {labels[name]}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  )
}
