import { type KeyboardEvent, type RefObject, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ListQuery } from '../../../../shared/filters.ts'
import { inGroup } from '../../../../shared/groups.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { useCall, useKinds } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import type { ShownField } from '../fields/shownFields.ts'
import { useFields } from '../fields/shownFields.ts'
import { useEnter } from '../list/useEnter.ts'
import type { CardEvents } from './BoardCard.tsx'
import { BoardColumn, type ColumnRows } from './BoardColumn.tsx'
import styles from './board.module.css'
import { boardColumns } from './boardColumns.ts'
import { useBoardMoves } from './useBoardMoves.ts'
import { useCardDrag } from './useCardDrag.tsx'
import { useFoldedColumns } from './useFoldedColumns.ts'

interface Props {
  kind: AnyKind
  query: ListQuery
  /** The choice field whose values are the columns. */
  boardBy: ShownField
  /** What cards tell besides their title and owner, in this order. */
  fields: readonly ShownField[]
  openId: string | undefined
  onOpen: (row: ListRow) => void
  /** Gets a function that puts the keyboard on the first card. */
  enterRef: RefObject<(() => void) | undefined>
}

/**
 * Records as cards in columns, one for each value of a choice. A card is moved by the mouse, or by Space, the arrows and
 * Space again; each move is one operation.
 */
export function Board({ kind, query, boardBy, fields, openId, onOpen, enterRef }: Props) {
  const { t } = useTranslation('grid')
  const kinds = useKinds()
  const { label } = useFormat()
  const { error: errorText } = useErrorText()
  const total = useTotalField(kind)
  const { latest, error } = useCall('records.groups', {
    query,
    by: boardBy.name,
    ...(total ? { totals: [total.name] } : {}),
  })
  const columns = useMemo(() => boardColumns(boardBy.field, latest?.groups ?? []), [boardBy.field, latest])
  const nameOf = (at: number) => {
    const column = columns[at]
    if (!column) return ''
    return column.choice ? label(column.choice.label) : (column.value ?? t('group.none'))
  }
  const queries = useMemo(
    () => columns.map(({ value }) => inGroup(kinds, query, boardBy.name, value)),
    [columns, kinds, query, boardBy.name],
  )
  const told = useMemo(
    () => fields.filter(({ name }) => name !== 'title' && name !== 'owner' && name !== boardBy.name),
    [fields, boardBy.name],
  )
  const { folded, fold } = useFoldedColumns(kind.name, boardBy.name)
  const hint = useId()
  const element = useRef<HTMLDivElement>(null)
  const rows = useRef(new Map<number, ColumnRows>())
  const onRows = useCallback((at: number, of: ColumnRows | undefined) => {
    if (of) rows.current.set(at, of)
    else rows.current.delete(at)
  }, [])
  const [current, setCurrent] = useState({ column: 0, index: 0 })
  const [picked, setPicked] = useState<{ row: ListRow; from: number; over: number }>()
  const [said, setSaid] = useState('')
  /** The card that gets the focus once it is drawn. */
  const led = useRef<string>(undefined)
  const dropped = useRef<string>(undefined)

  /** Puts the focus on a card, which may have to be drawn first. */
  const lead = (column: number, index: number) => {
    led.current = `[data-card="${column}:${index}"]`
    rows.current.get(column)?.reveal(index)
    setCurrent({ column, index })
  }
  /** After a question about a card its place may be another one; it is the card that one comes back to. */
  const leadBack = () => {
    const id = dropped.current
    for (const [column, { placeOf }] of rows.current) {
      const index = id === undefined ? undefined : placeOf(id)
      if (id === undefined || index === undefined) continue
      lead(column, index)
      led.current = `[data-focus-key="${CSS.escape(id)}"]`
      return
    }
    lead(current.column, current.index)
  }
  useEffect(() => {
    const card = led.current && element.current?.querySelector<HTMLElement>(led.current)
    if (!card) return
    led.current = undefined
    card.focus({ preventScroll: true })
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })

  const { move, moving, tell, dialogs } = useBoardMoves(kind, boardBy, leadBack)
  const drop = (row: ListRow, over: number) => {
    const column = columns[over]
    if (!column) return
    const words = t('board.moved', { title: row.title, column: nameOf(over) })
    setSaid('')
    dropped.current = row.id
    void move(row, column.value, words).then(isWritten => isWritten && setSaid(words))
  }
  const drag = useCardDrag({ board: () => element.current, mayLift: row => !tell(row), onDrop: drop })

  const onKeyDown = (event: KeyboardEvent, row: ListRow, column: number, index: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const run = picked ? carrying[event.key] : roaming[event.key]
    if (!run) return
    event.preventDefault()
    event.stopPropagation()
    run({ row, column, index })
  }
  interface At {
    row: ListRow
    column: number
    index: number
  }
  const beside = (from: number, step: 1 | -1, may: (at: number) => boolean): number | undefined => {
    for (let at = from + step; at >= 0 && at < columns.length; at += step) if (may(at)) return at
    return undefined
  }
  const hasCards = (at: number) => (rows.current.get(at)?.length ?? 0) > 0
  useEnter(enterRef, () => {
    const first = beside(-1, 1, hasCards)
    if (first !== undefined) lead(first, 0)
  })
  const sideways = ({ column, index }: At, step: 1 | -1) => {
    const to = beside(column, step, hasCards)
    if (to !== undefined) lead(to, Math.min(index, (rows.current.get(to)?.length ?? 1) - 1))
  }
  const within = ({ column }: At, index: number) => {
    const length = rows.current.get(column)?.length ?? 0
    if (length > 0) lead(column, Math.min(length - 1, Math.max(0, index)))
  }
  const roaming: Record<string, (at: At) => void> = {
    ArrowDown: at => within(at, at.index + 1),
    ArrowUp: at => within(at, at.index - 1),
    PageDown: at => within(at, at.index + 5),
    PageUp: at => within(at, at.index - 5),
    Home: at => within(at, 0),
    End: at => within(at, Number.MAX_SAFE_INTEGER),
    ArrowRight: at => sideways(at, 1),
    ArrowLeft: at => sideways(at, -1),
    Enter: ({ row }) => onOpen(row),
    ' ': ({ row, column }) => {
      if (tell(row)) return
      setPicked({ row, from: column, over: column })
      setSaid(t('board.picked', { title: row.title, column: nameOf(column) }))
    },
  }
  const carry = (step: 1 | -1) => {
    if (!picked) return
    const over = beside(picked.over, step, () => true)
    if (over === undefined) return
    setPicked({ ...picked, over })
    setSaid(t('board.over', { column: nameOf(over), number: over + 1, all: columns.length }))
    element.current?.querySelector(`[data-column="${over}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  const carrying: Record<string, (at: At) => void> = {
    ArrowRight: () => carry(1),
    ArrowLeft: () => carry(-1),
    ArrowUp: () => undefined,
    ArrowDown: () => undefined,
    Escape: () => {
      setPicked(undefined)
      setSaid(t('board.cancelled'))
    },
    ' ': at => {
      setPicked(undefined)
      if (!picked) return
      if (picked.over === picked.from) return setSaid(t('board.cancelled'))
      // The card that was moved is on top of its column now; the focus stays with it.
      if (!folded.has(String(columns[picked.over]?.value))) lead(picked.over, 0)
      else within(at, at.index)
      drop(picked.row, picked.over)
    },
    Enter: at => carrying[' ']?.(at),
    Tab: () => undefined,
  }
  const latestEvents = useRef({ onKeyDown, onOpen })
  latestEvents.current = { onKeyDown, onOpen }
  const { onPointerDown, hasDragged } = drag
  const events = useMemo(
    (): CardEvents => ({
      open: row => !hasDragged.current && latestEvents.current.onOpen(row),
      focus: (column, index) =>
        setCurrent(old => (old.column === column && old.index === index ? old : { column, index })),
      keyDown: (...args) => latestEvents.current.onKeyDown(...args),
      pointerDown: onPointerDown,
    }),
    [onPointerDown, hasDragged],
  )
  if (error && !latest)
    return (
      <p className={styles.problem} role="alert">
        {errorText(error)}
      </p>
    )
  // Tab leads to a card, wherever the first one is.
  const entry = hasCards(current.column) ? current : undefined
  const over = picked?.over ?? drag.dragged?.over
  return (
    <div ref={element} className={styles.board} data-dragging={drag.dragged !== undefined || undefined}>
      <span id={hint} hidden>
        {t('board.hint')}
      </span>
      <span className={styles.unseen} role="status" aria-live="assertive">
        {said}
      </span>
      {columns.map((column, at) => (
        <BoardColumn
          key={String(column.value)}
          at={at}
          column={column}
          name={nameOf(at)}
          query={queries[at] ?? query}
          total={total}
          fields={told}
          isFolded={folded.has(String(column.value))}
          onFold={isFolded => fold(String(column.value), isFolded)}
          current={entry?.column === at ? entry.index : entry === undefined ? 0 : undefined}
          pickedId={picked?.row.id}
          openId={openId}
          isTarget={over === at && (picked ? picked.from : drag.dragged?.from) !== at}
          moving={moving}
          describedBy={hint}
          events={events}
          onRows={onRows}
        />
      ))}
      {drag.dragged && (
        <div
          className={styles.hanging}
          style={{
            width: drag.dragged.width,
            transform: `translate(${drag.dragged.x + 8}px, ${drag.dragged.y + 8}px) rotate(1deg)`,
          }}
          aria-hidden
        >
          <span className={styles.cardName}>{drag.dragged.row.title}</span>
          <span className={styles.ownerName}>{over === undefined ? '' : nameOf(over)}</span>
        </div>
      )}
      {dialogs}
    </div>
  )
}

/** The first amount of a kind is what its columns are summed up by. */
function useTotalField(kind: AnyKind): ShownField | undefined {
  const { own } = useFields(kind)
  return useMemo(() => own.find(({ field }) => field.kind === 'money'), [own])
}
