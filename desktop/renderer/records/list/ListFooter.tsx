import { type ReactNode, useEffect, useId, useReducer, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { staysBelowToasts } from '../../ui/toastRoom.ts'
import type { InSight } from './inSight.ts'
import { jumpTo } from './jumpTo.ts'
import styles from './list.module.css'
import type { ListRows } from './useListRows.ts'

interface Props {
  inSight: InSight
  rows: ListRows
  /** To a place of the list. */
  onJump: (place: number) => void
  children: ReactNode
}

/** "1–24 / 12.345", and a way to any other position. */
export function ListFooter({ inSight, rows, onJump, children }: Props) {
  const { t } = useTranslation('records')
  const { language, number } = useFormat()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const { groups } = rows
  return (
    <footer ref={staysBelowToasts} className={styles.footer}>
      {children}
      <span className={styles.gap} />
      <Position inSight={inSight} rows={rows} />
      <form
        className={styles.jump}
        onSubmit={event => {
          event.preventDefault()
          const record = jumpTo(typed, language, recordsIn(rows))
          setWrong(record === undefined && typed.trim() !== '')
          if (record === undefined) return
          onJump(groups ? groups.placeOf(record) : record)
          setTyped('')
        }}
      >
        <label htmlFor={id}>{t('list.jump')}</label>
        <input
          id={id}
          className={styles.jumpInput}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-error` : undefined}
          onChange={event => {
            setTyped(event.currentTarget.value)
            setWrong(false)
          }}
        />
        {isWrong && (
          <span id={`${id}-error`} className={styles.jumpWrong} role="alert">
            {t('list.jumpWrong', { last: number(recordsIn(rows)) })}
          </span>
        )}
      </form>
    </footer>
  )
}

/** Alone follows every step of scrolling. Of a grouped list, records are counted, not the headers between them. */
function Position({ inSight, rows }: Pick<Props, 'inSight' | 'rows'>) {
  const { t } = useTranslation('records')
  const { number } = useFormat()
  const { groups } = rows
  const [, draw] = useReducer((count: number) => count + 1, 0)
  // Not by useSyncExternalStore, which would draw within every step of scrolling and hold it up.
  useEffect(() => inSight.follow(draw), [inSight])
  const { first, last } = inSight.now()
  const length = recordsIn(rows)
  const from = groups ? groups.recordsBefore(first) : first
  const to = Math.min(groups ? groups.recordsBefore(last + 1) : last + 1, length)
  const all = groups ? length : rows.count
  return (
    <span className="numbers" role="status" aria-live="off">
      {length === 0
        ? ''
        : t('list.position', {
            first: number(Math.min(from + 1, to)),
            last: number(to),
            all: all === undefined ? '…' : number(all),
          })}
    </span>
  )
}

/** A record that is in several groups stands in each of them. */
const recordsIn = ({ groups, length }: ListRows): number => (groups ? groups.recordsBefore(length) : length)
