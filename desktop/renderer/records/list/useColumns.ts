import { useCallback, useMemo } from 'react'
import { z } from 'zod'
import type { AnyKind } from '../../../../shared/entity.ts'
import { fieldFacts } from '../../../../shared/fields.ts'
import { usePreferences } from '../../data/hooks.ts'
import { useSetPreferences } from '../../app/usePreference.ts'
import { screenFacts } from '../fields/fieldFacts.ts'
import type { ShownField, ShownFields } from '../fields/shownFields.ts'

export interface ListColumn extends ShownField {
  width: number
  isSortable: boolean
  isFigure: boolean
}
export interface Columns {
  shown: ListColumn[]
  /** Every field that could be a column, in order. */
  all: ShownField[]
  widths: Record<string, number>
  setWidths: (widths: Record<string, number>) => void
  toggle: (name: string) => void
  /** As the kind has them. */
  reset: () => void
}

const kept = z.object({
  widths: z.record(z.string(), z.number()).catch({}),
  names: z.array(z.string()).optional().catch(undefined),
})

/** The columns of a kind's list: as its definition says, or as this person has chosen; widths are remembered. */
export function useColumns(kind: AnyKind, fields: ShownFields): Columns {
  const screen = `columns.${kind.name}`
  const held = usePreferences()?.screens[screen]
  const setPreferences = useSetPreferences()
  const { widths, names } = useMemo(() => kept.parse(held ?? { widths: {} }), [held])
  const put = useCallback(
    (next: z.infer<typeof kept>) => setPreferences({ screens: { [screen]: next } }),
    [setPreferences, screen],
  )

  return useMemo(() => {
    const title = fields.get('title')
    const all = [...fields.own, ...systemColumns.flatMap(name => fields.get(name) ?? [])].filter(({ field }) =>
      isListable(field.kind),
    )
    const usual = kind.list ?? []
    const wanted = names ?? usual
    const columns = wanted.flatMap(name => fields.get(name) ?? []).filter(({ field }) => isListable(field.kind))
    const shown = [...(title ? [title] : []), ...columns].map(column => ({
      ...column,
      width: widths[column.name] ?? (column.name === 'title' ? 260 : screenFacts[column.field.kind].width),
      isSortable: isSortable(column),
      isFigure: screenFacts[column.field.kind].isFigure,
    }))
    return {
      shown,
      all,
      widths,
      setWidths: next => put({ widths: next, ...(names ? { names } : {}) }),
      toggle: name => {
        const next = wanted.includes(name) ? wanted.filter(other => other !== name) : [...wanted, name]
        put({ widths, names: all.map(field => field.name).filter(other => next.includes(other)) })
      },
      reset: () => put({ widths: {} }),
    }
  }, [fields, kind, names, widths, put])
}

const systemColumns = ['parent', 'owner', 'team', 'createdAt', 'createdBy', 'updatedAt']
const isListable = (kind: ShownField['field']['kind']) => fieldFacts[kind].listable

export const isSortable = ({ field }: ShownField): boolean => fieldFacts[field.kind].sortable
/** Times are asked for newest first and figures largest first, names from A on. */
export const startsDescending = ({ field }: ShownField): boolean =>
  field.kind === 'dateTime' || screenFacts[field.kind].isFigure
