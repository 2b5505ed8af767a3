import { type AppError, asAppError, type ErrorBody, type ErrorCode } from '../../../shared/errors.ts'
import type { SyncState } from '../api/functions.ts'
import { type BackoffSettings, createBackoff } from './backoff.ts'
import { type Hello, type Link, type LinkSettings, openLink } from './link.ts'

export type ConnectionState = Pick<SyncState, 'connection' | 'problem'>

export interface ConnectionSettings extends Omit<LinkSettings, 'hello' | 'news' | 'closing'> {
  /** What to say at each connect; undefined: nobody is signed in. */
  hello(): Hello | undefined
  random(): number
  /** A link is there, welcome and all. What it answers runs until the link ends; a throw ends the link. */
  serve(link: Link, news: NewsSource): Promise<void>
  changed(state: ConnectionState): void
  waits?: Partial<Omit<BackoffSettings, 'random'>>
}

/** News from the first frame on: what came before somebody listened is kept and handed over first. */
export interface NewsSource {
  listen(listener: LinkSettings['news']): void
}

/** Keeps one link to the server: connects, and connects again when it ends. */
export interface Connection {
  readonly state: ConnectionState
  readonly link: Link | undefined
  /** Tries at once, also after an end that waits for a person (signed in again, lease renewed). */
  kick(): void
  close(): Promise<void>
}

export function createConnection(settings: ConnectionSettings): Connection {
  // A server that comes back meets all its desktops within five seconds, not at the same instant.
  const backoff = createBackoff({
    random: settings.random,
    first: 500,
    soon: 5_000,
    late: 30_000,
    patience: 60,
    ...settings.waits,
  })
  let state: ConnectionState = { connection: 'offline' }
  let link: Link | undefined
  let again: NodeJS.Timeout | undefined
  const closing = new AbortController()
  let isClosed = false
  let running: Promise<void> | undefined

  const setState = (next: ConnectionState): void => {
    const isSame = next.connection === state.connection && next.problem?.code === state.problem?.code
    state = next
    if (!isSame) settings.changed(next)
  }

  const connectOnce = async (): Promise<void> => {
    const hello = settings.hello()
    if (!hello) return setState({ connection: 'signedOut' })
    setState({ ...state, connection: 'connecting' })
    const news = newsBuffer()
    try {
      link = await openLink({ ...settings, hello, news: news.put, closing: closing.signal })
      const { ended } = link
      if (isClosed) return link.close()
      setState({ connection: 'online' })
      await settings.serve(link, news)
      // Not before: where serving fails at once, as on a full disk, coming back at once would not help.
      backoff.reset()
      ended.throwIfAborted()
      await new Promise((_, reject) => ended.addEventListener('abort', () => reject(ended.reason)))
    } catch (thrown) {
      // What serving throws because the link has ended is not the reason; the link knows it.
      const error = asAppError(link?.ended.aborted ? link.ended.reason : thrown)
      if (error.code === 'internal') settings.log('sync.failed', { reason: String(error.cause) })
      link?.close()
      link = undefined
      if (isClosed) return
      const next = stateAfter(error)
      setState(next)
      if (next.connection === 'offline') retryLater()
    }
  }

  const retryLater = (): void => {
    clearTimeout(again)
    again = setTimeout(connect, backoff.next())
    again.unref()
  }
  const connect = (): void => {
    clearTimeout(again)
    if (isClosed || running) return
    running = connectOnce().finally(() => {
      running = undefined
    })
  }

  return {
    get state() {
      return state
    },
    get link() {
      return link
    },
    kick() {
      backoff.reset()
      connect()
    },
    async close() {
      isClosed = true
      clearTimeout(again)
      link?.close()
      // One that is still being made would otherwise be waited for until its patience ends.
      closing.abort()
      await running
    },
  }
}

/** An end that trying again does not mend waits for a person; the others are tried again. */
const waitsForPerson: Partial<Record<ErrorCode, SyncState['connection']>> = {
  'client.tooOld': 'tooOld',
  'auth.replaced': 'replaced',
  'auth.leaseOver': 'leaseOver',
  'auth.required': 'signedOut',
  'auth.failed': 'signedOut',
}

function stateAfter(error: AppError): ConnectionState {
  const problem: ErrorBody = error.toBody()
  return { connection: waitsForPerson[error.code] ?? 'offline', problem }
}

function newsBuffer(): NewsSource & { put: LinkSettings['news'] } {
  const early: Parameters<LinkSettings['news']>[0][] = []
  let listener: LinkSettings['news'] | undefined
  return {
    put: frame => (listener ? listener(frame) : void early.push(frame)),
    listen(next) {
      for (const frame of early.splice(0)) next(frame)
      listener = next
    },
  }
}
