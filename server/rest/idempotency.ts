import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../shared/errors.ts'
import { derivedId } from '../../shared/ids.ts'
import type { Database } from '../db/database.ts'

export interface RestAnswer {
  status: 200 | 201 | 204
  body: unknown
}
export interface Repeatable {
  company: string
  /** Whose the key is. */
  caller: string
  key: string
  method: string
  path: string
  body: unknown
}

/** Stands where an answer will: the request is at work, here or on another instance. */
const atWork = 102
/**
 * Seconds after which whoever repeats the request does its work too. The instance that had it has mostly died; where it
 * is only slow, the write path still does the work once and gives both the same answer.
 */
const abandonedAfter = 3
const lookAgainMs = 100
/** How a request is named in the write path: one device for the key, one entry for the request under it. */
export interface WrittenUnder {
  device: string
  entry: string
}

/**
 * Does a request with an Idempotency-Key once (draft-ietf-httpapi-idempotency-key-header): a repetition gets the first
 * one's answer, also one that comes while another instance is still at work or has died of it; the same key with another
 * request is refused with `idempotency.reused`. Only what succeeded is kept; what was refused changed nothing and may be
 * tried again.
 */
export function createIdempotency(database: Database) {
  /** Repetitions that come here while the first is still at work here wait for it. */
  const underWay = new Map<string, Promise<unknown>>()

  async function once(request: Repeatable, work: (under: WrittenUnder) => Promise<RestAnswer>): Promise<RestAnswer> {
    const { company, caller, key } = request
    if (key.length < 1 || key.length > 200)
      throw new AppError('input.invalid', { fields: { 'Idempotency-Key': { reason: 'badValue' } } })
    const name = `${company}:${caller}:${key}`
    while (underWay.has(name)) await underWay.get(name)?.catch(() => undefined)
    const doing = answer(request, work)
    underWay.set(name, doing)
    try {
      return await doing
    } finally {
      underWay.delete(name)
    }
  }

  async function answer(request: Repeatable, work: (under: WrittenUnder) => Promise<RestAnswer>): Promise<RestAnswer> {
    const { company, caller, key } = request
    const digest = createHash('sha256')
      .update(JSON.stringify([request.method, request.path, request.body]))
      .digest()
    const stored = await reserve(request, digest)
    if (stored) return stored
    const name = `idempotency:${company}:${caller}:${key}`
    try {
      const result = await work({
        device: derivedId(name, ''),
        entry: derivedId(`${name}:${digest.toString('hex')}`, ''),
      })
      await database.inCompany(
        company,
        tx => tx`
          update rest_answer set status = ${result.status}, body = ${tx.json((result.body ?? null) as never)}
          where company_id = ${company} and key_id = ${caller} and idempotency_key = ${key} and status = ${atWork}`,
      )
      return result
    } catch (error) {
      await release(request).catch(() => undefined) // Where even this fails, the reservation ages.
      throw error
    }
  }

  /** The stored answer; undefined where the key is ours now, to work under. */
  async function reserve(request: Repeatable, digest: Buffer): Promise<RestAnswer | undefined> {
    for (let looks = 0; ; looks++) {
      const found = await reserveNow(request, digest)
      if (found !== 'at work') return found
      if (looks * lookAgainMs > 4000 * abandonedAfter) throw new AppError('idempotency.inUse')
      await delay(lookAgainMs)
    }
  }

  const reserveNow = (
    { company, caller, key }: Repeatable,
    digest: Buffer,
  ): Promise<RestAnswer | 'at work' | undefined> =>
    database.inCompany(company, async tx => {
      const taken = await tx`
        insert into rest_answer as had (company_id, key_id, idempotency_key, request, status, body)
        values (${company}, ${caller}, ${key}, ${digest}, ${atWork}, 'null')
        on conflict (company_id, key_id, idempotency_key) do update set at = now()
          where had.status = ${atWork} and had.request = ${digest}
            and had.at < now() - make_interval(secs => ${abandonedAfter})`
      if (taken.count > 0) return undefined
      const [stored] = await tx<{ request: Buffer; status: number; body: unknown }[]>`
        select request, status, body from rest_answer
        where company_id = ${company} and key_id = ${caller} and idempotency_key = ${key}`
      if (stored && !stored.request.equals(digest)) throw new AppError('idempotency.reused')
      // Gone in between: who had it failed, and the key is free.
      if (!stored || stored.status === atWork) return 'at work'
      // Only statuses of a RestAnswer are ever stored.
      return { status: stored.status as RestAnswer['status'], body: stored.body }
    })

  const release = ({ company, caller, key }: Repeatable) =>
    database.inCompany(
      company,
      tx => tx`
        delete from rest_answer
        where company_id = ${company} and key_id = ${caller} and idempotency_key = ${key} and status = ${atWork}`,
    )

  return { once }
}
export type Idempotency = ReturnType<typeof createIdempotency>
