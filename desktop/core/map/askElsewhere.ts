import { AppError } from '../../../shared/errors.ts'
import { networkReason } from '../sync/networkReason.ts'

const answerMs = 15_000

/**
 * Asks a server that is none of ours, without anything that says who asks. Throws network.offline, server.unavailable.
 * `most`: bytes, since nobody knows what such a server answers.
 */
export async function askElsewhere(url: string, most: number): Promise<{ type: string; bytes: Uint8Array }> {
  const response = await fetch(url, {
    // Map servers want to know which program asks.
    headers: { 'user-agent': 'Pergel' },
    credentials: 'omit',
    // A redirect would lead to somebody whom the operator did not name.
    redirect: 'error',
    signal: AbortSignal.timeout(answerMs),
  }).catch(cause => {
    throw new AppError('network.offline', { params: { reason: networkReason(cause) }, cause })
  })
  if (!response.ok) {
    await response.body?.cancel()
    throw new AppError('server.unavailable', { params: { status: response.status } })
  }
  return { type: mediaType(response), bytes: await readAtMost(response, most) }
}

const mediaType = (response: Response): string =>
  (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''

async function readAtMost(response: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of response.body ?? []) {
      size += part.length
      if (size > most) throw new AppError('server.unavailable', { params: { reason: 'tooLarge' } })
      parts.push(part)
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('network.offline', { params: { reason: networkReason(cause) }, cause })
  }
  return Buffer.concat(parts)
}
