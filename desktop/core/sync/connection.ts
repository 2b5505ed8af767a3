import { type AppError, asAppError, type ErrorBody, type ErrorCode } from '../../../shared/errors.ts'
import type { SyncState } from '../api/functions.ts'
import { type ConnectionReason, connectionReason } from '../api/troubles.ts'
import { type BackoffSettings, createBackoff } from './backoff.ts'
import { createCuts } from './cuts.ts'
import { type Hello, type Link, type LinkSettings, openLink } from './link.ts'
import { watchClock } from './watchClock.ts'

export type ConnectionState = Pick<SyncState, 'connection' | 'problem' | 'reason' | 'retryAt'>

export interface ConnectionSettings extends Omit<LinkSettings, 'hello' | 'news' | 'closing'> {
  /** What to say at each connect; undefined: nobody is signed in. */
  hello(): Hello | undefined
  random(): number
  /** Milliseconds since 1970. */
  now(): number
  /** A link is there, welcome and all. What it answers runs until the link ends; a throw ends the link. */
  serve(link: Link, news: NewsSource): Promise<void>
  changed(state: ConnectionState): void
  waits?: Partial<Omit<BackoffSettings, 'random'>>
  /** How often the clock is looked at, in milliseconds. */
  clockLook?: number
}

/** News from the first frame on: what came before somebody listened is kept and handed over first. */
export interface NewsSource {
  listen(listener: LinkSettings['news']): void
}

/** Keeps one link to the server: connects, and connects again when it ends. */
export interface Connection {
  readonly state: ConnectionState
  readonly link: Link | undefined
  /**
   * Tries at once, also after an end that waits for a person (signed in again, lease renewed). A link that is there is
   * asked whether it still carries.
   */
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

  const cuts = createCuts(settings.now)
  const setState = (next: ConnectionState): void => {
    const isSame = JSON.stringify(next) === JSON.stringify(state)
    state = next
    if (!isSame) settings.changed(next)
  }
  const online = (): ConnectionState => ({
    connection: 'online',
    ...(cuts.areOften() ? { reason: 'unstable' as const } : {}),
  })

  const connectOnce = async (isAsked: boolean): Promise<void> => {
    const hello = settings.hello()
    if (!hello) return setState({ connection: 'signedOut' })
    // What is tried again by itself stays what it was until it has worked: offline, and why.
    if (isAsked || !state.problem) setState({ ...withoutRetry(state), connection: 'connecting' })
    const news = newsBuffer()
    let since = Number.NaN
    try {
      link = await openLink({ ...settings, hello, news: news.put, closing: closing.signal })
      const { ended } = link
      if (isClosed) return link.close()
      since = settings.now()
      setState(online())
      // Not when what serves it has been put away: until then nobody would know.
      ended.addEventListener('abort', () => isClosed || setState({ connection: 'connecting' }))
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
      const moveMs = Number.isNaN(since) ? undefined : moveAfter(error)
      if (moveMs !== undefined) return moveLater(moveMs)
      const next = stateAfter(error)
      settings.log('link.ended', { code: error.code, reason: next.reason })
      if (next.reason === 'cut' || next.reason === 'silent') cuts.add(since)
      if (next.connection === 'offline') retryLater(next, error)
      else setState(next)
    }
  }

  /** The server goes and says when to come back. Mostly another one takes over, and nobody needs to hear of it. */
  const moveLater = (ms: number): void => {
    settings.log('link.moves', { ms })
    setState({ connection: 'connecting' })
    clearTimeout(again)
    again = setTimeout(() => connect(false), ms)
    again.unref()
  }
  const retryLater = (next: ConnectionState, error: AppError): void => {
    // A server that says when to come back is not asked earlier, nor by all its desktops in the same moment.
    const asked = Number(error.params?.['seconds'] ?? 0) * 1000 * (1 + 0.25 * settings.random())
    const wait = Math.max(backoff.next(), asked)
    setState({ ...next, retryAt: new Date(settings.now() + wait).toISOString() })
    clearTimeout(again)
    again = setTimeout(() => connect(false), wait)
    again.unref()
  }
  const connect = (isAsked: boolean): void => {
    clearTimeout(again)
    if (isClosed || running) return
    running = connectOnce(isAsked).finally(() => {
      running = undefined
    })
  }
  const kick = (isAsked: boolean): void => {
    link?.check()
    backoff.reset()
    connect(isAsked)
  }
  const stopWatch = watchClock({
    now: settings.now,
    ...(settings.clockLook ? { every: settings.clockLook } : {}),
    jumped() {
      settings.log('clock.jumped')
      // What waits for a person goes on waiting.
      if (link || state.connection === 'offline') kick(false)
    },
  })

  return {
    get state() {
      return state
    },
    get link() {
      return link
    },
    kick: () => kick(true),
    async close() {
      isClosed = true
      stopWatch()
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

/** Milliseconds; only where a server that stops has named them. */
function moveAfter({ code, params }: AppError): number | undefined {
  const ms = code === 'server.unavailable' && params?.['reason'] === 'stopping' ? Number(params['retryMs']) : Number.NaN
  return ms >= 0 ? Math.min(ms, 30_000) : undefined
}

function stateAfter(error: AppError): ConnectionState {
  const problem: ErrorBody = error.toBody()
  const reason = reasonOf(error)
  return { connection: waitsForPerson[error.code] ?? 'offline', problem, ...(reason ? { reason } : {}) }
}

/** What the network or the server said; older servers say less. */
function reasonOf({ code, params }: AppError): ConnectionReason | undefined {
  const said = connectionReason.safeParse(params?.['reason'])
  if (said.success) return said.data
  return code === 'server.unavailable' || code === 'rate.limited' ? 'busy' : undefined
}

function withoutRetry({ retryAt: _, ...state }: ConnectionState): ConnectionState {
  return state
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
