import { Button } from '@mantine/core'
import { type Icon, IconAlertTriangle, IconArrowBackUp, IconCheck, IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Operation } from '../../../core/api/functions.ts'
import { useKinds } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { useOperationText } from '../../i18n/operationText.ts'
import { hashOf, toRecord } from '../route.ts'
import styles from './operations.module.css'
import { isUndoable, useUndo } from './useUndo.ts'

const icons: Record<Operation['state'], Icon> = {
  waiting: IconClock,
  done: IconCheck,
  refused: IconAlertTriangle,
  undone: IconArrowBackUp,
  partlyUndone: IconArrowBackUp,
}

/** One thing the person did: what, to which record, when, whether it has reached the server, and its way back. */
export function OperationRow({ operation }: { operation: Operation }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useOperationText()
  const { undo } = useUndo()
  const [first] = operation.ids
  const others = operation.ids.length - 1
  const what = words.operation(operation.label)
  const kind = useKinds().get(operation.kind)
  // Of a record that is not here any more, its kind is all that can be said.
  const title = operation.title || (kind ? format.label(kind.label.one) : '')
  const state = t(`operations.states.${operation.state}`)
  const Glyph = icons[operation.state]
  return (
    <li className={styles.row} data-state={operation.state}>
      <span className={styles.state} title={state}>
        <Glyph size={18} stroke={1.5} role="img" aria-label={state} />
      </span>
      <span className={styles.words}>
        <span className={styles.title}>
          {first ? <a href={hashOf(toRecord(operation.kind, first))}>{title}</a> : title}
          {others > 0 && <span className={styles.quiet}> {t('operations.andOthers', { count: others })}</span>}
        </span>
        <span className={styles.quiet}>
          {what} · <time dateTime={operation.at}>{format.relative(operation.at)}</time>
        </span>
      </span>
      {isUndoable(operation) ? (
        <Button variant="subtle" size="compact-sm" onClick={() => void undo(operation.operation, `${what} · ${title}`)}>
          {t('actions.undo')}
        </Button>
      ) : (
        <span className={styles.quiet} title={operation.notUndoable && words.notUndoable(operation.notUndoable)}>
          {operation.state === 'done' ? '' : state}
        </span>
      )}
    </li>
  )
}
