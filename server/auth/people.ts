import { minimumPassword, newCredentials } from '../../shared/auth/credentials.ts'
import type { Kdf } from '../../shared/auth/splitKey.ts'
import { AppError } from '../../shared/errors.ts'
import { uuidv7 } from '../../shared/ids.ts'
import type { Language } from '../../shared/labels.ts'
import type { Database } from '../db/database.ts'
import type { Writer } from '../records/writer.ts'
import { builtInRoleValues } from './builtInRoles.ts'
import type { CompanyKeys } from './companyKeys.ts'
import { creation, join, write } from './joining.ts'

export interface PeopleOptions {
  database: Database
  keys: CompanyKeys
  writer: Pick<Writer, 'submit'>
}
export interface NewUser {
  name: string
  email: string
  /** Name or `builtIn` of a role of the company. */
  role: string
  team?: string | undefined
  password: string
  kdf?: Kdf
}

/**
 * A company with its six roles and teams. Its records come through the write path, so that the log begins with them.
 * `id`: of one whose making may have been interrupted; what it has already stays as it is.
 */
export async function addCompany(
  options: PeopleOptions,
  given: {
    id?: string
    name: string
    zone: string
    isDemo?: boolean
    teams?: readonly string[]
    /** Of the names of the roles. */
    language?: Language | undefined
  },
): Promise<string> {
  if (!isTimeZone(given.zone)) throw wrong('zone')
  const company = given.id ?? uuidv7()
  const { language = 'tr' } = given
  const { database, keys, writer } = options
  const row = {
    id: company,
    name: given.name,
    zone: given.zone,
    is_demo: given.isDemo ?? false,
    key_wrapped: keys.wrapNew(company),
  }
  const [stands] = await database.inCompany(company, async tx => {
    await tx`insert into company ${tx(row)} on conflict do nothing`
    return tx<{ number: number }[]>`select number from company where id = ${company}`
  })
  if (stands?.number === 0)
    await write(writer, company, [
      ...builtInRoleValues(language).map(values => creation('role', values)),
      ...(given.teams ?? []).map(name => creation('team', { name })),
    ])
  return company
}

/** A user with an account. Gives the recovery code, which is nowhere else. Throws record.exists for an address in use. */
export async function addUser(
  options: PeopleOptions,
  company: string,
  given: NewUser,
): Promise<{ user: string; recoveryCode: string }> {
  const { database } = options
  if ([...given.password].length < minimumPassword) throw wrong('password')
  const role = await idByName(database, company, 'role', given.role)
  const team = given.team === undefined ? undefined : await idByName(database, company, 'team', given.team)
  const { credentials, recoveryCode } = await newCredentials(given.password, given.kdf ? { kdf: given.kdf } : {})
  const { name, email } = given
  const { user } = await join(options, { company, name, email, role, team, credentials }, async () => undefined)
  return { user, recoveryCode }
}

export async function idByName(
  database: Database,
  company: string,
  kind: 'role' | 'team',
  name: string,
): Promise<string> {
  const rows = await database.inCompany(
    company,
    tx => tx<{ id: string }[]>`
      select id from ${tx(kind)} where company_id = ${company} and not archived
        and (name = ${name} ${kind === 'role' ? tx`or built_in = ${name}` : tx``}) order by id limit 1`,
    { readOnly: true },
  )
  if (!rows[0]) throw wrong(kind)
  return rows[0].id
}

const wrong = (field: string) => new AppError('input.invalid', { fields: { [field]: { reason: 'badValue' } } })

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
