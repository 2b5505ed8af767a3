import { useCallback, useMemo } from 'react'
import { z } from 'zod'
import type { AnyKind } from '../../../../shared/entity.ts'
import { fieldFacts } from '../../../../shared/fields.ts'
import type { ListView } from '../../../../shared/filters.ts'
import { useSetPreferences } from '../../app/usePreference.ts'
import { usePreferences } from '../../data/hooks.ts'
import { screenFacts } from '../fields/fieldFacts.ts'
import type { ShownField, ShownFields } from '../fields/shownFields.ts'
import { moved, type PlacedColumn, placed } from './columnOrder.ts'

export interface ListColumn extends ShownField {
  width: number
  isSortable: boolean
  isFigure: boolean
  /** Stays at the left, this far from the row's left edge; absent: it scrolls with the others. */
  left?: number
}
export interface Columns {
  /** The title first, then the pinned ones, then the others. */
  shown: ListColumn[]
  /** Every field that could be a column, in order. */
  all: ShownField[]
  widths: Record<string, number>
  setWidths: (widths: Record<string, number>) => void
  toggle: (name: string) => void
  /** Puts a column where another one stands; of a pinned and a loose one, it becomes what the other is. */
  move: (name: string, to: string) => void
  /** One place to the left (-1) or right (1), among those that are pinned as it is. */
  shift: (name: string, by: -1 | 1) => void
  pin: (name: string, isPinned: boolean) => void
  /** As the view has them. */
  reset: () => void
  /** Others than the view has, or in another order; widths alone are this person's own affair. */
  isChanged: boolean
  /** As a saved view holds them. */
  saved: NonNullable<ListView['columns']>
}

const kept = z.object({
  widths: z.record(z.string(), z.number()).catch({}),
  names: z.array(z.string()).optional().catch(undefined),
  pinned: z.array(z.string()).optional().catch(undefined),
})
type Kept = z.infer<typeof kept>

/** Names of records are what a list is read by. */
const nameWidths: Readonly<Record<string, number>> = { title: 260, parent: 220 }

/** Where the choice of a view's columns is kept; without a view, of the kind's own list. */
export const columnsKey = (kind: string, view?: string): string => `columns.${kind}${view ? `.${view}` : ''}`

/** The columns of a list: as its view or the kind's definition says, or as this person has arranged them since. */
export function useColumns(
  kind: AnyKind,
  fields: ShownFields,
  { view, columns: given }: { view?: string | undefined; columns?: ListView['columns'] } = {},
): Columns {
  const screen = columnsKey(kind.name, view)
  const held = usePreferences()?.screens[screen]
  const setPreferences = useSetPreferences()
  const { widths, names, pinned } = useMemo(() => kept.catch({ widths: {} }).parse(held ?? { widths: {} }), [held])
  const put = useCallback((next: Kept) => setPreferences({ screens: { [screen]: next } }), [setPreferences, screen])

  return useMemo(() => {
    const isColumn = ({ name }: PlacedColumn) => {
      const shown = fields.get(name)
      return name !== 'title' && shown !== undefined && isListable(shown.field.kind)
    }
    const usual: PlacedColumn[] = placed(
      given
        ? given.map(({ field, pinned: isPinned }) => ({ name: field, isPinned: isPinned === true }))
        : (kind.list ?? []).map(name => ({ name, isPinned: false })),
    ).filter(isColumn)
    const wanted = names ? placed(names.map(name => ({ name, isPinned: pinned?.includes(name) === true }))) : usual
    const columns = wanted.filter(isColumn)
    const savedWidths = Object.fromEntries((given ?? []).flatMap(({ field, width }) => (width ? [[field, width]] : [])))
    const all = [...fields.own, ...systemColumns.flatMap(name => fields.get(name) ?? [])].filter(({ field }) =>
      isListable(field.kind),
    )
    const title = fields.get('title')
    const shownFields = [
      ...(title ? [{ shown: title, isPinned: true }] : []),
      ...columns.flatMap(({ name, isPinned }) => {
        const shown = fields.get(name)
        return shown ? [{ shown, isPinned }] : []
      }),
    ]
    let left = selectWidth
    const shown = shownFields.map(({ shown: field, isPinned }): ListColumn => {
      const { name } = field
      const width = widths[name] ?? savedWidths[name] ?? nameWidths[name] ?? screenFacts[field.field.kind].width
      const column = {
        ...field,
        width,
        isSortable: isSortable(field),
        isFigure: screenFacts[field.field.kind].isFigure,
        ...(isPinned ? { left } : {}),
      }
      if (isPinned) left += width
      return column
    })
    const arrange = (next: PlacedColumn[]) =>
      put({
        widths,
        names: next.map(({ name }) => name),
        pinned: next.filter(({ isPinned }) => isPinned).map(({ name }) => name),
      })
    return {
      shown,
      all,
      widths,
      setWidths: next => put({ widths: next, ...(names ? { names } : {}), ...(pinned ? { pinned } : {}) }),
      toggle: name =>
        arrange(
          columns.some(column => column.name === name)
            ? columns.filter(column => column.name !== name)
            : [...columns, { name, isPinned: false }],
        ),
      move: (name, to) => arrange(moved(columns, name, to)),
      shift: (name, by) => {
        const at = columns.findIndex(column => column.name === name)
        const [own, other] = [columns[at], columns[at + by]]
        if (own && other && own.isPinned === other.isPinned) arrange(moved(columns, name, other.name))
      },
      pin: (name, isPinned) =>
        arrange(placed(columns.map(column => (column.name === name ? { ...column, isPinned } : column)))),
      reset: () => put({ widths: {} }),
      isChanged: names !== undefined && JSON.stringify(columns) !== JSON.stringify(usual),
      saved: shown.map(({ name, width, left: at }) => ({
        field: name,
        width: Math.min(1200, Math.max(40, Math.round(width))),
        ...(at === undefined || name === 'title' ? {} : { pinned: true }),
      })),
    }
  }, [fields, kind, given, names, pinned, widths, put])
}

/** Width of the column of boxes, before the title. */
export const selectWidth = 40

const systemColumns = ['parent', 'owner', 'team', 'createdAt', 'createdBy', 'updatedAt']
const isListable = (kind: ShownField['field']['kind']) => fieldFacts[kind].listable

export const isSortable = ({ field }: ShownField): boolean => fieldFacts[field.kind].sortable
/** Times are asked for newest first and figures largest first, names from A on. */
export const startsDescending = ({ field }: ShownField): boolean =>
  field.kind === 'dateTime' || screenFacts[field.kind].isFigure
