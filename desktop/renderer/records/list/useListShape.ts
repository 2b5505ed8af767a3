import { useMemo } from 'react'
import type { AnyKind } from '../../../../shared/entity.ts'
import { isGroupable } from '../../../../shared/groups.ts'
import type { Kinds } from '../../../../shared/kinds.ts'
import { queryField } from '../../../../shared/listFields.ts'
import { isState } from '../../../../shared/timeline.ts'
import { useKinds } from '../../data/hooks.ts'
import type { ShownField } from '../fields/shownFields.ts'
import { filterFields } from './filterFields.ts'
import { withoutUnknown } from './filters/filterTree.ts'
import type { FieldsWithParents } from './filters/withParents.ts'
import { defaultSort, type ListState } from './listParams.ts'
import { type Columns, isSortable } from './useColumns.ts'

export interface ListShape {
  /** The state without what cannot be shown. */
  state: ListState
  /** Fields that the view names and that are hidden from this person, or are not there any more. */
  left: readonly string[]
  groupable: readonly ShownField[]
  groupBy: ShownField | undefined
  boardFields: readonly ShownField[]
  boardBy: ShownField | undefined
  /** Columns of figures, summed up at the foot and above groups. */
  totals: readonly string[]
}

/** What of a list's state can be shown to this person, and what else it could be. */
export function useListShape(kind: AnyKind, given: ListState, fields: FieldsWithParents, columns: Columns): ListShape {
  const kinds = useKinds()
  const readable = useMemo(() => readableState(kind, given, fields), [kind, given, fields])
  const { state, left } = readable
  const groupable = useMemo(() => groupableFields(kind, kinds, fields), [kind, kinds, fields])
  const boardFields = useMemo(() => fields.own.filter(({ field }) => field.kind === 'choice'), [fields])
  const totals = columns.shown
    .filter(({ field }) => field.kind === 'money' || field.kind === 'number')
    .map(({ name }) => name)
    .slice(0, 20)
    .join(' ')
  return useMemo(
    () => ({
      ...{ state, left, groupable, boardFields },
      groupBy: groupable.find(({ name }) => name === state.groupBy),
      boardBy:
        boardFields.find(({ name }) => name === state.boardBy) ??
        // The kind's own first state among its filters: a board by sort of customer moves nobody on.
        boardFields.find(({ name, field }) => isState(field) && kind.filters?.includes(name)) ??
        boardFields.find(({ field }) => isState(field)) ??
        boardFields[0],
      totals: totals.split(' ').filter(Boolean),
    }),
    [kind, state, left, groupable, boardFields, totals],
  )
}

export function readableState(
  kind: AnyKind,
  given: ListState,
  fields: FieldsWithParents,
): { state: ListState; left: string[] } {
  const { filters, where, left } = withoutUnknown(given, name => fields.get(name) !== undefined)
  const sorted = fields.get(given.sort.field)
  const canSort = sorted !== undefined && isSortable(sorted)
  const lost = [given.groupBy, given.boardBy].filter(
    (name): name is string => name !== undefined && fields.get(name) === undefined,
  )
  if (left.length === 0 && lost.length === 0 && canSort) return { state: given, left }
  const { where: _, groupBy, boardBy, ...rest } = given
  return {
    state: {
      ...rest,
      filters,
      ...(where ? { where } : {}),
      sort: canSort ? given.sort : defaultSort(kind),
      ...(groupBy && !lost.includes(groupBy) ? { groupBy } : {}),
      ...(boardBy && !lost.includes(boardBy) ? { boardBy } : {}),
    },
    left: [...new Set([...left, ...lost, ...(canSort ? [] : [given.sort.field])])],
  }
}

function groupableFields(kind: AnyKind, kinds: Kinds, fields: FieldsWithParents): ShownField[] {
  const { first, others } = filterFields(kind, fields)
  const all = [...first, ...others, ...fields.parents.flatMap(parent => parent.fields)]
  return all.filter(({ name }) => {
    const found = queryField(kinds, kind, name)
    return found !== undefined && isGroupable(found.kind)
  })
}
