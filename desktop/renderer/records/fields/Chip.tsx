import type { ReactNode } from 'react'
import type { Choice } from '../../../../shared/fields.ts'
import styles from './Chip.module.css'

/** A small word on a coloured ground. The word says it; the colour only helps to find it. */
export function Chip({ color = 'gray', children }: { color?: Choice['color']; children: ReactNode }) {
  return (
    <span className={styles.chip} data-color={color}>
      {children}
    </span>
  )
}
