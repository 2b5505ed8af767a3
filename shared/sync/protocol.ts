import { z } from 'zod'
import { type ErrorBody, errorStatus } from '../errors.ts'
import type { Viewer } from '../permissions/viewer.ts'
import { entry, kindName, type RecordKey, type Rev, recordKey, type SyncedState, uuid } from '../record.ts'

/** Additive fields keep the number; anything else raises it and, when it must, the minimum client. */
export const protocolVersion = 1
export const minimumClient = 1
/** A text frame; a longer one is refused with `input.tooLarge`. Snapshot pages are binary, see below. */
export const maxFrameBytes = 8_000_000

const rev = z.strictObject({ epoch: z.int().min(0), number: z.int().min(0) })
const head = rev.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) })
export type Head = z.infer<typeof head>

/** What a desktop says. `id` pairs a question with its answer. */
export const clientFrame = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('hello'),
    v: z.int(),
    token: z.string().max(200),
    device: uuid,
    /** viewKey that the desktop's copy was made for; absent on the first day. */
    view: z.string().max(50_000).optional(),
    /** Where its copy stands; absent before the snapshot is complete. */
    checkpoint: rev.optional(),
    /** Heads it has witnessed, newest last; the server refuses service when it cannot show the same. */
    heads: z.array(head).max(20),
    subscription: z.object({ kinds: z.array(kindName).optional() }).optional(),
    /** Large live frames may come as snapshot pages do, with the id 0. */
    unpacks: z.boolean().optional(),
  }),
  /** One batch in flight; the next is sent after its answers. */
  z.object({ t: z.literal('push'), id: z.int(), entries: z.array(entry).min(1).max(500) }),
  /** States with rev above `after`, oldest change first. */
  z.object({ t: z.literal('pull'), id: z.int(), after: rev, limit: z.int().min(1).max(5000) }),
  /** A page of the snapshot of one kind, ids descending (uuidv7: newest first), below `before`. */
  z.object({
    t: z.literal('snapshot'),
    id: z.int().min(0).max(0xffffffff),
    kind: kindName,
    start: rev,
    before: uuid.optional(),
    limit: z.int().min(1).max(5000),
    /** Only what this earlier view did not show: after a change of role. */
    notIn: z.string().max(50_000).optional(),
  }),
  z.object({ t: z.literal('digest'), id: z.int(), kind: kindName }),
  /** Records opened by the user (S-254), also those opened offline, for the access chain. */
  z.object({
    t: z.literal('views'),
    id: z.int(),
    views: z.array(recordKey.extend({ at: z.iso.datetime() })).max(500),
  }),
  /** One record's history, newest first, below log number `before`. */
  z.object({
    t: z.literal('history'),
    id: z.int(),
    record: recordKey,
    before: z.int().positive().optional(),
    limit: z.int().min(1).max(200),
    /** With what hangs on it or is about it; an older server leaves this out of account. */
    related: z.literal(true).optional(),
  }),
  /** Who looked at a record last. */
  z.object({ t: z.literal('viewed'), id: z.int(), record: recordKey }),
  /** Ephemeral: which record the user is looking at. Never stored, never logged. */
  z.object({ t: z.literal('presence'), at: recordKey.nullable() }),
])
export type ClientFrame = z.infer<typeof clientFrame>

/** A field that an undo left as it is, because somebody changed it since: who, and when. */
export interface Stay extends RecordKey {
  field: string
  user: string
  at: string
}
/** How many there are, and the first of them. */
export interface Stays {
  count: number
  fields: Stay[]
}

export type Answer = { seq: number; id: string } & (
  | { status: 'accepted'; number: number; stays?: Stays }
  | { status: 'merged'; number: number; clashes: string[] }
  | { status: 'refused'; error: ErrorBody }
  | { status: 'held'; on: string[] }
)

/** What one operation did to one record, as its reader may see it today. */
export interface HistoryRow {
  number: number
  operation: string
  label: string
  at: string
  user: string
  /** As the device called itself; empty for an API key and the server. */
  deviceName: string
  undoes?: string
  /** It made the record. */
  creates?: boolean
  /** Where it is another record than the one asked for. */
  record?: RecordKey
  changes: { field: string; old?: unknown; new?: unknown; erased?: boolean }[]
}

/** What the server says. */
export type ServerFrame =
  | {
      t: 'welcome'
      v: number
      company: { id: string; name: string; zone: string }
      viewer: Viewer
      /** viewKey of `viewer`; where it differs from the desktop's, the desktop evicts and fetches what became visible. */
      view: string
      head: Head
      /** What this log holds at the numbers of the hello's heads; a desktop that witnessed another hash refuses service. */
      heads: Head[]
      time: string
      /** Seconds that an offline device may go on working. */
      lease: number
      /**
       * Highest seq of this device that has an answer. A desktop from an older copy of its file goes on above it. Gaps
       * in seq are legal: what was discarded before it was sent leaves one.
       */
      answeredSeq: number
      /**
       * Present where the server was restored since the desktop's checkpoint: the last rev of the desktop's epoch that
       * the restored log still holds. What the desktop holds above it is dropped, fetched and offered again.
       */
      restored?: Rev
    }
  | { t: 'answers'; id: number; answers: Answer[] }
  /** Never empty in effect: `to` moves the checkpoint even where `states` holds nothing for this viewer. */
  | { t: 'page'; id: number; states: SyncedState[]; to: Head; more: boolean }
  /**
   * Follows its predecessor only if `after` is not above where the desktop stands; else the desktop starts again. A large
   * one comes as a snapshot page does to those who unpack it, in its turn.
   */
  | { t: 'live'; after: number; states: SyncedState[]; to: Head }
  /**
   * Comes as a binary frame: `id` in four bytes (big-endian), then the rest as JSON under zstd. `next` absent: all is sent.
   * Its states come last, each on a line of its own and with its id first, so that a desktop can keep it as it came.
   */
  | { t: 'snapshotPage'; id: number; kind: string; states: SyncedState[]; next?: string; total?: number }
  | { t: 'digest'; id: number; kind: string; count: number; digest: string; at: Head }
  /** `before` absent: there is nothing older. */
  | { t: 'history'; id: number; rows: HistoryRow[]; before?: number }
  /** Each person once, newest first. */
  | { t: 'viewed'; id: number; views: { user: string; at: string }[] }
  | { t: 'done'; id: number }
  | { t: 'presence'; user: string; device: string; at: { kind: string; id: string } | null }
  /**
   * The viewer's role, team or fields changed: evict by the shared rule, fetch what became visible, then pull: there are no
   * live frames until then.
   */
  | { t: 'view'; viewer: Viewer; view: string; head: Head }
  /** A frame or question failed; the connection lives on unless a `bye` follows. */
  | { t: 'error'; id?: number; error: ErrorBody }
  | { t: 'bye'; error: ErrorBody; minimumClient?: number }

export const errorBody: z.ZodType<ErrorBody> = z.object({
  code: z.enum(Object.keys(errorStatus) as [keyof typeof errorStatus]),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  fields: z
    .record(
      z.string(),
      z.object({ reason: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() }),
    )
    .optional(),
})
