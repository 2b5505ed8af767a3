import type { Credentials } from '../../shared/auth/credentials.ts'
import type { Values } from '../../shared/entity.ts'
import { AppError } from '../../shared/errors.ts'
import { uuidv7 } from '../../shared/ids.ts'
import type { Language } from '../../shared/labels.ts'
import { maxPatches, type Patch } from '../../shared/record.ts'
import type { Database, Transaction } from '../db/database.ts'
import type { Writer } from '../records/writer.ts'
import { addAccount, findAccount } from './accounts.ts'
import { emailKey } from './emailKey.ts'
import { systemAuthor } from './systemAuthor.ts'

export interface JoiningOptions {
  database: Database
  writer: Pick<Writer, 'submit'>
}
export interface Joining {
  company: string
  name: string
  email: string
  /** Ids of records of the company. */
  role: string
  team: string | undefined
  credentials: Credentials
  language?: Language | undefined
  /** In whose name the record is written; the system where nobody's. */
  by?: string | undefined
}

/**
 * A colleague with an account: their record through the write path, then what they sign in with; `finish` belongs to the
 * same transaction as the latter. A record of theirs that is there and has no account becomes theirs. Throws record.exists
 * for an address that has an account, in whichever company.
 */
export async function join<T>(
  { database, writer }: JoiningOptions,
  given: Joining,
  finish: (tx: Transaction, user: string) => Promise<T>,
): Promise<{ user: string; finished: T }> {
  const { company, name, email, role, team, credentials, language, by } = given
  // Asked before anything is written; two at once are caught by the table's own rule.
  if (await findAccount(database, email)) throw new AppError('record.exists')
  const values: Values = { name, email, role, isActive: true, ...(team ? { memberOf: team } : {}) }
  const known = await recordWithoutAccount(database, company, email)
  const patch = known ? change('user', known, { ...values, archived: false }) : creation('user', values)
  await write(writer, company, [patch], by)
  const finished = await database.inCompany(company, async tx => {
    await addAccount(tx, { company, user: patch.id, email, credentials, language })
    return finish(tx, patch.id)
  })
  return { user: patch.id, finished }
}

/** Said to who holds a link or a code: they would type the address again and again. */
export const asEmailTaken = (thrown: unknown): unknown =>
  thrown instanceof AppError && thrown.code === 'record.exists' ? emailTaken() : thrown
export const emailTaken = () => new AppError('record.exists', { params: { reason: 'emailTaken' } })

/** Writes records as the system, over what stands. Throws the first refusal. */
export async function write(
  writer: Pick<Writer, 'submit'>,
  company: string,
  patches: Patch[],
  user?: string,
): Promise<void> {
  if (patches.length > maxPatches) throw new RangeError(`${patches.length} patches are more than an entry holds`)
  const label = patches.some(patch => patch.create) ? 'create' : 'edit'
  const entry = { seq: 1, id: uuidv7(), operation: uuidv7(), label, after: [], at: new Date().toISOString(), patches }
  const [answer] = await writer.submit(systemAuthor(company, user ? { user } : {}), [entry], { overwrite: true })
  if (answer?.status === 'refused') throw new AppError(answer.error.code, answer.error)
  if (answer?.status !== 'accepted') throw new AppError('internal')
}

export const creation = (kind: string, values: Values): Patch => ({ ...change(kind, uuidv7(), values), create: true })

export function change(kind: string, id: string, values: Values): Patch {
  const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  return { kind, id, set }
}

async function recordWithoutAccount(database: Database, company: string, email: string): Promise<string | undefined> {
  const rows = await database.inCompany(
    company,
    tx => tx<{ id: string; email: string }[]>`
      select u.id, u.email from "user" u
      left join account a on a.company_id = u.company_id and a.user_id = u.id
      where u.company_id = ${company} and a.user_id is null order by u.archived, u.id`,
    { readOnly: true },
  )
  return rows.find(row => emailKey(row.email) === emailKey(email))?.id
}
