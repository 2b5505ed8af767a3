import type { Values } from '../../../shared/entity.ts'
import type { ErrorBody } from '../../../shared/errors.ts'
import type { ListQuery } from '../../../shared/filters.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../../shared/record.ts'
import type { Hit } from '../api/functions.ts'
import type { GroupAsk, Groups } from '../lists/groups/groups.ts'
import type { Page, Window } from '../lists/lists.ts'
import type { SearchAnswer, SearchAsk } from '../search/search.ts'
import type { SimilarAsk } from '../search/similar.ts'

/** What the reader thread answers: by name, the arguments and the result. */
export interface ReaderCalls {
  window: { args: { query: ListQuery; page: Page }; result: Window }
  count: { args: { query: ListQuery }; result: number }
  ids: { args: { query: ListQuery; limit: number }; result: string[] }
  keys: { args: { query: ListQuery; limit: number }; result: { ids: string[]; count: number } }
  groups: { args: { query: ListQuery; ask: GroupAsk }; result: Groups }
  titles: { args: { keys: readonly RecordKey[] }; result: (string | null)[] }
  search: { args: SearchAsk; result: SearchAnswer }
  similar: { args: SimilarAsk; result: Hit[] }
  setViewer: { args: { viewer: Viewer | undefined }; result: null }
  /** Values of the company's own fields, for kindsWith(). */
  setKinds: { args: { ownFields: readonly Values[] }; result: null }
}
export type ReaderCall = keyof ReaderCalls

/** What the thread is started with. */
export interface ReaderStart {
  file: string
  key: Uint8Array
  ownFields: readonly Values[]
  zone: string
  viewer?: Viewer
}

export type ToReader = {
  [N in ReaderCall]: {
    id: number
    name: N
    args: ReaderCalls[N]['args']
    /** A later call on the same channel makes one that has not begun yet pointless. */
    channel?: string
  }
}[ReaderCall]

export type FromReader = { id: number /** Milliseconds of work. */; took: number } & (
  | { ok: true; value: unknown }
  /** Overtaken by a later call on its channel. */
  | { ok: true; overtaken: true }
  | { ok: false; error: ErrorBody }
)
