import { Button, Tooltip } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { IconInfoCircle, IconPlus } from '@tabler/icons-react'
import { memo, type RefObject, useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ListQuery } from '../../../../shared/filters.ts'
import { go } from '../../app/navigation.ts'
import { type RouteParams, toNew } from '../../app/route.ts'
import { useCall, useSyncState, useViewer } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { useKindWords } from '../kindWords.ts'
import { narrowedTo } from '../narrowedTo.ts'
import { useRights } from '../rights.ts'
import { useListViews } from '../views/useListViews.ts'
import { ViewBar } from '../views/ViewBar.tsx'
import { ColumnsPanel } from './ColumnsPanel.tsx'
import { FilterBar } from './filters/FilterBar.tsx'
import { type FieldsWithParents, useListFields } from './filters/withParents.ts'
import { GroupMenu } from './GroupMenu.tsx'
import { LayoutSwitch } from './LayoutSwitch.tsx'
import { ListBody } from './ListBody.tsx'
import styles from './list.module.css'
import { type ListState, listParams, queryOf } from './listParams.ts'
import { type Columns, useColumns } from './useColumns.ts'
import { useLatest } from './useLatest.ts'
import { type ListShape, useListShape } from './useListShape.ts'
import { useSame } from './useSame.ts'

interface Props {
  kind: AnyKind
  params: RouteParams
  /** The record shown beside the list. */
  openId: string | undefined
}

/** All records of a kind that the viewer may see: filtered, ordered, chosen, opened, as a view of theirs has it. */
export function ListScreen({ kind, params: address, openId }: Props) {
  const { t } = useTranslation('lists')
  const words = useKindWords(kind)
  const rights = useRights(kind)
  const fields = useListFields(kind)
  // What opens beside the list stands in the address too, and is nothing to the list.
  const params = useSame(listParams(address))
  const views = useListViews(kind, params, openId)
  const { isReady } = views
  const setState = useLatest(views.setState)
  const columns = useColumns(kind, fields, { view: views.current?.id, columns: views.current?.shows.columns })
  const shape = useListShape(kind, views.state, fields, columns)
  const query = useMemo(() => queryOf(kind, shape.state), [kind, shape.state])
  const searchRef = useRef<HTMLInputElement>(null)
  const enterRef = useRef<(() => void) | undefined>(undefined)
  const toRows = useCallback(() => enterRef.current?.(), [])
  useShortcuts([{ key: '/', run: () => searchRef.current?.focus() }])

  return (
    <section className={styles.list} aria-label={words.many}>
      <header className={styles.header}>
        <h1 className={styles.title}>{words.many}</h1>
        <Count kind={kind} query={isReady ? query : undefined} />
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
      <Tools
        kind={kind}
        fields={fields}
        shape={shape}
        columns={columns}
        onChange={setState}
        searchRef={searchRef}
        toRows={toRows}
      />
      {(shape.left.length > 0 || views.isGone) && (
        <p className={styles.notice} role="status">
          <IconInfoCircle size={16} stroke={1.5} aria-hidden />
          {views.isGone ? t('views.gone') : t('views.without', { count: shape.left.length })}
        </p>
      )}
      <ListBody
        kind={kind}
        params={params}
        openId={openId}
        fields={fields}
        columns={columns}
        shape={shape}
        query={query}
        isReady={isReady}
        onChange={setState}
        enterRef={enterRef}
      />
    </section>
  )
}

/** How many records there are, and whose alone the role shows. Arrives beside the rows, never before them. */
function Count({ kind, query }: { kind: AnyKind; query: ListQuery | undefined }) {
  const { t } = useTranslation(['records', 'lists'])
  const { number } = useFormat()
  const narrowed = narrowedTo(kind, useViewer())
  const count = useCall('records.count', query === undefined ? skipToken : { query }).data?.count
  const isLoading = useSyncState()?.firstSync !== undefined
  const isKnown = count !== undefined && !(isLoading && count === 0)
  return (
    <span className={styles.counted}>
      <span className={styles.whole}>
        <span className={`${styles.count} numbers`} role="status">
          {isKnown ? t(isLoading ? 'records:list.soFar' : 'records:list.count', { count, shown: number(count) }) : ''}
        </span>
      </span>
      {isKnown && narrowed && (
        <span className={styles.whole}>
          <Tooltip
            label={t(`lists:scope.why.${narrowed}`)}
            multiline
            w={280}
            events={{ hover: true, focus: true, touch: true }}
          >
            <button type="button" className={styles.narrowed}>
              {t(`lists:scope.${narrowed}`)}
              <span className={styles.unseen}>{t(`lists:scope.why.${narrowed}`)}</span>
            </button>
          </Tooltip>
        </span>
      )}
    </span>
  )
}

interface ToolsProps {
  kind: AnyKind
  fields: FieldsWithParents
  shape: ListShape
  columns: Columns
  onChange: (state: ListState) => void
  searchRef: RefObject<HTMLInputElement | null>
  toRows: () => void
}

/** What the list is narrowed to and how it looks. */
const Tools = memo(function Tools({ kind, fields, shape, columns, onChange, searchRef, toRows }: ToolsProps) {
  const { state, groupBy, boardBy } = shape
  const group = useCallback(
    (name: string | undefined) => {
      const { groupBy: _, ...rest } = state
      onChange(name === undefined ? rest : { ...rest, groupBy: name })
    },
    [state, onChange],
  )
  return (
    <div className={styles.filters}>
      <FilterBar {...{ kind, fields, state, onChange, searchRef, toRows }}>
        <span className={styles.tools}>
          {!(state.layout === 'board' && boardBy) && (
            <GroupMenu fields={shape.groupable} groupBy={groupBy} onGroup={group} />
          )}
          <LayoutSwitch state={state} boardFields={shape.boardFields} boardBy={boardBy} onChange={onChange} />
          <ColumnsPanel columns={columns} />
        </span>
      </FilterBar>
    </div>
  )
})
