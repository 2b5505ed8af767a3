import { createHash } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import type { Database } from '../db/database.ts'

export interface RestAnswer {
  status: 200 | 201 | 204
  body: unknown
}

/**
 * Does a request with an Idempotency-Key once: a repetition gets the first one's answer, the same key with another
 * request is refused with `idempotency.reused`. Only what succeeded is kept; what was refused changed nothing and may
 * be tried again.
 */
export function createIdempotency(database: Database) {
  /** Repetitions that come while the first is still at work wait for it. */
  const underWay = new Map<string, Promise<unknown>>()

  async function once(
    request: { company: string; caller: string; key: string; method: string; path: string; body: unknown },
    work: () => Promise<RestAnswer>,
  ): Promise<RestAnswer> {
    const { company, caller, key } = request
    if (key.length < 1 || key.length > 200)
      throw new AppError('input.invalid', { fields: { 'Idempotency-Key': { reason: 'badValue' } } })
    const name = `${company}:${caller}:${key}`
    await underWay.get(name)?.catch(() => undefined)
    const doing = answer()
    underWay.set(name, doing)
    try {
      return await doing
    } finally {
      if (underWay.get(name) === doing) underWay.delete(name)
    }

    async function answer(): Promise<RestAnswer> {
      const digest = createHash('sha256')
        .update(JSON.stringify([request.method, request.path, request.body]))
        .digest()
      const [stored] = await database.inCompany(
        company,
        tx => tx<{ request: Buffer; status: RestAnswer['status']; body: unknown }[]>`
          select request, status, body from rest_answer
          where company_id = ${company} and key_id = ${caller} and idempotency_key = ${key}`,
        { readOnly: true },
      )
      if (stored && !stored.request.equals(digest)) throw new AppError('idempotency.reused')
      if (stored) return { status: stored.status, body: stored.body }
      const result = await work()
      await database.inCompany(
        company,
        tx => tx`
          insert into rest_answer (company_id, key_id, idempotency_key, request, status, body)
          values (${company}, ${caller}, ${key}, ${digest}, ${result.status}, ${tx.json((result.body ?? null) as never)})
          on conflict do nothing`,
      )
      return result
    }
  }
  return { once }
}
export type Idempotency = ReturnType<typeof createIdempotency>
