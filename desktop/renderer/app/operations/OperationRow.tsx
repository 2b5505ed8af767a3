import { Button, UnstyledButton } from '@mantine/core'
import {
  type Icon,
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
  IconChevronDown,
  IconClock,
} from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Operation } from '../../../core/api/functions.ts'
import { useKinds } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { useOperationText } from '../../i18n/operationText.ts'
import { hashOf, toRecord } from '../route.ts'
import { KeptFields } from './KeptFields.tsx'
import styles from './operations.module.css'
import { isRedoable, isUndoable, useUndo } from './useUndo.ts'

const icons: Record<Operation['state'], Icon> = {
  waiting: IconClock,
  done: IconCheck,
  refused: IconAlertTriangle,
  undone: IconArrowBackUp,
  partlyUndone: IconArrowBackUp,
}

/** One thing the person did: what, to which record, when, whether it has reached the server, and its way back. */
export function OperationRow({ operation }: { operation: Operation }) {
  const { t } = useTranslation(['app', 'desk'])
  const format = useFormat()
  const words = useOperationText()
  const { undo, redo } = useUndo()
  const [isOpen, setOpen] = useState(false)
  const detailsId = useId()
  const [first] = operation.ids
  const others = operation.count - 1
  const what = words.operation(operation.label)
  const kind = useKinds().get(operation.kind)
  // Of a record that is not here any more, its kind is all that can be said.
  const title = operation.title || (kind ? format.label(kind.label.one) : '')
  const state = t(`app:operations.states.${operation.state}`)
  const Glyph = icons[operation.state]
  const said = words.said({ ...operation, title })
  return (
    <li className={styles.item} data-state={operation.state}>
      <div className={styles.row}>
        <span className={styles.state} title={state}>
          <Glyph size={18} stroke={1.5} role="img" aria-label={state} />
        </span>
        <span className={styles.words}>
          <span className={styles.title}>
            {first ? <a href={hashOf(toRecord(operation.kind, first))}>{title}</a> : title}
            {others > 0 && <span className={styles.quiet}> {t('app:operations.andOthers', { count: others })}</span>}
          </span>
          <span className={styles.quiet}>
            {what} · <time dateTime={operation.at}>{format.relative(operation.at)}</time>
            <Turned operation={operation} />
          </span>
          {operation.kept > 0 && (
            <UnstyledButton
              className={styles.kept}
              aria-expanded={isOpen}
              aria-controls={detailsId}
              onClick={() => setOpen(!isOpen)}
            >
              {t('desk:undo.kept', { count: operation.kept, shown: format.number(operation.kept) })}
              <IconChevronDown size={14} stroke={1.75} aria-hidden data-open={isOpen} />
            </UnstyledButton>
          )}
        </span>
        {isUndoable(operation) ? (
          <Button variant="subtle" size="compact-sm" onClick={() => void undo(operation.operation, said)}>
            {t('app:actions.undo')}
          </Button>
        ) : isRedoable(operation) ? (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconArrowForwardUp size={16} stroke={1.5} aria-hidden />}
            onClick={() => void redo(operation.operation, said)}
          >
            {t('desk:undo.redo')}
          </Button>
        ) : (
          <span className={styles.reason}>
            {operation.notUndoable ? words.notUndoable(operation.notUndoable) : state}
          </span>
        )}
      </div>
      {isOpen && <KeptFields id={detailsId} operation={operation.operation} count={operation.kept} />}
    </li>
  )
}

/** When it was taken back or done again, and how that stands with the server. */
function Turned({ operation: { state, turnedAt, turn } }: { operation: Operation }) {
  const { t } = useTranslation('desk')
  const format = useFormat()
  if (!turnedAt) return null
  const way = state === 'undone' || state === 'partlyUndone' ? 'undone' : 'done'
  return (
    <>
      {turn !== 'refused' && <> · {t(`undo.turnedAt.${way}`, { when: format.relative(turnedAt) })}</>}
      {turn && <> · {t(`undo.turn.${turn}`)}</>}
    </>
  )
}
