import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant, lexemes, whole } from './tables.ts'

/** One row per company. Every write transaction locks it first; `number` and the heads are those of the two chains. */
export const company = pgTable('company', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  zone: text('zone').notNull(),
  isDemo: boolean('is_demo').notNull().default(false),
  epoch: integer('epoch').notNull().default(1),
  number: whole('number').notNull().default(0),
  headHash: bytes('head_hash').notNull().default(sql`decode(repeat('00', 32), 'hex')`),
  accessNumber: whole('access_number').notNull().default(0),
  accessHash: bytes('access_hash').notNull().default(sql`decode(repeat('00', 32), 'hex')`),
  /** The company's own key, wrapped by PERGEL_SECRET (auth/envelope.ts). */
  keyWrapped: bytes('key_wrapped').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
})

/** The chain of changes, one row per record changed by an entry. Written by server/log, never updated but by erasure. */
export const log = pgTable(
  'log',
  {
    companyId: uuid('company_id').notNull(),
    epoch: integer('epoch').notNull(),
    number: whole('number').notNull(),
    operation: uuid('operation').notNull(),
    label: text('label').notNull(),
    undoes: uuid('undoes'),
    entryId: uuid('entry_id'),
    userId: uuid('user_id').notNull(),
    deviceId: uuid('device_id'),
    /** As text, so that the hash covers exactly what is stored. */
    address: text('address'),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    recordId: uuid('record_id').notNull(),
    /** The first row of its record: there is no key before. */
    creates: boolean('creates').notNull(),
    ownerBefore: uuid('owner_before'),
    teamBefore: uuid('team_before'),
    ownerAfter: uuid('owner_after'),
    teamAfter: uuid('team_after'),
    /** Fields with old and new value and salt, or the commitment alone: the layout in log/chain.ts. */
    changes: bytes('changes').notNull(),
    /** Number of the row that made this one follow, and how deep the chain of causes is. */
    cause: whole('cause'),
    causeDepth: integer('cause_depth').notNull().default(0),
    previousHash: bytes('previous_hash').notNull(),
    hash: bytes('hash').notNull(),
  },
  t => [
    primaryKey({ columns: [t.companyId, t.epoch, t.number] }),
    index('log_record').on(t.companyId, t.kind, t.recordId, t.number),
    index('log_operation').on(t.companyId, t.operation),
  ],
)

/** The second chain: views, sign-ins, exports, refusals. Appended in batches, never synced. */
export const accessLog = pgTable(
  'access_log',
  {
    companyId: uuid('company_id').notNull(),
    epoch: integer('epoch').notNull(),
    number: whole('number').notNull(),
    at: instant('at').notNull(),
    userId: uuid('user_id'),
    deviceId: uuid('device_id'),
    address: text('address'),
    action: text('action').notNull(),
    kind: text('kind'),
    recordId: uuid('record_id'),
    /** As the log's `changes`: salted, erasable. */
    details: bytes('details').notNull(),
    previousHash: bytes('previous_hash').notNull(),
    hash: bytes('hash').notNull(),
  },
  t => [
    primaryKey({ columns: [t.companyId, t.epoch, t.number] }),
    index('access_log_at').on(t.companyId, t.at),
    index('access_log_record').on(t.companyId, t.kind, t.recordId, t.at),
  ],
)

/**
 * Folded words and numbers of every record that has any, for the `q` of REST (records/searchWords.ts). A table of its
 * own, so that a change of something else does not touch its index; read through the function in security.ts alone.
 */
export const searchText = pgTable(
  'search_text',
  {
    companyId: uuid('company_id').notNull(),
    kind: text('kind').notNull(),
    id: uuid('id').notNull(),
    words: lexemes('words').notNull(),
  },
  t => [primaryKey({ columns: [t.companyId, t.kind, t.id] }), index('search_text_words').using('gin', t.words)],
)

/** How far the log has been read into `search_text`, which follows it. */
export const searchState = pgTable('search_state', {
  companyId: uuid('company_id').primaryKey(),
  number: whole('number').notNull(),
})

/** What every entry was answered, kept at least 60 days: the whole idempotency of pushes. */
export const entryAnswer = pgTable(
  'entry_answer',
  {
    companyId: uuid('company_id').notNull(),
    deviceId: uuid('device_id').notNull(),
    seq: whole('seq').notNull(),
    entryId: uuid('entry_id').notNull(),
    userId: uuid('user_id').notNull(),
    answer: jsonb('answer').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.companyId, t.deviceId, t.seq] }),
    uniqueIndex('entry_answer_entry').on(t.companyId, t.entryId),
    index('entry_answer_at').on(t.companyId, t.at),
  ],
)

/** Answers of REST writes by their Idempotency-Key. */
export const restAnswer = pgTable(
  'rest_answer',
  {
    companyId: uuid('company_id').notNull(),
    keyId: uuid('key_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    /** SHA-256 of method, path and body: the same key with another request is refused. */
    request: bytes('request').notNull(),
    status: integer('status').notNull(),
    body: jsonb('body').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.companyId, t.keyId, t.idempotencyKey] }),
    index('rest_answer_at').on(t.companyId, t.at),
  ],
)

/** The installation's own facts, by key: proof of the secret, the last verified heads, the code for a new company. */
export const serverState = pgTable('server_state', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
})
