import type { z } from 'zod'
import type { keysAnswer } from '../../shared/auth/identity.ts'
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
  options: { company: string; name: string; role: string; by?: string },
): Promise<{ id: string; key: string }> {
  const { company, name, role, by = null } = options
  const [id, key] = [uuidv7(), newToken('apiKey')]
  await database.inCompany(company, async tx => {
    const [found] = await tx`select 1 from role where company_id = ${company} and id = ${role} and not archived`
    if (!found) throw new AppError('record.notFound')
    await tx`insert into api_key ${tx({
      ...{ company_id: company, id, key_hash: tokenHash(key), name, role_id: role },
      ...{ start: key.slice(0, shownLetters), created_by: by },
    })}`
  })
  return { id, key }
}

/** The prefix and four letters of the secret, of which 39 stay unknown. */
const shownLetters = 8

/** Newest first, those taken back too: people ask what became of a key. */
export async function listApiKeys(database: Database, company: string): Promise<z.infer<typeof keysAnswer>> {
  const rows = await database.inCompany(
    company,
    tx => tx<
      {
        id: string
        name: string
        start: string | null
        role: string
        createdAt: string
        createdBy: string | null
        lastUsedAt: string | null
        revokedAt: string | null
      }[]
    >`
      select id, name, start, role_id as role, created_at as "createdAt", created_by as "createdBy",
        last_used_at as "lastUsedAt", revoked_at as "revokedAt"
      from api_key where company_id = ${company} order by id desc limit 1000`,
    { readOnly: true },
  )
  return rows.map(({ id, name, role, createdAt, ...maybe }) => ({
    ...{ id, name, role, createdAt },
    ...(maybe.start ? { start: maybe.start } : {}),
    ...(maybe.createdBy ? { createdBy: maybe.createdBy } : {}),
    ...(maybe.lastUsedAt ? { lastUsedAt: maybe.lastUsedAt } : {}),
    ...(maybe.revokedAt ? { revokedAt: maybe.revokedAt } : {}),
  }))
}

/** Its next call is refused. Throws record.notFound for a key that is none, or was taken back before. */
export async function revokeApiKey(database: Database, company: string, id: string): Promise<void> {
  const revoked = await database.inCompany(
    company,
    tx => tx`update api_key set revoked_at = now()
      where company_id = ${company} and id = ${id} and revoked_at is null`,
  )
  if (revoked.count === 0) throw new AppError('record.notFound')
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
