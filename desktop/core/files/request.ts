import { AppError } from '../../../shared/errors.ts'
import { networkReason } from '../sync/networkReason.ts'

/** Where the bytes of a file are sent or fetched, and whose they are. */
export interface Address {
  url: string
  token: string
}

/** What the server said; `problem` is what it sent where it refused, not looked at yet. */
export interface Answered {
  status: number
  problem?: unknown
}

/** An answer, or a part, has as long as the slowest line takes that is worth using. */
export const answerMs = 90_000

/** Throws network.offline. */
export async function request({ url, token }: Address, init: RequestInit, stop: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${token}` },
      // A redirect would carry the session to somebody who was not asked.
      redirect: 'error',
      signal: stop,
    })
  } catch (cause) {
    throw offline(cause)
  }
}

export const refused = async (response: Response): Promise<Answered> => ({
  status: response.status,
  problem: await response.json().catch(() => undefined),
})

export const offline = (cause: unknown) =>
  new AppError('network.offline', { params: { reason: networkReason(cause) }, cause })
