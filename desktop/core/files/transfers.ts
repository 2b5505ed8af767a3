import { AppError, asAppError, type ErrorCode } from '../../../shared/errors.ts'
import { partBytes } from '../../../shared/files/transfer.ts'
import type { Transfer } from '../api/files.ts'
import { asStorageError } from '../storage/sqliteErrors.ts'
import { type Backoff, createBackoff } from '../sync/backoff.ts'
import type { FileCopy } from './fileCopies.ts'
import { createMover, type MoverOptions, type Moves } from './mover.ts'
import { createRate } from './rate.ts'

export interface TransferOptions extends Omit<MoverOptions, 'checkMs'> {
  isOnline(): boolean
  now(): number
  random(): number
  log(event: string, details?: Record<string, unknown>): void
  /** What `list` gives may be different now. */
  changed(): void
  /** A file has come or gone whole. */
  settled(id: string): void
  waits?: { first: number; soon: number; late: number; check: number }
}

/** The queue of files on their way: what is in it survives a restart, and every interruption costs a part at most. */
export interface Transfers {
  list(): Transfer[]
  /** Looks at what can go on now. `isBack`: the line has come back, and nobody need wait out an old failure. */
  kick(isBack?: boolean): void
  pause(id: string): void
  resume(id: string): void
  /** Puts a download in the queue; resolves when it is here. Throws what ended it. */
  fetch(id: string): Promise<void>
  stop(id: string): Promise<void>
  close(): Promise<void>
}

const mostAtOnce = 3

interface Running {
  stop: AbortController
  done: number
  rate: ReturnType<typeof createRate>
  ended: Promise<void>
}
interface Waiter {
  resolve(): void
  reject(error: AppError): void
}

/** Not the file's fault: it is tried again by itself. */
const passing: ReadonlySet<ErrorCode> = new Set([
  ...(['network.offline', 'server.unavailable', 'rate.limited', 'auth.required', 'auth.replaced'] as const),
  ...(['auth.leaseOver', 'record.stale', 'internal', 'storage.failed'] as const),
])

export function createTransfers(options: TransferOptions): Transfers {
  const { copies, thread, record, isOnline, now, log, changed, settled } = options
  const waits = options.waits ?? { first: 1_000, soon: 15_000, late: 60_000, check: 2_000 }
  const mover = createMover({ ...options, checkMs: waits.check })
  const running = new Map<string, Running>()
  const waiters = new Map<string, Waiter[]>()
  /** Bytes of uploads that had gone when they last ran, for people. */
  const sent = new Map<string, number>()
  /** Tried again at, and how long they wait the next time. */
  const again = new Map<string, { at: number; backoff: Backoff }>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  const finished = (id: string, error?: AppError): void => {
    const those = waiters.get(id) ?? []
    waiters.delete(id)
    for (const { resolve, reject } of those) error ? reject(error) : resolve()
    if (!error) settled(id)
  }
  const mayRun = (copy: FileCopy): boolean => {
    if (copy.state !== 'waiting' || running.has(copy.id)) return false
    if ((again.get(copy.id)?.at ?? 0) > now()) return false
    const found = record(copy.id)
    if (!found) return false
    return copy.direction === 'down' || (!found.waiting && !found.archived) || found.content !== undefined
  }

  const kick = (isBack = false): void => {
    clearTimeout(timer)
    if (isBack) again.clear()
    if (isClosed || !isOnline()) return
    const moving = copies.moving()
    for (const copy of moving) if (running.size < mostAtOnce && mayRun(copy)) start(copy)
    const next = Math.min(
      ...moving.flatMap(({ id, state }) => (state === 'waiting' && !running.has(id) ? (again.get(id)?.at ?? []) : [])),
    )
    if (Number.isFinite(next)) {
      timer = setTimeout(() => kick(), Math.max(50, next - now()))
      timer.unref()
    }
  }

  const start = (copy: FileCopy): void => {
    const stop = new AbortController()
    const done = copy.direction === 'down' ? copy.have * partBytes : (sent.get(copy.id) ?? 0)
    const one: Running = { stop, done, rate: createRate(now), ended: Promise.resolve() }
    running.set(copy.id, one)
    const move = copy.direction === 'up' ? mover.upload : mover.download
    one.ended = move(copy, stop.signal, movesOf(one))
      .then(() => {
        again.delete(copy.id)
        copies.change(copy.id, { direction: undefined, state: undefined, error: undefined, text: '', used: now() })
        finished(copy.id)
      })
      .catch(thrown => failed(copy.id, thrown, stop.signal.aborted))
      .finally(() => {
        running.delete(copy.id)
        if (copies.get(copy.id)?.direction === 'up') sent.set(copy.id, one.done)
        else sent.delete(copy.id)
        changed()
        kick()
      })
    changed()
  }

  const failed = (id: string, thrown: unknown, isStopped: boolean): void => {
    // Whoever stopped it has said what becomes of it.
    if (isStopped) return
    const error = asAppError(asStorageError(thrown))
    log('file.failed', { code: error.code })
    if (passing.has(error.code)) {
      const known = again.get(id) ?? {
        at: 0,
        backoff: createBackoff({ random: options.random, patience: 6, ...waits }),
      }
      known.at = now() + Math.max(known.backoff.next(), Number(error.params?.['seconds'] ?? 0) * 1000)
      again.set(id, known)
      copies.change(id, { error: error.toBody() })
      // Whoever waits for it before a screen is told now; it goes on behind it.
      if (copies.get(id)?.direction === 'down') finished(id, error)
      return
    }
    copies.change(id, { state: 'failed', error: error.toBody() })
    finished(id, error)
  }

  const movesOf = (one: Running): Moves => ({
    standsAt(bytes) {
      one.done = bytes
      changed()
    },
    moved(bytes) {
      one.done += bytes
      one.rate.add(bytes)
      changed()
    },
  })

  const halt = async (id: string): Promise<void> => {
    const one = running.get(id)
    one?.stop.abort()
    await one?.ended
  }

  return {
    kick,
    list: () =>
      copies.moving().map(copy => {
        const { id, parent, name, size, direction, state, error } = copy
        const one = running.get(id)
        return {
          ...{ id, name, size, direction: direction ?? 'down' },
          ...(parent ? { parent } : {}),
          state: one ? 'running' : (state ?? 'waiting'),
          done: Math.min(size, one?.done ?? (direction === 'down' ? copy.have * partBytes : (sent.get(id) ?? 0))),
          perSecond: one ? Math.round(one.rate.perSecond()) : 0,
          ...(error && !one ? { error } : {}),
        }
      }),
    pause(id) {
      const copy = copies.get(id)
      if (!copy?.direction || copy.state === 'copying') return
      copies.change(id, { state: 'paused', error: undefined })
      void halt(id).then(changed)
      changed()
    },
    resume(id) {
      const copy = copies.get(id)
      if (copy?.state !== 'paused' && copy?.state !== 'failed' && copy?.state !== 'waiting') return
      again.delete(id)
      copies.change(id, { state: 'waiting', error: undefined })
      changed()
      kick()
    },
    async fetch(id) {
      const copy = copies.get(id)
      if (copy && copy.direction !== 'down') {
        if (copy.state === 'copying') throw new AppError('content.notHere')
        copies.change(id, { used: now() })
        return
      }
      const found = record(id)
      if (!found) throw new AppError('record.notFound')
      if (!found.content) throw new AppError('content.notHere')
      if (!isOnline()) throw new AppError('network.offline')
      const waiting = new Promise<void>((resolve, reject) =>
        waiters.set(id, [...(waiters.get(id) ?? []), { resolve, reject }]),
      )
      again.delete(id)
      const { name, content } = found
      const begun = { have: 0, added: now(), text: '', parent: undefined, hash: content.hash, size: content.size }
      const kept = copy?.hash === content.hash ? copy : undefined
      copies.put({ ...begun, ...kept, id, name, direction: 'down', state: 'waiting', error: undefined, used: now() })
      changed()
      kick()
      return waiting
    },
    async stop(id) {
      if (copies.get(id)?.direction !== 'down') return
      copies.change(id, { state: 'paused' })
      await halt(id)
      copies.remove(id)
      await thread.ask('remove', { id })
      finished(id, new AppError('content.notHere'))
      changed()
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await Promise.all([...running.keys()].map(halt))
      for (const id of waiters.keys()) finished(id, new AppError('storage.closed'))
    },
  }
}
