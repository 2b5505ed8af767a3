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

/** Sign-in secrets of a user; the record of kind `user` is what colleagues see. */
export const account = pgTable(
  'account',
  {
    companyId: uuid('company_id').notNull(),
    userId: uuid('user_id').notNull(),
    /** Folded (auth/emailKey.ts); one account per address on a server. */
    email: text('email').notNull(),
    salt: bytes('salt').notNull(),
    kdf: jsonb('kdf').notNull(),
    /** SHA-256 of the authentication key, which is 256 random-looking bits already. */
    authHash: bytes('auth_hash').notNull(),
    vaultKeyWrapped: bytes('vault_key_wrapped').notNull(),
    recoveryHash: bytes('recovery_hash').notNull(),
    recoveryWrapped: bytes('recovery_wrapped').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** The password's last change. */
    changedAt: instant('changed_at').notNull().defaultNow(),
    recoveryChangedAt: instant('recovery_changed_at').notNull().defaultNow(),
    /** Of mails; null until their person has chosen one. */
    language: text('language'),
    /** They forgot their password while no mail could be sent; until it is changed. */
    resetAskedAt: instant('reset_asked_at'),
  },
  t => [primaryKey({ columns: [t.companyId, t.userId] }), uniqueIndex('account_email').on(t.email)],
)

/** A place in the company for whoever has the link, once, until it expires. */
export const invitation = pgTable(
  'invitation',
  {
    companyId: uuid('company_id').notNull(),
    id: uuid('id').notNull(),
    /** SHA-256; a link that was sent again has another token. */
    tokenHash: bytes('token_hash').notNull(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    roleId: uuid('role_id').notNull(),
    teamId: uuid('team_id'),
    /** A colleague who is there already and has no account. */
    userId: uuid('user_id'),
    language: text('language').notNull(),
    invitedBy: uuid('invited_by').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
    /** accepting, accepted, withdrawn */
    endedBy: text('ended_by'),
  },
  t => [primaryKey({ columns: [t.companyId, t.id] }), uniqueIndex('invitation_token').on(t.tokenHash)],
)

/** Sets a new password for its user, once, until it expires. */
export const resetLink = pgTable(
  'reset_link',
  {
    companyId: uuid('company_id').notNull(),
    id: uuid('id').notNull(),
    userId: uuid('user_id').notNull(),
    tokenHash: bytes('token_hash').notNull(),
    /** The administrator who made it; null where its user asked. */
    madeBy: uuid('made_by'),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  t => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex('reset_link_token').on(t.tokenHash),
    index('reset_link_user').on(t.companyId, t.userId),
  ],
)

export const device = pgTable(
  'device',
  {
    companyId: uuid('company_id').notNull(),
    id: uuid('id').notNull(),
    userId: uuid('user_id').notNull(),
    name: text('name').notNull(),
    firstSeenAt: instant('first_seen_at').notNull().defaultNow(),
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    /** SHA-256 of what proves this device, whatever somebody else does to the account's lock (auth/lockout.ts). */
    trustHash: bytes('trust_hash'),
  },
  t => [
    primaryKey({ columns: [t.companyId, t.id] }),
    index('device_user').on(t.companyId, t.userId),
    uniqueIndex('device_trust').on(t.trustHash),
  ],
)

/** Tokens are kept as SHA-256. An ended session stays a while, so that its device can be told why. */
export const session = pgTable(
  'session',
  {
    companyId: uuid('company_id').notNull(),
    id: uuid('id').notNull(),
    tokenHash: bytes('token_hash').notNull(),
    userId: uuid('user_id').notNull(),
    deviceId: uuid('device_id').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    endedAt: instant('ended_at'),
    /** replaced, signedOut, password, reset, disabled, expired */
    endedBy: text('ended_by'),
  },
  t => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex('session_token').on(t.tokenHash),
    index('session_user').on(t.companyId, t.userId),
  ],
)

export const apiKey = pgTable(
  'api_key',
  {
    companyId: uuid('company_id').notNull(),
    id: uuid('id').notNull(),
    keyHash: bytes('key_hash').notNull(),
    name: text('name').notNull(),
    /** The first letters of the key, by which people tell keys apart. */
    start: text('start'),
    roleId: uuid('role_id').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    createdBy: uuid('created_by'),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  t => [primaryKey({ columns: [t.companyId, t.id] }), uniqueIndex('api_key_hash').on(t.keyHash)],
)

/** Integration secrets, encrypted under the company's key (auth/secrets.ts). */
export const secret = pgTable(
  'secret',
  {
    companyId: uuid('company_id').notNull(),
    name: text('name').notNull(),
    value: bytes('value').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  t => [primaryKey({ columns: [t.companyId, t.name] })],
)

/** Failed sign-ins by account or address; names are HMACs, so that the table says nothing about who exists. */
export const signInFailure = pgTable('sign_in_failure', {
  name: bytes('name').primaryKey(),
  failures: integer('failures').notNull(),
  lastAt: instant('last_at').notNull(),
  lockedUntil: instant('locked_until'),
})

/** The installation's own facts, by key: proof of the secret, the last verified heads, the code for a new company. */
export const serverState = pgTable('server_state', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
})

/**
 * Contents of files that have come whole, each once in a company. The bytes lie outside of the database (files/store.ts);
 * who may read them follows from the records that name the hash.
 */
export const blob = pgTable(
  'blob',
  {
    companyId: uuid('company_id').notNull(),
    id: uuid('id').notNull(),
    /** SHA-256, in hex. */
    hash: text('hash').notNull(),
    size: whole('size').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  t => [primaryKey({ columns: [t.companyId, t.id] }), uniqueIndex('blob_hash').on(t.companyId, t.hash)],
)

/** The file records that have a content: by it whoever sees one of them is known to have that content. */
export const blobUse = pgTable(
  'blob_use',
  {
    companyId: uuid('company_id').notNull(),
    blobId: uuid('blob_id').notNull(),
    fileId: uuid('file_id').notNull(),
  },
  t => [primaryKey({ columns: [t.companyId, t.blobId, t.fileId] })],
)

/** Contents that are on their way, one for each file record and sender. The parts that have come are in the store. */
export const blobUpload = pgTable(
  'blob_upload',
  {
    companyId: uuid('company_id').notNull(),
    /** Of the blob that it will be. */
    id: uuid('id').notNull(),
    fileId: uuid('file_id').notNull(),
    userId: uuid('user_id').notNull(),
    hash: text('hash').notNull(),
    size: whole('size').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    usedAt: instant('used_at').notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex('blob_upload_file').on(t.companyId, t.fileId, t.userId),
    index('blob_upload_used').on(t.companyId, t.usedAt),
  ],
)
