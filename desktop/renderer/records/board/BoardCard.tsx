import { Tooltip } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { type KeyboardEvent, memo, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isEmpty } from '../../../../shared/value.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { useNameOf } from '../../data/hooks.ts'
import { initialsOf } from '../../ui/initials.ts'
import { FieldView } from '../fields/FieldView.tsx'
import { fieldValue } from '../fields/recordValue.ts'
import type { ShownField } from '../fields/shownFields.ts'
import styles from './board.module.css'

export interface CardEvents {
  open: (row: ListRow) => void
  focus: (column: number, index: number) => void
  keyDown: (event: KeyboardEvent, row: ListRow, column: number, index: number) => void
  pointerDown: (event: PointerEvent<HTMLElement>, row: ListRow, column: number) => void
}

interface Props {
  row: ListRow
  /** Places on the board, for the keyboard. */
  column: number
  index: number
  /** Tells one after the other, as many as there is room for. */
  fields: readonly ShownField[]
  isCurrent: boolean
  isPicked: boolean
  isOpen: boolean
  /** Id of what says which keys move it. */
  describedBy: string
  events: CardEvents
}

/** Lines of values on a card: all cards are equally high, so that columns of any length scroll smoothly. */
const lines = 3

/** One record on a board. */
export const BoardCard = memo(function BoardCard({ row, column, index, fields, events, ...props }: Props) {
  const { t } = useTranslation('records')
  const owner = useNameOf()(row.owner)
  const told = fields.filter(({ name }) => !isEmpty(fieldValue(row, name))).slice(0, lines)
  return (
    // biome-ignore lint/a11y/useSemanticElements: what stands on a card is more than a button's text may hold
    <div
      role="button"
      tabIndex={props.isCurrent ? 0 : -1}
      className={styles.card}
      aria-label={row.title || t('list.untitled')}
      aria-pressed={props.isPicked}
      aria-describedby={props.describedBy}
      data-focus-key={row.id}
      data-card={`${column}:${index}`}
      data-open={props.isOpen || undefined}
      data-picked={props.isPicked || undefined}
      data-archived={row.archived || undefined}
      onClick={() => events.open(row)}
      onFocus={() => events.focus(column, index)}
      onKeyDown={event => events.keyDown(event, row, column, index)}
      onPointerDown={event => events.pointerDown(event, row, column)}
    >
      <span className={styles.cardTitle}>
        <span className={styles.cardName}>{row.title || t('list.untitled')}</span>
        {row.waiting && (
          <Tooltip label={t('waiting.hint')}>
            <span className={styles.mark} role="img" aria-label={t('waiting.label')}>
              <IconClock size={14} stroke={1.5} aria-hidden />
            </span>
          </Tooltip>
        )}
      </span>
      <span className={styles.values}>
        {told.map(({ name, field, label }) => (
          <span key={name} className={styles.value} title={label}>
            {name === 'parent' ? (
              row.parent?.title
            ) : (
              <FieldView field={field} value={fieldValue(row, name)} place="cell" />
            )}
          </span>
        ))}
      </span>
      {owner && (
        <span className={styles.owner} title={owner}>
          <span className={styles.initials} aria-hidden>
            {initialsOf(owner)}
          </span>
          <span className={styles.ownerName}>{owner}</span>
        </span>
      )}
    </div>
  )
})
