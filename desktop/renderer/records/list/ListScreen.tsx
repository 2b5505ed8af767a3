import { Button } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { IconArchive, IconArchiveOff, IconInfoCircle, IconPencil, IconPlus } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { go } from '../../app/navigation.ts'
import { type RouteParams, toEdit, toNew, toRecord } from '../../app/route.ts'
import { useCall } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Board } from '../board/Board.tsx'
import { useKindWords } from '../kindWords.ts'
import { useRights } from '../rights.ts'
import { useRecordActions } from '../useRecordActions.ts'
import { useListViews } from '../views/useListViews.ts'
import { ViewBar } from '../views/ViewBar.tsx'
import { BulkBar } from './BulkBar.tsx'
import { ColumnsPanel } from './ColumnsPanel.tsx'
import { EmptyList } from './EmptyList.tsx'
import { FilterBar } from './filters/FilterBar.tsx'
import { useListFields } from './filters/withParents.ts'
import { GroupMenu } from './GroupMenu.tsx'
import { LayoutSwitch } from './LayoutSwitch.tsx'
import { ListFooter } from './ListFooter.tsx'
import styles from './list.module.css'
import { listMemory } from './listMemory.ts'
import { listParams, queryOf } from './listParams.ts'
import { RecordTable } from './RecordTable.tsx'
import { SortMenu } from './SortMenu.tsx'
import { selectedRecords } from './selectedRecords.ts'
import { countOf } from './selection.ts'
import type { RowActions } from './TableRow.tsx'
import { useColumns } from './useColumns.ts'
import { useGroupedRows } from './useGroupedRows.ts'
import { useListRows } from './useListRows.ts'
import { useListShape } from './useListShape.ts'
import { useSelection } from './useSelection.ts'

interface Props {
  kind: AnyKind
  params: RouteParams
  /** The record shown beside the list. */
  openId: string | undefined
}

/** All records of a kind that the viewer may see: filtered, ordered, chosen, opened, as a view of theirs has it. */
export function ListScreen(props: Props) {
  const { kind, params, openId } = props
  const { t } = useTranslation('records')
  const { t: say } = useTranslation('lists')
  const words = useKindWords(kind)
  const { number } = useFormat()
  const { error: errorText } = useErrorText()
  const rights = useRights(kind)
  const fields = useListFields(kind)
  const views = useListViews(kind, params, openId)
  const { setState, isReady } = views
  const columns = useColumns(kind, fields, { view: views.current?.id, columns: views.current?.shows.columns })
  const shape = useListShape(kind, views.state, fields, columns)
  const { state, groupBy, totals } = shape
  const boardBy = state.layout === 'board' ? shape.boardBy : undefined
  const query = useMemo(() => queryOf(kind, state), [kind, state])
  const listKey = JSON.stringify([query, groupBy?.name])
  const [left] = useState(() => listMemory.of(kind.name))
  const isSameAsLeft = left !== undefined && left.key === listKey
  const [visible, setVisible] = useState(() => {
    const top = isSameAsLeft ? left.top : 0
    return { first: top, last: top + 40 }
  })
  const [active, setActive] = useState(isSameAsLeft ? left.active : 0)
  const grouping = useMemo(() => (groupBy ? { by: groupBy, totals } : undefined), [groupBy, totals])
  const plain = useListRows(isReady && !grouping ? query : undefined, visible)
  const grouped = useGroupedRows(query, isReady ? grouping : undefined, visible)
  const rows = grouping ? grouped : plain
  const whole = useCall('records.groups', isReady && totals.length > 0 ? { query, totals: [...totals] } : skipToken)
  const sums =
    whole.latest && Object.values(whole.latest.totals).some(of => of.length > 0) ? whole.latest.totals : undefined
  const chosen = useSelection(listKey, rows)
  const searchRef = useRef<HTMLInputElement>(null)
  const scrollRef = useRef<((index: number) => void) | undefined>(undefined)

  useEffect(() => {
    if (isReady) listMemory.keep(kind.name, { params: listParams(params), key: listKey, top: visible.first, active })
  }, [kind.name, isReady, params, listKey, visible.first, active])
  useShortcuts([{ key: '/', run: () => searchRef.current?.focus() }])

  const open = useCallback(
    (row: ListRow) =>
      go(toRecord(kind.name, row.id, { params: listParams(params) }), { replace: openId !== undefined }),
    [kind, params, openId],
  )
  const actions = useRowActions(kind)
  const selected = useMemo(() => selectedRecords(query, chosen.selection), [query, chosen.selection])
  const selectedCount = countOf(chosen.selection, rows.count)
  const isEmpty = rows.isReady && !rows.isOld && rows.length === 0
  const { groups, groupsLeft = 0 } = rows
  // A record that is in several groups stands in each of them.
  const placed = groups?.recordsBefore(rows.length) ?? 0
  const onSort = (sort: typeof state.sort) => setState({ ...state, sort })

  return (
    <section className={styles.list} aria-label={words.many}>
      <header className={styles.header}>
        <h1 className={styles.title}>{words.many}</h1>
        <span className={`${styles.count} numbers`} role="status">
          {rows.count === undefined ? '' : t('list.count', { count: rows.count, shown: number(rows.count) })}
        </span>
        <ViewBar kind={kind} views={views} columns={columns} />
        {rights.canCreate() && (
          <Button
            size="sm"
            className={styles.create ?? ''}
            leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
            onClick={() => go(toNew(kind.name))}
          >
            {words.create}
          </Button>
        )}
      </header>
      <div className={styles.filters}>
        <FilterBar kind={kind} fields={fields} state={state} onChange={setState} searchRef={searchRef}>
          <span className={styles.tools}>
            {!boardBy && (
              <GroupMenu
                fields={shape.groupable}
                groupBy={groupBy}
                onGroup={name => {
                  const { groupBy: _, ...rest } = state
                  setState(name === undefined ? rest : { ...rest, groupBy: name })
                }}
              />
            )}
            <LayoutSwitch state={state} boardFields={shape.boardFields} boardBy={shape.boardBy} onChange={setState} />
            <ColumnsPanel columns={columns} />
          </span>
        </FilterBar>
      </div>
      {(shape.left.length > 0 || views.isGone) && (
        <p className={styles.notice} role="status">
          <IconInfoCircle size={16} stroke={1.5} aria-hidden />
          {views.isGone ? say('views.gone') : say('views.without', { count: shape.left.length })}
        </p>
      )}
      {groupsLeft > 0 && (
        <p className={styles.notice} role="status">
          <IconInfoCircle size={16} stroke={1.5} aria-hidden />
          {say('group.tooMany', { count: groupsLeft, shown: number(groupsLeft) })}
        </p>
      )}
      {rows.error ? (
        <p className={styles.error} role="alert">
          {errorText(rows.error)}
        </p>
      ) : isEmpty ? (
        <div className={styles.empty}>
          <EmptyList kind={kind} state={state} onChange={setState} />
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
            onVisible={setVisible}
            active={active}
            onActive={setActive}
            onOpen={open}
            openId={openId}
            actions={actions}
            totals={sums}
            startAt={visible.first}
            scrollKey={listKey}
            scrollRef={scrollRef}
          />
        ))
      )}
      {boardBy ? (
        <footer className={styles.footer}>
          <SortMenu fields={fields} columns={columns} sort={state.sort} onSort={onSort} />
          <span className={styles.gap} />
        </footer>
      ) : selectedCount === 0 ? (
        <ListFooter
          first={groups ? groups.recordsBefore(visible.first) : visible.first}
          last={groups ? groups.recordsBefore(visible.last + 1) - 1 : visible.last}
          length={groups ? placed : rows.length}
          count={groups ? placed : rows.count}
          onJump={index => {
            const place = groups ? groups.placeOf(index) : index
            setActive(place)
            scrollRef.current?.(place)
          }}
        >
          <SortMenu fields={fields} columns={columns} sort={state.sort} onSort={onSort} />
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
    </section>
  )
}

function useRowActions(kind: AnyKind): RowActions {
  const { t } = useTranslation('records')
  const rights = useRights(kind)
  const actions = useRecordActions()
  return useCallback(
    row => {
      const done = { keys: [{ kind: kind.name, id: row.id }], title: row.title }
      const edit = {
        name: 'edit',
        label: t('actions.edit'),
        icon: IconPencil,
        run: () => go(toEdit(kind.name, row.id)),
      }
      const archive = {
        name: 'archive',
        label: t('actions.archive'),
        icon: IconArchive,
        run: () => void actions.archive(done),
      }
      const restore = {
        name: 'restore',
        label: t('actions.restore'),
        icon: IconArchiveOff,
        run: () => void actions.restore(done),
      }
      return [
        ...(rights.can('edit', row) ? [edit] : []),
        ...(rights.can('archive', row) ? [row.archived ? restore : archive] : []),
      ]
    },
    [kind.name, rights, actions, t],
  )
}
