import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant } from './tables.ts'

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
