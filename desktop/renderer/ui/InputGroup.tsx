import type { ReactNode } from 'react'
import styles from './InputGroup.module.css'

/** Several controls that are one question; its words stand above them, as the label of an input does. */
export function InputGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.label}>{label}</legend>
      {children}
    </fieldset>
  )
}
