import { AppError } from '../../../shared/errors.ts'
import { type UploadState, uploadState } from '../../../shared/files/transfer.ts'
import { errorBody } from '../../../shared/sync/protocol.ts'
import { requireSafe } from '../session/ask.ts'
import type { Told } from './carry.ts'
import type { FilesThread } from './createFilesThread.ts'
import { type Address, type Answered, answerMs, refused, request } from './request.ts'

/** The way of files' bytes to the server and back. Throws what the server says, and network.offline. */
export interface FileLine {
  begin(file: string, content: { size: number; hash: string }, stop: AbortSignal): Promise<UploadState>
  /** A part of this many bytes. */
  put(file: string, part: number, length: number, stop: AbortSignal): Promise<void>
  finish(file: string, text: string, stop: AbortSignal): Promise<UploadState>
  /** What follows the first `from` parts, as far as it comes. */
  read(file: string, what: { size: number; from: number; stop: AbortSignal; told(told: Told): void }): Promise<void>
}

/** The bytes themselves go from the thread of files to the server and back, and never through this one. */
export const fileLine =
  (options: { server: string; token: () => string | undefined }) =>
  (thread: Pick<FilesThread, 'ask'>): FileLine => {
    const { server, token } = options

    const addressOf = (path: string): Address => {
      requireSafe(server)
      const held = token()
      if (held === undefined) throw new AppError('auth.required')
      return { url: new URL(path, server).href, token: held }
    }
    const ask = async (path: string, body: unknown, stop: AbortSignal): Promise<UploadState> => {
      const response = await request(
        addressOf(path),
        { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
        AbortSignal.any([stop, AbortSignal.timeout(answerMs)]),
      )
      if (!response.ok) requireAnswer(await refused(response))
      const parsed = uploadState.safeParse(await response.json().catch(() => undefined))
      if (!parsed.success) throw new AppError('server.unavailable', { params: { reason: 'notPergel' } })
      return parsed.data
    }

    return {
      begin: (file, content, stop) => ask(`/api/v1/files/${file}/upload`, content, stop),
      async put(file, part, length, stop) {
        const address = addressOf(`/api/v1/files/${file}/upload/parts/${part}`)
        requireAnswer(await thread.ask('send', { id: file, part, length, address }, { stop }))
      },
      finish: (file, text, stop) => ask(`/api/v1/files/${file}/upload/finish`, text === '' ? {} : { text }, stop),
      async read(file, { size, from, stop, told }) {
        const address = addressOf(`/api/v1/files/${file}/content`)
        requireAnswer(await thread.ask('receive', { id: file, size, from, address }, { stop, tell: told }))
      },
    }
  }

/** Throws what the server said where it refused. */
function requireAnswer({ status, problem }: Answered): void {
  if (status >= 200 && status < 300 && problem === undefined) return
  const said = errorBody.safeParse(problem)
  // Its own disk is full or out of order: nothing that could be mended here.
  if (said.success && said.data.code.startsWith('storage.'))
    throw new AppError('server.unavailable', { params: { reason: said.data.code } })
  if (said.success) throw new AppError(said.data.code, said.data)
  throw new AppError('server.unavailable', { params: { status } })
}
