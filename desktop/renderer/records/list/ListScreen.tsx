import { Button } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconPencil, IconPlus } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { go } from '../../app/navigation.ts'
import { type RouteParams, toEdit, toList, toNew, toRecord } from '../../app/route.ts'
import { useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { useFields } from '../fields/shownFields.ts'
import { useKindWords } from '../kindWords.ts'
import { useRights } from '../rights.ts'
import { useRecordActions } from '../useRecordActions.ts'
import { BulkBar } from './BulkBar.tsx'
import { ColumnsMenu } from './ColumnsMenu.tsx'
import { EmptyList } from './EmptyList.tsx'
import { FilterBar } from './filters/FilterBar.tsx'
import { ListFooter } from './ListFooter.tsx'
import styles from './list.module.css'
import { listMemory } from './listMemory.ts'
import { isNarrowed, listParams, type ListView, paramsOf, queryOf, viewOf } from './listParams.ts'
import { RecordTable } from './RecordTable.tsx'
import { countOf } from './selection.ts'
import { selectedRows } from './selectedRows.ts'
import { SortMenu } from './SortMenu.tsx'
import type { RowActions } from './TableRow.tsx'
import { useColumns } from './useColumns.ts'
import { useListRows } from './useListRows.ts'
import { useSelection } from './useSelection.ts'

interface Props {
  kind: AnyKind
  params: RouteParams
  /** The record shown beside the list. */
  openId: string | undefined
}

/** All records of a kind that the viewer may see: filtered, ordered, chosen, opened. */
export function ListScreen({ kind, params, openId }: Props) {
  const { t } = useTranslation('records')
  const core = useCore()
  const words = useKindWords(kind)
  const { number } = useFormat()
  const { error: errorText } = useErrorText()
  const rights = useRights(kind)
  const fields = useFields(kind)
  const columns = useColumns(kind, fields)
  const [left] = useState(() => listMemory.of(kind.name))
  const view = useMemo(() => viewOf(kind, params), [kind, params])
  const query = useMemo(() => queryOf(kind, view), [kind, view])
  const queryKey = JSON.stringify(query)
  const isSameAsLeft = left !== undefined && JSON.stringify(queryOf(kind, viewOf(kind, left.params))) === queryKey
  const [visible, setVisible] = useState(() => {
    const top = isSameAsLeft ? left.top : 0
    return { first: top, last: top + 40 }
  })
  const [active, setActive] = useState(isSameAsLeft ? left.active : 0)
  const rows = useListRows(query, visible)
  const chosen = useSelection(queryKey, rows)
  const searchRef = useRef<HTMLInputElement>(null)
  const scrollRef = useRef<((index: number) => void) | undefined>(undefined)

  useEffect(() => {
    listMemory.keep(kind.name, { params: listParams(params), top: visible.first, active })
  }, [kind.name, params, visible.first, active])
  useShortcuts([{ key: '/', run: () => searchRef.current?.focus() }])

  const setView = useCallback(
    (next: ListView) => {
      const nextParams = paramsOf(kind, next)
      const route = openId ? toRecord(kind.name, openId, { params: nextParams }) : toList(kind.name, nextParams)
      // Every letter typed would be a step back; a filter set or a column sorted by is one.
      go(route, { replace: next.words !== view.words })
    },
    [kind, openId, view.words],
  )
  const open = useCallback(
    (row: ListRow) =>
      go(toRecord(kind.name, row.id, { params: paramsOf(kind, view) }), { replace: openId !== undefined }),
    [kind, view, openId],
  )
  const clear = () => setView({ ...view, filters: [], words: '', archived: 'without' })
  const actions = useRowActions(kind)
  const allRows = useCallback(
    () => selectedRows(core, query, chosen.selection, chosen.picked),
    [core, query, chosen.selection, chosen.picked],
  )
  const selectedCount = countOf(chosen.selection, rows.count)
  const isEmpty = rows.isReady && !rows.isOld && rows.length === 0

  return (
    <section className={styles.list} aria-label={words.many}>
      <header className={styles.header}>
        <h1 className={styles.title}>{words.many}</h1>
        <span className={`${styles.count} numbers`} role="status">
          {rows.count === undefined ? '' : t('list.count', { count: rows.count, shown: number(rows.count) })}
        </span>
        <span className={styles.gap} />
        <ColumnsMenu columns={columns} />
        {rights.canCreate() && (
          <Button
            size="sm"
            leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
            onClick={() => go(toNew(kind.name))}
          >
            {words.create}
          </Button>
        )}
      </header>
      <div className={styles.filters}>
        <FilterBar kind={kind} fields={fields} view={view} onChange={setView} searchRef={searchRef} />
      </div>
      {rows.error ? (
        <p className={styles.error} role="alert">
          {errorText(rows.error)}
        </p>
      ) : isEmpty ? (
        <div className={styles.empty}>
          <EmptyList kind={kind} isNarrowed={isNarrowed(view)} onClear={clear} />
        </div>
      ) : (
        <RecordTable
          kind={kind}
          label={words.many}
          columns={columns}
          rows={rows}
          sort={view.sort}
          onSort={sort => setView({ ...view, sort })}
          selection={chosen.selection}
          onSelect={chosen.select}
          onSelectAll={chosen.toggleAll}
          onVisible={setVisible}
          active={active}
          onActive={setActive}
          onOpen={open}
          openId={openId}
          actions={actions}
          startAt={visible.first}
          scrollKey={queryKey}
          scrollRef={scrollRef}
        />
      )}
      {selectedCount === 0 ? (
        <ListFooter
          first={visible.first}
          last={visible.last}
          length={rows.length}
          count={rows.count}
          onJump={index => {
            setActive(index)
            scrollRef.current?.(index)
          }}
        >
          <SortMenu fields={fields} columns={columns} sort={view.sort} onSort={sort => setView({ ...view, sort })} />
        </ListFooter>
      ) : (
        <BulkBar
          kind={kind}
          fields={fields}
          count={selectedCount}
          archived={view.archived}
          rows={allRows}
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
