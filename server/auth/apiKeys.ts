import { AppError } from '../../shared/errors.ts'
import { uuidv7 } from '../../shared/ids.ts'
import type { Database } from '../db/database.ts'
import { newToken, tokenHash, tokenKind } from './tokens.ts'

export interface KeyHolder {
  company: string
  key: string
  role: string
}

/** Makes a key with a role of the company. The key itself is in the answer and nowhere else. */
export async function addApiKey(
  database: Database,
  options: { company: string; name: string; role: string },
): Promise<{ id: string; key: string }> {
  const { company, name, role } = options
  const [id, key] = [uuidv7(), newToken('apiKey')]
  await database.inCompany(company, async tx => {
    const [found] = await tx`select 1 from role where company_id = ${company} and id = ${role} and not archived`
    if (!found) throw new AppError('record.notFound')
    await tx`insert into api_key ${tx({ company_id: company, id, key_hash: tokenHash(key), name, role_id: role })}`
  })
  return { id, key }
}

/** Throws auth.required for a key that is not known or was taken back. */
export async function authenticateKey(database: Database, key: string): Promise<KeyHolder> {
  const hash = tokenHash(key)
  const [row] =
    tokenKind(key) === 'apiKey'
      ? await database.lookup(
          hash.toString('hex'),
          tx => tx<KeyHolder[]>`
            select company_id as company, id as key, role_id as role from api_key
            where key_hash = ${hash} and revoked_at is null`,
        )
      : []
  if (!row) throw new AppError('auth.required')
  return row
}
