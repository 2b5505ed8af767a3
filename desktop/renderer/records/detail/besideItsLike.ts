import type { AnyKind } from '../../../../shared/entity.ts'
import type { RecordState } from '../../../../shared/record.ts'
import { type Route, type RouteParams, toRecord } from '../../app/route.ts'
import { paramsOf, usualState } from '../list/listParams.ts'

/** The kind's list with what hangs on this record alone, as parts of an address. */
export const listOfParent = (kind: AnyKind, parent: string): RouteParams =>
  paramsOf(kind, { ...usualState(kind), filters: [{ field: 'parent', op: 'is', value: parent }] })

/** A record beside the list of what hangs on the same one; alone where its kind has no list. */
export const besideItsLike = (kind: AnyKind, { id, parent }: Pick<RecordState, 'id' | 'parent'>): Route =>
  kind.list && parent
    ? toRecord(kind.name, id, { params: listOfParent(kind, parent.id) })
    : toRecord(kind.name, id, { page: true })
