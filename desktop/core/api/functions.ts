import { z } from 'zod'
import { listQuery } from '../../../shared/filters.ts'
import { languages } from '../../../shared/labels.ts'
import { roleRights } from '../../../shared/permissions/rights.ts'
import { entry, fieldChange, fieldName, kindName, patch, recordKey, uuid } from '../../../shared/record.ts'
import { standings } from '../../../shared/rules/clashes.ts'
import { errorBody } from '../../../shared/sync/protocol.ts'
import { call, done, instant, none, stream } from './define.ts'
import { fileFunctions } from './files.ts'
import { gridFunctions } from './grid.ts'
import { groupFunctions } from './groups.ts'
import { identityFunctions } from './identity.ts'
import { mapFunctions } from './map.ts'
import { operationFunctions } from './operations.ts'
import { shellFunctions } from './shell.ts'
import { historyRow, shownRecord } from './shown.ts'
import { stageFunctions } from './stages.ts'
import { timelineFunctions } from './timeline.ts'
import { lineDetails, troubleFunctions } from './troubles.ts'
import { workFunctions } from './work.ts'

export const viewer = z.object({ user: uuid, team: uuid.nullable(), role: uuid, rights: roleRights })

export { type HistoryRow, type ShownRecord, shownRecord } from './shown.ts'

/** A row of a list: the listable fields only (see fieldFacts), as values of their kinds. */
export const listRow = z.object({
  id: uuid,
  title: z.string(),
  owner: uuid.optional(),
  team: uuid.optional(),
  parent: recordKey.extend({ title: z.string() }).optional(),
  archived: z.boolean(),
  createdAt: instant,
  createdBy: z.string(),
  updatedAt: instant,
  values: z.record(z.string(), z.unknown()),
  waiting: z.boolean(),
})
export type ListRow = z.infer<typeof listRow>

/** A clash, with what its values do not say. */
const shownClash = shownRecord.extend({
  /** What the field holds now, and whose value that is; no `standing` where the record is not in sight. */
  stands: z.unknown().optional(),
  standing: z.enum(standings).optional(),
  /** It still asks for a decision: it was not settled, and the record does not hold its author's value already. */
  isOpen: z.boolean(),
  /** When its author typed the losing value, and whether that was on this device. */
  mineAt: instant,
  isHere: z.boolean(),
})
export type ShownClash = z.infer<typeof shownClash>

const syncState = z.object({
  connection: z.enum(['online', 'connecting', 'offline', 'signedOut', 'replaced', 'tooOld', 'leaseOver']),
  /** Why it is not online, for words. */
  problem: errorBody.optional(),
  ...lineDetails,
  waiting: z.int(),
  refused: z.int(),
  clashes: z.int(),
  /** Present while the first copy loads. */
  firstSync: z.object({ done: z.int(), total: z.int(), perSecond: z.number() }).optional(),
  lastOnlineAt: instant.optional(),
})
export type SyncState = z.infer<typeof syncState>

const sessionState = z.object({
  state: z.enum(['signedOut', 'signedIn', 'leaseOver', 'replaced']),
  /** Why what the last person has on this machine could not be opened. */
  problem: errorBody.optional(),
  server: z.string(),
  /** E-mail addresses that have signed in from this profile, newest first. */
  known: z.array(z.string()),
  company: z.object({ id: uuid, name: z.string(), zone: z.string() }).optional(),
  user: z.object({ id: uuid, name: z.string(), email: z.string() }).optional(),
  viewer: viewer.optional(),
  /** Values of the company's own fields and layouts, for kindsWith(). */
  ownFields: z.array(z.record(z.string(), z.unknown())),
  /** The OS key store is weak or a file: a line on screen says so. */
  weakKeyStore: z.boolean(),
})
export type SessionState = z.infer<typeof sessionState>

const hit = z.object({
  kind: kindName,
  id: uuid,
  title: z.string(),
  subtitle: z.string(),
  archived: z.boolean(),
  /** Where the title matches: [from, to) in UTF-16 units. */
  marks: z.array(z.tuple([z.int(), z.int()])),
  /** Words around a match in a text that neither title nor subtitle shows. */
  snippet: z.string().optional(),
})
export type Hit = z.infer<typeof hit>

const refusedItem = z.object({
  entry: uuid,
  operation: uuid,
  label: z.string(),
  at: instant,
  error: errorBody,
  patches: z.array(patch),
  /** Titles of the records it touches, as this desktop knows them. */
  titles: z.array(z.string()),
  /** Entries held back because they rest on it; discarded or sent with it. */
  dependents: z.array(z.object({ entry: uuid, label: z.string(), titles: z.array(z.string()) })),
})
export type RefusedItem = z.infer<typeof refusedItem>

const change = z.object({ operation: uuid })

/**
 * Everything that core does for a window, described once. The same table is carried by a MessagePort (Electron), a
 * loopback WebSocket (browser shell) and a direct call (tests). `stream` functions answer with the present value and
 * then with every new one. Errors come as ErrorBody; see shared/errors.ts.
 */
export const functions = {
  'session.state': stream(none, sessionState),
  ...identityFunctions,
  ...shellFunctions,
  ...workFunctions,
  ...mapFunctions,
  ...stageFunctions,

  ...troubleFunctions,

  'sync.state': stream(none, syncState),
  'sync.retry': call(none, done),

  /** After each commit: which records of which kinds look different now. `ids` absent: reload the kind. */
  changes: stream(
    none,
    z.object({ changes: z.array(z.object({ kind: z.string(), ids: z.array(z.string()).optional() })) }),
  ),

  /** A window of a list; `offset` jumps, `after` (a row's cursor) continues. `from` is the position of the first row. */
  'records.list': call(
    z.object({
      query: listQuery,
      offset: z.int().min(0).optional(),
      after: z.string().optional(),
      limit: z.int().min(1).max(500),
      /** Whose values the rows hold; absent: of every field that a list shows. */
      fields: z.array(z.string()).max(200).optional(),
    }),
    z.object({ rows: z.array(listRow), from: z.int().optional(), next: z.string().optional() }),
  ),
  'records.count': call(z.object({ query: listQuery }), z.object({ count: z.int() })),
  ...groupFunctions,
  'records.get': call(recordKey, shownRecord.nullable()),
  ...timelineFunctions,
  /** All of a small kind (users, teams, tags, roles), ordered by title. */
  'records.all': call(z.object({ kind: kindName }), z.array(shownRecord)),
  /** Titles for references; null where the record is not here. */
  'records.titles': call(z.object({ keys: z.array(recordKey).max(500) }), z.array(z.string().nullable())),
  /** Creates (with `create`) or changes one record; `base` is what the form was opened with. */
  'records.save': call(
    z.object({ kind: kindName, id: uuid, create: z.boolean(), set: z.record(fieldName, fieldChange) }),
    change.extend({ warnings: z.array(z.object({ field: z.string(), reason: z.string() })) }),
  ),
  /** The same change on many records: assign, tag (`add`/`remove` on a set), archive, restore. One operation. */
  'records.change': call(
    z.object({
      label: entry.shape.label,
      keys: z.array(recordKey).min(1).max(20_000),
      set: z.record(fieldName, z.unknown()).optional(),
      add: z.record(fieldName, z.array(z.string())).optional(),
      remove: z.record(fieldName, z.array(z.string())).optional(),
    }),
    change,
  ),
  ...gridFunctions,
  /** Near-duplicates of values being typed (same tax number, phone, e-mail, folded name). */
  'records.similar': call(
    z.object({ kind: kindName, id: uuid.optional(), values: z.record(z.string(), z.unknown()) }),
    z.array(hit),
  ),
  /** The user opened a record: recents here, the access chain there (S-254), presence for the others. */
  'records.opened': call(recordKey, done),
  'records.closed': call(none, done),
  /** Colleagues who look at this record now. */
  'records.present': stream(recordKey, z.array(z.object({ user: uuid }))),
  'records.recent': call(z.object({ limit: z.int().max(50) }), z.array(hit)),

  ...fileFunctions,

  'commands.run': call(z.object({ name: z.string(), arguments: z.unknown() }), change),

  /** Newest first. Offline: what this desktop kept, with `until` (how far it reaches), and its own open entries. */
  'history.list': call(
    recordKey.extend({ before: z.int().optional(), limit: z.int().min(1).max(200) }),
    z.object({ rows: z.array(historyRow), more: z.boolean(), until: instant.optional() }),
  ),

  ...operationFunctions,

  'clashes.list': call(none, z.array(shownClash)),
  /** `mine`: puts the author's value in (one click, may be swapped back); `theirs`: leaves it as it stands. */
  'clashes.settle': call(z.object({ id: uuid, take: z.enum(['mine', 'theirs']) }), change),

  'refused.list': call(none, z.array(refusedItem)),
  'refused.discard': call(z.object({ entry: uuid }), done),
  /** Sends it again, with the fields that were mended. */
  'refused.mend': call(z.object({ entry: uuid, set: z.record(fieldName, z.unknown()) }), change),

  'search.query': call(
    z.object({ words: z.string().max(200), kinds: z.array(kindName).optional(), limit: z.int().min(1).max(50) }),
    z.object({ groups: z.array(z.object({ kind: kindName, hits: z.array(hit) })), corrected: z.boolean() }),
  ),

  /** A form being typed, kept every second so that a crash loses nothing. */
  'drafts.get': call(z.object({ key: z.string().max(120) }), z.object({ value: z.unknown() }).nullable()),
  'drafts.put': call(z.object({ key: z.string().max(120), value: z.unknown() }), done),
  'drafts.remove': call(z.object({ key: z.string().max(120) }), done),

  'preferences.get': stream(
    none,
    z.object({
      language: z.enum(languages),
      theme: z.enum(['light', 'dark', 'system']),
      dense: z.boolean(),
      railFolded: z.boolean(),
      /** Free for screens: column widths, last list of a kind. */
      screens: z.record(z.string(), z.unknown()),
    }),
  ),
  'preferences.put': call(
    z.object({
      language: z.enum(languages).optional(),
      theme: z.enum(['light', 'dark', 'system']).optional(),
      dense: z.boolean().optional(),
      railFolded: z.boolean().optional(),
      screens: z.record(z.string(), z.unknown()).optional(),
    }),
    done,
  ),
} as const

export type { Operation } from './operations.ts'
export type Functions = typeof functions
export type FunctionName = keyof Functions
export type ArgsOf<N extends FunctionName> = z.input<Functions[N]['args']>
export type ResultOf<N extends FunctionName> = z.output<Functions[N]['result']>
export type StreamName = { [N in FunctionName]: Functions[N]['stream'] extends true ? N : never }[FunctionName]

/** What a window has of core, over whichever transport. */
export interface Core {
  call<N extends FunctionName>(name: N, args: ArgsOf<N>): Promise<ResultOf<N>>
  /** Calls `listener` with the present value and every later one until the returned function is called. */
  subscribe<N extends StreamName>(name: N, args: ArgsOf<N>, listener: (value: ResultOf<N>) => void): () => void
}
