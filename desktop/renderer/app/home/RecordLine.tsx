import { IconAlertCircle } from '@tabler/icons-react'
import { iconOfKind } from '../kindIcons.ts'
import { hashOf, toRecord } from '../route.ts'
import styles from './home.module.css'

interface Props {
  kind: string
  id: string
  title: string
  /** What is quietly said besides. */
  more?: string | undefined
  isLate?: boolean
}

/** A record on one line of a card. */
export function RecordLine({ kind, id, title, more, isLate }: Props) {
  const Glyph = isLate ? IconAlertCircle : iconOfKind(kind)
  return (
    <li>
      <a className={styles.line} href={hashOf(toRecord(kind, id))}>
        <Glyph size={16} stroke={1.5} aria-hidden />
        <span className={styles.lineTitle}>{title}</span>
        {more && (
          <span className={styles.lineMore} data-late={isLate || undefined}>
            {more}
          </span>
        )}
      </a>
    </li>
  )
}
