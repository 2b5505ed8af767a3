import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordState, VisibilityKey } from '../../shared/record.ts'
import type { Head } from '../../shared/sync/protocol.ts'

/** Who writes, from where. `system` is the server itself (demo data, imports, jobs): it needs no rights. */
export interface Author {
  company: string
  viewer: Viewer
  /** Null: not a desktop (an API key, the server). */
  device: string | null
  address: string | null
  source: 'sync' | 'rest' | 'system'
  /** Only for `system`: when the records say they were made, where that is not now. */
  at?: string
}

/** One log row of a commit, with its record as this row left it. */
export interface CommitRow {
  number: number
  kind: string
  id: string
  /** Null: this row made the record. */
  before: VisibilityKey | null
  after: VisibilityKey
  state: RecordState
}

/** What one transaction added to a company's log. */
export interface Commit {
  company: string
  epoch: number
  /** The number before its first row. */
  after: number
  head: Head
  rows: CommitRow[]
}
