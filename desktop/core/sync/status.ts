import type { SyncState } from '../api/functions.ts'
import { connectionReason } from '../api/troubles.ts'
import type { ConnectionState } from './connection.ts'
import type { Copies } from './copies.ts'
import type { Loads } from './loads.ts'
import type { Outbox } from './outbox.ts'
import type { SyncValues } from './tables.ts'

export interface StatusSettings {
  values: SyncValues
  copies: Copies
  loads: Loads
  outbox: Outbox
  now(): number
  openClashes(): number
  connection(): ConnectionState
  /** What the file cannot do now (a full disk). */
  fileProblem?(): SyncState['problem']
}

/** The state of sync as people see it, told when it changes. */
export interface Status {
  get(): SyncState
  subscribe(listener: (state: SyncState) => void): () => void
  /** Something may have changed; looked at a moment later, together with what else changes until then. */
  touch(): void
  /** A fault that sync lives with (a full disk); undefined: it is over. */
  setProblem(problem: SyncState['problem']): void
  /** What the server says to what is sent while the line is there; undefined: it takes it. */
  setSendProblem(problem: SyncState['problem']): void
  /** What the server's clock says at this moment. */
  setServerTime(time: string): void
  close(): void
}

const pauseMs = 50
const aliveMs = 60_000

/** A clock that is wrong by less spoils nothing that a person would notice. */
const worthSaying = 3 * 60_000

/** Where there is no session, nothing is on its way. */
const mayLoad: ReadonlySet<SyncState['connection']> = new Set(['connecting', 'online', 'offline'])

export function createStatus(settings: StatusSettings): Status {
  const { values, copies, loads, outbox, now, openClashes, connection, fileProblem } = settings
  /** With what each was told last; nothing at first, since what it has read meanwhile may be over already. */
  const listeners = new Map<(state: SyncState) => void, string | undefined>()
  let problem: SyncState['problem']
  let sendReason: SyncState['reason']
  let clockSkew: number | undefined
  let timer: NodeJS.Timeout | undefined
  let rate: { at: number; done: number; perSecond: number } | undefined

  const noteOnline = (): void => {
    if (connection().connection === 'online') values.set('lastOnlineAt', new Date(now()).toISOString())
  }
  // Also now and then, so that a crash does not take it away.
  const alive = setInterval(noteOnline, aliveMs)
  alive.unref()

  const firstSync = (): SyncState['firstSync'] => {
    if (copies.position()) return undefined
    const progress = loads.progress()
    // How much there is, the server has not said yet.
    if (!progress) return { done: 0, total: 0, perSecond: 0 }
    const { done, total } = progress
    const at = performance.now()
    rate ??= { at, done, perSecond: 0 }
    if (at - rate.at >= 500) rate = { at, done, perSecond: Math.round(((done - rate.done) * 1000) / (at - rate.at)) }
    return { done, total, perSecond: Math.max(0, rate.perSecond) }
  }

  const get = (): SyncState => {
    const { problem: trouble, ...line } = connection()
    // A file that takes nothing is the worse news: being offline loses nothing.
    const shownProblem = fileProblem?.() ?? trouble ?? problem
    const lastOnlineAt = values.get('lastOnlineAt')
    const loading = mayLoad.has(line.connection) ? firstSync() : undefined
    return {
      ...line,
      ...(line.connection === 'online' && sendReason ? { reason: sendReason } : {}),
      ...(clockSkew === undefined ? {} : { clockSkew }),
      ...(shownProblem ? { problem: shownProblem } : {}),
      ...outbox.counts(),
      clashes: openClashes(),
      ...(loading ? { firstSync: loading } : {}),
      ...(typeof lastOnlineAt === 'string' ? { lastOnlineAt } : {}),
    }
  }
  const tell = (): void => {
    timer = undefined
    const state = get()
    const text = JSON.stringify(state)
    for (const [listener, told] of listeners) {
      if (told === text) continue
      listeners.set(listener, text)
      listener(state)
    }
  }
  return {
    get() {
      const state = get()
      const text = JSON.stringify(state)
      // Whoever has seen what nobody was told yet must be told when it is over, though that is what was told last.
      for (const [listener, told] of listeners) if (told !== text) listeners.set(listener, undefined)
      return state
    },
    subscribe(listener) {
      listeners.set(listener, undefined)
      return () => listeners.delete(listener)
    },
    touch() {
      timer ??= setTimeout(tell, pauseMs).unref()
    },
    setProblem(next) {
      problem = next
      this.touch()
    },
    setSendProblem(next) {
      const reason = connectionReason.safeParse(next?.params?.['reason']).data
      if (reason === sendReason) return
      sendReason = reason
      this.touch()
    },
    setServerTime(time) {
      const skew = now() - Date.parse(time)
      clockSkew = Math.abs(skew) > worthSaying ? Math.round(skew) : undefined
      this.touch()
    },
    close() {
      noteOnline()
      clearInterval(alive)
      clearTimeout(timer)
      listeners.clear()
    },
  }
}
