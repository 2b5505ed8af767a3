import { fromBase64Url } from '../../shared/auth/bytes.ts'
import { type Credentials, credentials } from '../../shared/auth/credentials.ts'
import type { Kdf } from '../../shared/auth/splitKey.ts'
import { AppError } from '../../shared/errors.ts'
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

/** Gives a user an account. Throws record.exists where the address has one already, in whichever company. */
export async function addAccount(
  tx: Transaction,
  account: { company: string; user: string; email: string; credentials: Credentials },
): Promise<void> {
  const { company, user } = account
  const stored = columnsOf(tx, account.credentials)
  const made = await tx`
    insert into account ${tx({ company_id: company, user_id: user, email: emailKey(account.email), ...stored })}
    on conflict do nothing`
  if (made.count === 0) throw new AppError('record.exists')
}

/** Replaces all that the old password and recovery code opened. Throws auth.failed where somebody has just done that. */
export async function changeCredentials(tx: Transaction, account: Account, given: Credentials): Promise<void> {
  const changed = await tx`
    update account set ${tx(columnsOf(tx, given))}, changed_at = now()
    where company_id = ${account.companyId} and user_id = ${account.userId} and recovery_hash = ${account.recoveryHash}`
  if (changed.count === 0) throw new AppError('auth.failed')
}

function columnsOf(tx: Transaction, given: Credentials) {
  const c = credentials.parse(given)
  return {
    salt: Buffer.from(fromBase64Url(c.salt)),
    kdf: tx.json(c.kdf),
    auth_hash: tokenHash(fromBase64Url(c.authKey)),
    vault_key_wrapped: Buffer.from(fromBase64Url(c.vaultKeyWrapped)),
    recovery_hash: tokenHash(fromBase64Url(c.recoveryKey)),
    recovery_wrapped: Buffer.from(fromBase64Url(c.recoveryWrapped)),
  }
}
