import { setTimeout as delay } from 'node:timers/promises'
import { uuidv7 } from '../../../shared/ids.ts'

/** A program that uses the REST interface as its documentation asks for: every POST under an Idempotency-Key. */
export interface RestCaller {
  /** Ids of what it was told has been made. */
  readonly made: string[]
  /** Every answer that was not the one hoped for. */
  readonly errors: string[]
  readonly calls: number
  stop(): Promise<void>
}

/** `owner`: of what it makes; a key is nobody who could own a record. */
export function startRestCaller(options: { url: string; key: string; owner: string }): RestCaller {
  const { url, key, owner } = options
  const made: string[] = []
  const errors: string[] = []
  let [calls, isStopping] = [0, false]
  const call = async (method: string, path: string, hoped: number, body?: object): Promise<{ id?: string }> => {
    calls++
    const headers = {
      authorization: `Bearer ${key}`,
      ...(body ? { 'content-type': 'application/json', 'idempotency-key': uuidv7() } : {}),
    }
    try {
      const answer = await fetch(new URL(path, url), {
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      const text = await answer.text()
      if (answer.status !== hoped) errors.push(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`)
      return answer.status === hoped ? JSON.parse(text) : {}
    } catch (error) {
      errors.push(`${method} ${path}: ${error}`)
      return {}
    }
  }
  const work = (async () => {
    for (let i = 0; !isStopping; i++) {
      const body = { companyName: `REST ${i}`, phone: '+905321234567', source: 'fair', status: 'new', owner }
      const { id } = await call('POST', '/api/v1/leads', 201, body)
      if (id) {
        made.push(id)
        await call('GET', `/api/v1/leads/${id}`, 200)
      }
      await delay(10)
    }
  })()
  return {
    made,
    errors,
    get calls() {
      return calls
    },
    stop: () => {
      isStopping = true
      return work
    },
  }
}
