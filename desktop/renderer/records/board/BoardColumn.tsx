import { UnstyledButton } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListQuery } from '../../../../shared/filters.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Chip } from '../fields/Chip.tsx'
import type { ShownField } from '../fields/shownFields.ts'
import { TotalText } from '../grid/TotalText.tsx'
import { createInSight, useWanted } from '../list/inSight.ts'
import { useListRows } from '../list/useListRows.ts'
import { BoardCard, type CardEvents } from './BoardCard.tsx'
import styles from './board.module.css'
import type { BoardColumn as Column } from './boardColumns.ts'
import type { Moving } from './useBoardMoves.ts'

export const cardHeight = 128
const gap = 8

/** What the board knows of a column's cards, for the keyboard. */
export interface ColumnRows {
  length: number
  /** Undefined where the card is not loaded. */
  placeOf: (id: string) => number | undefined
  reveal: (index: number) => void
}

interface Props {
  at: number
  column: Column
  /** In words. */
  name: string
  /** The records of this column. */
  query: ListQuery
  total: ShownField | undefined
  fields: readonly ShownField[]
  isFolded: boolean
  onFold: (isFolded: boolean) => void
  /** Where the keyboard is, if it is in this column. */
  current: number | undefined
  pickedId: string | undefined
  openId: string | undefined
  /** A card hangs over it. */
  isTarget: boolean
  moving: ReadonlyMap<string, Moving>
  describedBy: string
  events: CardEvents
  onRows: (at: number, rows: ColumnRows | undefined) => void
}

/** The records of one choice, any number of them, of which those on screen are drawn. */
export const BoardColumn = memo(function BoardColumn(props: Props) {
  const { t } = useTranslation('grid')
  const { number } = useFormat()
  const { at, column, name, total, isFolded } = props
  const shown = number(column.count)
  const totals = total && column.totals[total.name]
  const label = t('board.column', { column: name, count: column.count, shown })
  if (isFolded)
    return (
      <section
        className={styles.column}
        data-column={at}
        data-folded
        data-target={props.isTarget || undefined}
        aria-label={label}
      >
        <UnstyledButton
          className={styles.foldedHead}
          aria-label={t('board.unfold', { column: name })}
          title={t('board.unfold', { column: name })}
          onClick={() => props.onFold(false)}
        >
          <IconLayoutSidebarLeftExpand size={16} stroke={1.5} aria-hidden />
          <span className={`${styles.count} numbers`}>{shown}</span>
          <span className={styles.foldedName}>{name}</span>
        </UnstyledButton>
      </section>
    )
  return (
    <section className={styles.column} data-column={at} data-target={props.isTarget || undefined} aria-label={label}>
      <header className={styles.head}>
        <h2 className={styles.name}>{column.choice?.color ? <Chip color={column.choice.color}>{name}</Chip> : name}</h2>
        <span className={`${styles.count} numbers`}>{shown}</span>
        <span className={styles.gap} />
        <IconButton
          label={t('board.fold', { column: name })}
          icon={IconLayoutSidebarLeftCollapse}
          size={24}
          onClick={() => props.onFold(true)}
        />
        {total && totals && totals.length > 0 && (
          <span className={styles.total} title={total.label}>
            <TotalText field={total.field} totals={totals} />
          </span>
        )}
      </header>
      <Cards {...props} />
    </section>
  )
})

function Cards({ at, column, query, current, moving, onRows, events, ...props }: Props) {
  const { t } = useTranslation('grid')
  const { error: errorText } = useErrorText()
  const viewport = useRef<HTMLDivElement>(null)
  const [inSight] = useState(() => createInSight({ first: 0, last: 20 }))
  const rows = useListRows(query, useWanted(inSight))
  // What has just come stands on top until the list says where it belongs; what has just left is not drawn any more.
  const come = useMemo(
    () => [...moving.values()].flatMap(({ row, to }) => (to === column.value ? [row] : [])),
    [moving, column.value],
  )
  const isHere = (id: string) => {
    for (let i = 0; i <= Math.min(inSight.now().last + 20, rows.length - 1); i++)
      if (rows.rowAt(i)?.id === id) return true
    return false
  }
  const extra = come.filter(({ id }) => !isHere(id))
  const count = extra.length + rows.length
  const rowAt = (index: number) => (index < extra.length ? extra[index] : rows.rowAt(index - extra.length))
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => viewport.current,
    estimateSize: () => cardHeight + gap,
    overscan: 4,
    // The card that the keyboard is on stays drawn.
    rangeExtractor: range => {
      const drawn = defaultRangeExtractor(range)
      if (current === undefined || current >= range.count || drawn.includes(current)) return drawn
      return [...drawn, current].sort((a, b) => a - b)
    },
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => inSight.tell({ first, last }), [inSight, first, last])
  const placeOf = (id: string) => {
    const come = extra.findIndex(row => row.id === id)
    if (come >= 0) return come
    const place = rows.placeOf(id)
    return place === undefined ? undefined : extra.length + place
  }
  const latest = useRef(placeOf)
  latest.current = placeOf
  useEffect(() => {
    onRows(at, {
      length: count,
      placeOf: id => latest.current(id),
      reveal: index => virtualizer.scrollToIndex(index, { align: 'auto' }),
    })
    return () => onRows(at, undefined)
  }, [at, count, onRows, virtualizer])

  if (rows.error)
    return (
      <p className={styles.problem} role="alert">
        {errorText(rows.error)}
      </p>
    )
  return (
    <div ref={viewport} className={styles.cards}>
      {rows.isReady && count === 0 && <p className={styles.empty}>{t('board.empty')}</p>}
      <ul className={styles.list} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rowAt(index)
          const hasLeft = row !== undefined && (moving.get(row.id)?.to ?? column.value) !== column.value
          return (
            <li
              key={row?.id ?? `place ${index}`}
              className={styles.place}
              style={{ transform: `translateY(${start}px)`, height: cardHeight }}
              aria-setsize={count}
              aria-posinset={index + 1}
            >
              {row && !hasLeft && (
                <BoardCard
                  row={row}
                  column={at}
                  index={index}
                  fields={props.fields}
                  isCurrent={current === index}
                  isPicked={props.pickedId === row.id}
                  isOpen={props.openId === row.id}
                  describedBy={props.describedBy}
                  events={events}
                />
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
