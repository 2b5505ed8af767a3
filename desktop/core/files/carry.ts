import { lengthOfPart, partBytes, partsOf } from '../../../shared/files/transfer.ts'
import { type Address, type Answered, answerMs, offline, refused, request } from './request.ts'
import type { SealedFile } from './sealedFile.ts'

/** How far a download is: whole parts that lie here, and bytes since this was last told. */
export interface Told {
  have: number
  bytes: number
}

/** Nothing at all for this long: the line is gone, whatever the system says. */
const silentMs = 45_000
const tellMs = 250

/** Sends a part's bytes. Throws network.offline. */
export async function carryUp(address: Address, bytes: Uint8Array, stop: AbortSignal): Promise<Answered> {
  const response = await request(
    address,
    {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      // It stands in memory of its own, not in memory that threads share.
      body: bytes as Uint8Array<ArrayBuffer>,
    },
    AbortSignal.any([stop, AbortSignal.timeout(answerMs)]),
  )
  if (!response.ok) return refused(response)
  // Unread, an answer holds its connection.
  await response.body?.cancel()
  return { status: response.status }
}

/**
 * Fetches what follows the first `from` parts and writes each part as it is whole, in one piece of memory that is used again
 * and again. Resolves when the server has nothing more, also when it was too little. Throws network.offline.
 */
export async function carryDown(
  address: Address,
  into: { file: SealedFile; size: number; from: number },
  { stop, tell }: { stop: AbortSignal; tell: (told: Told) => void },
): Promise<Answered> {
  const { file, size, from } = into
  const silence = new AbortController()
  const range = from > 0 ? { range: `bytes=${from * partBytes}-` } : {}
  const response = await request(address, { headers: range }, AbortSignal.any([stop, silence.signal]))
  if (!response.ok) return refused(response)
  if (from > 0 && response.status !== 206) {
    await response.body?.cancel()
    return { status: response.status, problem: { code: 'server.unavailable', params: { reason: 'noRange' } } }
  }
  const whole = Buffer.allocUnsafeSlow(partBytes)
  const parts = partsOf(size)
  let have = from
  let filled = 0
  let isWriting = false
  let [untold, toldAt] = [0, 0]
  const tellNow = () => {
    tell({ have, bytes: untold })
    untold = 0
    toldAt = performance.now()
  }
  const isSilent = () => silence.abort()
  let timer = setTimeout(isSilent, silentMs)
  try {
    for await (const bytes of response.body ?? []) {
      clearTimeout(timer)
      for (let at = 0; at < bytes.length && have < parts; ) {
        const length = lengthOfPart(size, have)
        const piece = bytes.subarray(at, at + length - filled)
        whole.set(piece, filled)
        filled += piece.length
        at += piece.length
        if (filled < length) continue
        isWriting = true
        file.write(have, whole.subarray(0, length))
        isWriting = false
        have++
        filled = 0
      }
      untold += bytes.length
      if (performance.now() - toldAt > tellMs) tellNow()
      timer = setTimeout(isSilent, silentMs)
    }
  } catch (cause) {
    // What this disk refuses is not the network's fault.
    throw isWriting ? cause : offline(cause)
  } finally {
    clearTimeout(timer)
    tellNow()
  }
  return { status: response.status }
}
