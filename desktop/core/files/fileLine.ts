import { AppError } from '../../../shared/errors.ts'
import { type UploadState, uploadState } from '../../../shared/files/transfer.ts'
import { errorBody } from '../../../shared/sync/protocol.ts'
import { requireSafe } from '../session/ask.ts'
import { networkReason } from '../sync/networkReason.ts'

/** The way of files' bytes to the server and back. Throws what the server says, and network.offline. */
export interface FileLine {
  begin(file: string, content: { size: number; hash: string }, stop: AbortSignal): Promise<UploadState>
  put(file: string, part: number, bytes: Uint8Array, stop: AbortSignal): Promise<void>
  finish(file: string, text: string, stop: AbortSignal): Promise<UploadState>
  /** The bytes from `from` on, as they come. */
  read(file: string, from: number, stop: AbortSignal): AsyncIterable<Uint8Array>
}

/** A part has as long as the slowest line takes that is worth using. */
const answerMs = 90_000
/** Nothing at all for this long: the line is gone, whatever the system says. */
const silentMs = 45_000

export function fileLine(options: { server: string; token: () => string | undefined }): FileLine {
  const { server, token } = options

  const send = async (
    path: string,
    request: RequestInit & { headers?: Record<string, string> },
    stop: AbortSignal,
  ): Promise<Response> => {
    requireSafe(server)
    const held = token()
    if (held === undefined) throw new AppError('auth.required')
    const response = await fetch(new URL(path, server), {
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${held}` },
      // A redirect would carry the session to somebody who was not asked.
      redirect: 'error',
      signal: stop,
    }).catch(cause => {
      throw new AppError('network.offline', { params: { reason: networkReason(cause) }, cause })
    })
    if (response.ok) return response
    const problem = errorBody.safeParse(await response.json().catch(() => undefined))
    // Its own disk is full or out of order: nothing that could be mended here.
    if (problem.success && problem.data.code.startsWith('storage.'))
      throw new AppError('server.unavailable', { params: { reason: problem.data.code } })
    if (problem.success) throw new AppError(problem.data.code, problem.data)
    throw new AppError('server.unavailable', { params: { status: response.status } })
  }
  const withTime = (stop: AbortSignal) => AbortSignal.any([stop, AbortSignal.timeout(answerMs)])
  const ask = async (path: string, body: unknown, stop: AbortSignal): Promise<UploadState> => {
    const headers = { 'content-type': 'application/json' }
    const response = await send(path, { method: 'POST', headers, body: JSON.stringify(body) }, withTime(stop))
    const parsed = uploadState.safeParse(await response.json().catch(() => undefined))
    if (!parsed.success) throw new AppError('server.unavailable', { params: { reason: 'notPergel' } })
    return parsed.data
  }

  return {
    begin: (file, content, stop) => ask(`/api/v1/files/${file}/upload`, content, stop),
    async put(file, part, bytes, stop) {
      const headers = { 'content-type': 'application/octet-stream' }
      // Bytes of the thread of files stand in a buffer of their own.
      const body = bytes as Uint8Array<ArrayBuffer>
      await send(`/api/v1/files/${file}/upload/parts/${part}`, { method: 'PUT', headers, body }, withTime(stop))
    },
    finish: (file, text, stop) => ask(`/api/v1/files/${file}/upload/finish`, text === '' ? {} : { text }, stop),
    async *read(file, from, stop) {
      const silence = new AbortController()
      const range = `bytes=${from}-`
      const response = await send(
        `/api/v1/files/${file}/content`,
        { headers: from > 0 ? { range } : {} },
        AbortSignal.any([stop, silence.signal]),
      )
      if (from > 0 && response.status !== 206)
        throw new AppError('server.unavailable', { params: { reason: 'noRange' } })
      let timer = setTimeout(() => silence.abort(), silentMs)
      try {
        for await (const bytes of response.body ?? []) {
          clearTimeout(timer)
          yield bytes
          timer = setTimeout(() => silence.abort(), silentMs)
        }
      } catch (cause) {
        if (cause instanceof AppError) throw cause
        throw new AppError('network.offline', { params: { reason: networkReason(cause) }, cause })
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
