import type { ListQuery } from '../../../../shared/filters.ts'
import type { RecordsOf } from '../../../core/api/operations.ts'
import type { Selection } from './selection.ts'

/** The chosen records as core takes them: by id, or all that the list shows but some, however many those are. */
export const selectedRecords = (query: ListQuery, { isAll, ids }: Selection): RecordsOf =>
  isAll ? { query, except: [...ids] } : { keys: [...ids].map(id => ({ kind: query.kind, id })) }
