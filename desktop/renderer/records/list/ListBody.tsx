import { skipToken } from '@reduxjs/toolkit/query/react'
import { IconInfoCircle } from '@tabler/icons-react'
import { memo, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ListQuery } from '../../../../shared/filters.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { go } from '../../app/navigation.ts'
import { type RouteParams, toRecord } from '../../app/route.ts'
import { useCall } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { staysBelowToasts } from '../../ui/toastRoom.ts'
import { Board } from '../board/Board.tsx'
import { useKindWords } from '../kindWords.ts'
import { BulkBar } from './BulkBar.tsx'
import { EmptyList } from './EmptyList.tsx'
import type { FieldsWithParents } from './filters/withParents.ts'
import { type AskRows, createInSight, useWanted } from './inSight.ts'
import { ListFooter } from './ListFooter.tsx'
import styles from './list.module.css'
import { listMemory } from './listMemory.ts'
import type { ListState } from './listParams.ts'
import { RecordTable } from './RecordTable.tsx'
import { SortMenu } from './SortMenu.tsx'
import { selectedRecords } from './selectedRecords.ts'
import { countOf } from './selection.ts'
import type { Columns } from './useColumns.ts'
import { useGroupedRows } from './useGroupedRows.ts'
import { useListRows } from './useListRows.ts'
import type { ListShape } from './useListShape.ts'
import { useRowActions } from './useRowActions.ts'
import { useSelection } from './useSelection.ts'

interface Props {
  kind: AnyKind
  /** What of the address says what the list shows. */
  params: RouteParams
  openId: string | undefined
  fields: FieldsWithParents
  columns: Columns
  shape: ListShape
  query: ListQuery
  /** Which view is shown is known. */
  isReady: boolean
  onChange: (state: ListState) => void
  /** Gets a function that puts the keyboard on the first row, while there is one. */
  enterRef: RefObject<(() => void) | undefined>
}

/** The records of a list and what is done with them: drawn anew as rows come, without the bars above. */
export const ListBody = memo(function ListBody(props: Props) {
  const { kind, params, openId, fields, columns, shape, query, isReady, onChange, enterRef } = props
  const { state, groupBy, totals } = shape
  const { t } = useTranslation('lists')
  const words = useKindWords(kind)
  const { number } = useFormat()
  const { error: errorText } = useErrorText()
  const boardBy = state.layout === 'board' ? shape.boardBy : undefined
  const listKey = JSON.stringify([query, groupBy?.name])
  const [left] = useState(() => listMemory.of(kind.name))
  const isSameAsLeft = left !== undefined && left.key === listKey
  const [inSight] = useState(() => {
    const first = isSameAsLeft ? left.top : 0
    return createInSight({ first, last: first + 24 })
  })
  const [active, setActive] = useState(isSameAsLeft ? left.active : 0)
  const ask = useRef<AskRows>(undefined)
  const wanted = useWanted(inSight, ask)
  const grouping = useMemo(() => (groupBy ? { by: groupBy, totals } : undefined), [groupBy, totals])
  const plain = useListRows(isReady && !grouping ? query : undefined, wanted)
  const grouped = useGroupedRows(query, isReady ? grouping : undefined, wanted)
  const rows = grouping ? grouped : plain
  ask.current = rows.ask
  const whole = useCall('records.groups', isReady && totals.length > 0 ? { query, totals: [...totals] } : skipToken)
  const sums =
    whole.latest && Object.values(whole.latest.totals).some(of => of.length > 0) ? whole.latest.totals : undefined
  const chosen = useSelection(listKey, rows)
  const scrollRef = useRef<((index: number) => void) | undefined>(undefined)
  useEffect(() => {
    if (!isReady) return
    const keep = () => listMemory.keep(kind.name, { params, key: listKey, top: inSight.now().first, active })
    keep()
    return inSight.follow(keep)
  }, [kind.name, isReady, params, listKey, inSight, active])

  const open = useCallback(
    (row: ListRow) => go(toRecord(kind.name, row.id, { params }), { replace: openId !== undefined }),
    [kind, params, openId],
  )
  const actions = useRowActions(kind)
  const selected = useMemo(() => selectedRecords(query, chosen.selection), [query, chosen.selection])
  const selectedCount = countOf(chosen.selection, rows.count)
  const isEmpty = rows.isReady && !rows.isOld && rows.length === 0
  const { groupsLeft = 0 } = rows
  const onSort = useCallback((sort: ListState['sort']) => onChange({ ...state, sort }), [onChange, state])
  const sorting = <SortMenu fields={fields} columns={columns} sort={state.sort} onSort={onSort} />

  return (
    <>
      {groupsLeft > 0 && (
        <p className={styles.notice} role="status">
          <IconInfoCircle size={16} stroke={1.5} aria-hidden />
          {t('group.tooMany', { count: groupsLeft, shown: number(groupsLeft) })}
        </p>
      )}
      {rows.error ? (
        <p className={styles.error} role="alert">
          {errorText(rows.error)}
        </p>
      ) : isEmpty ? (
        <div className={styles.empty}>
          <EmptyList kind={kind} state={state} onChange={onChange} />
        </div>
      ) : (
        isReady &&
        (boardBy ? (
          <Board
            // Another field, another board: nothing of where one was is kept.
            key={boardBy.name}
            kind={kind}
            query={query}
            boardBy={boardBy}
            fields={columns.shown}
            openId={openId}
            onOpen={open}
            enterRef={enterRef}
          />
        ) : (
          <RecordTable
            kind={kind}
            label={words.many}
            columns={columns}
            rows={rows}
            query={query}
            sort={state.sort}
            onSort={onSort}
            selection={chosen.selection}
            onSelect={chosen.select}
            onSelectAll={chosen.toggleAll}
            inSight={inSight}
            wanted={wanted}
            active={active}
            onActive={setActive}
            onOpen={open}
            openId={openId}
            actions={actions}
            totals={sums}
            scrollKey={listKey}
            scrollRef={scrollRef}
            enterRef={enterRef}
          />
        ))
      )}
      {boardBy ? (
        <footer ref={staysBelowToasts} className={styles.footer}>
          {sorting}
          <span className={styles.gap} />
        </footer>
      ) : selectedCount === 0 ? (
        <ListFooter
          inSight={inSight}
          rows={rows}
          onJump={place => {
            setActive(place)
            scrollRef.current?.(place)
          }}
        >
          {sorting}
        </ListFooter>
      ) : (
        <BulkBar
          kind={kind}
          fields={fields}
          count={selectedCount}
          archived={state.archived}
          of={selected}
          onClear={chosen.clear}
        />
      )}
    </>
  )
})
