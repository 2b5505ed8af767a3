import { fromBase64Url } from '../../shared/auth/bytes.ts'
import { type Credentials, credentials } from '../../shared/auth/credentials.ts'
import { type Kdf, minimumKdf } from '../../shared/auth/splitKey.ts'
import { AppError } from '../../shared/errors.ts'
import type { Language } from '../../shared/labels.ts'
import type { Database, Transaction } from '../db/database.ts'
import { emailKey } from './emailKey.ts'
import { tokenHash } from './tokens.ts'

export interface Account {
  companyId: string
  userId: string
  salt: Buffer
  kdf: Kdf
  authHash: Buffer
  vaultKeyWrapped: Buffer
  recoveryHash: Buffer
  recoveryWrapped: Buffer
}

/** The account of an address in any company of this server, or undefined; one question either way, so that time tells nothing. */
export async function findAccount(database: Database, email: string): Promise<Account | undefined> {
  const key = emailKey(email)
  const [account] = await database.lookup(
    key,
    tx => tx<Account[]>`
      select company_id as "companyId", user_id as "userId", salt, kdf, auth_hash as "authHash",
        vault_key_wrapped as "vaultKeyWrapped", recovery_hash as "recoveryHash", recovery_wrapped as "recoveryWrapped"
      from account where email = ${key}`,
  )
  return account
}

/** Whether everybody knows the passwords of this company. */
export async function isDemo(database: Database, company: string): Promise<boolean> {
  const [row] = await database.inCompany(
    company,
    tx => tx<{ isDemo: boolean }[]>`select is_demo as "isDemo" from company where id = ${company}`,
    { readOnly: true },
  )
  return row?.isDemo ?? false
}

/** The account of a user, or undefined. */
export async function accountOf(tx: Transaction, company: string, user: string): Promise<AccountFacts | undefined> {
  const [account] = await tx<AccountFacts[]>`
    select email, language, auth_hash as "authHash", vault_key_wrapped as "vaultKeyWrapped",
      recovery_hash as "recoveryHash", recovery_wrapped as "recoveryWrapped", changed_at as "changedAt",
      recovery_changed_at as "recoveryChangedAt"
    from account where company_id = ${company} and user_id = ${user}`
  return account
}
export interface AccountFacts
  extends Pick<Account, 'authHash' | 'vaultKeyWrapped' | 'recoveryHash' | 'recoveryWrapped'> {
  email: string
  language: Language | null
  changedAt: string
  recoveryChangedAt: string
}

/**
 * Gives a user an account. Throws record.exists where the address has one already, in whichever company, and
 * input.invalid for a password that was made into a key too cheaply.
 */
export async function addAccount(
  tx: Transaction,
  account: {
    company: string
    user: string
    email: string
    credentials: Credentials
    language?: Language | undefined
  },
): Promise<void> {
  const { company, user } = account
  const c = credentials.parse(account.credentials)
  const stored = { ...passwordColumns(tx, c), ...recoveryColumns(c), language: account.language ?? null }
  const made = await tx`
    insert into account ${tx({ company_id: company, user_id: user, email: emailKey(account.email), ...stored })}
    on conflict do nothing`
  if (made.count === 0) throw new AppError('record.exists')
}

/**
 * Replaces all that the old password and recovery code opened. Throws auth.failed where somebody has just done that
 * since `account` was read.
 */
export async function changeCredentials(
  tx: Transaction,
  account: { companyId: string; userId: string; recoveryHash: Buffer },
  given: Credentials,
): Promise<void> {
  const c = credentials.parse(given)
  const changed = await tx`
    update account set ${tx({ ...passwordColumns(tx, c), ...recoveryColumns(c) })}, changed_at = now(),
      recovery_changed_at = now(), reset_asked_at = null
    where company_id = ${account.companyId} and user_id = ${account.userId} and recovery_hash = ${account.recoveryHash}`
  if (changed.count === 0) throw new AppError('auth.failed')
}

interface Proven {
  company: string
  user: string
  /** Of the password that was shown; auth.failed where it is not the account's any more. */
  authHash: Buffer
}

/** A new password around the same vault key. */
export async function changePassword(tx: Transaction, proven: Proven, given: PasswordKeys): Promise<void> {
  const changed = await tx`
    update account set ${tx(passwordColumns(tx, given))}, changed_at = now(), reset_asked_at = null
    where company_id = ${proven.company} and user_id = ${proven.user} and auth_hash = ${proven.authHash}`
  if (changed.count === 0) throw new AppError('auth.failed')
}

/** A new recovery code around the same vault key. */
export async function changeRecovery(tx: Transaction, proven: Proven, given: RecoveryKeys): Promise<void> {
  const changed = await tx`
    update account set ${tx(recoveryColumns(given))}, recovery_changed_at = now()
    where company_id = ${proven.company} and user_id = ${proven.user} and auth_hash = ${proven.authHash}`
  if (changed.count === 0) throw new AppError('auth.failed')
}

type PasswordKeys = Pick<Credentials, 'salt' | 'kdf' | 'authKey' | 'vaultKeyWrapped'>
type RecoveryKeys = Pick<Credentials, 'recoveryKey' | 'recoveryWrapped'>
const bytes = (text: string) => Buffer.from(fromBase64Url(text))

/** The client derives the key; that it took the trouble is asked here too, for clients that are not ours. */
function passwordColumns(tx: Transaction, given: PasswordKeys) {
  if (given.kdf.memory < minimumKdf.memory || given.kdf.iterations < minimumKdf.iterations)
    throw new AppError('input.invalid', { fields: { password: { reason: 'weakKey' } } })
  return {
    salt: bytes(given.salt),
    kdf: tx.json(given.kdf),
    auth_hash: tokenHash(bytes(given.authKey)),
    vault_key_wrapped: bytes(given.vaultKeyWrapped),
  }
}

const recoveryColumns = (given: RecoveryKeys) => ({
  recovery_hash: tokenHash(bytes(given.recoveryKey)),
  recovery_wrapped: bytes(given.recoveryWrapped),
})
