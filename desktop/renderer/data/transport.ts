import { z } from 'zod'
import { AppError, type ErrorBody } from '../../../shared/errors.ts'
import { errorBody } from '../../../shared/sync/protocol.ts'
import type { ArgsOf, Core, FunctionName, ResultOf } from '../../core/api/functions.ts'
import type { ToCore } from '../../core/api/wire.ts'

/** `away`: no connection after several tries; trying goes on. */
export type Link = 'connecting' | 'open' | 'away'

/** Core and the state of the way to it. */
export interface CoreConnection extends Core {
  link(): Link
  /** Calls `listener` with every change of the link until the returned function is called. */
  onLink(listener: (link: Link) => void): () => void
  close(): void
}

/** One way to carry messages: a WebSocket, a MessagePort, a pair of functions in a test. */
export interface Channel {
  send(message: ToCore): void
  close(): void
}
export interface ChannelEvents {
  onOpen(): void
  onMessage(message: unknown): void
  onClose(): void
}
export type OpenChannel = (events: ChannelEvents) => Channel

const fromCore = z.union([
  z.object({ t: z.literal('answer'), id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ t: z.literal('answer'), id: z.int(), ok: z.literal(false), error: errorBody }),
  z.object({ t: z.literal('value'), id: z.int(), value: z.unknown() }),
])

interface Pending {
  message: ToCore
  sent: boolean
  resolve(value: unknown): void
  reject(error: AppError): void
}
interface Subscription {
  message: ToCore
  listener(value: unknown): void
}

/**
 * Core over a channel that may break. Calls made while there is none wait for it; a call whose answer was lost rejects
 * with `storage.closed`, since it may have been done; subscriptions are renewed. Waits `delay(attempt)` ms between tries.
 */
export function connectCore(open: OpenChannel, delay: (attempt: number) => number = backoff): CoreConnection {
  const pending = new Map<number, Pending>()
  const subscriptions = new Map<number, Subscription>()
  const listeners = new Set<(link: Link) => void>()
  let link: Link = 'connecting'
  let channel: Channel | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let nextId = 1
  let attempt = 0
  let isClosed = false

  const setLink = (next: Link) => {
    if (next === link) return
    link = next
    for (const listener of listeners) listener(next)
  }

  const connect = () => {
    channel = open({
      onOpen: () => {
        attempt = 0
        for (const { message } of subscriptions.values()) channel?.send(message)
        for (const call of pending.values()) {
          call.sent = true
          channel?.send(call.message)
        }
        setLink('open')
      },
      onMessage: message => receive(message),
      onClose: () => {
        if (isClosed) return
        for (const [id, call] of pending) {
          if (!call.sent) continue
          pending.delete(id)
          call.reject(new AppError('storage.closed'))
        }
        attempt += 1
        setLink(attempt > 3 ? 'away' : 'connecting')
        timer = setTimeout(connect, delay(attempt))
      },
    })
  }

  const receive = (raw: unknown) => {
    const parsed = fromCore.safeParse(raw)
    if (!parsed.success) return
    const message = parsed.data
    if (message.t === 'value') {
      subscriptions.get(message.id)?.listener(message.value)
      return
    }
    const call = pending.get(message.id)
    pending.delete(message.id)
    if (message.ok) call?.resolve(message.value)
    else call?.reject(errorFrom(message.error))
  }

  connect()

  return {
    call: <N extends FunctionName>(name: N, args: ArgsOf<N>) =>
      new Promise<ResultOf<N>>((resolve, reject) => {
        const id = nextId++
        const message: ToCore = { t: 'call', id, name, args }
        const sent = link === 'open'
        pending.set(id, { message, sent, resolve: value => resolve(value as ResultOf<N>), reject })
        if (sent) channel?.send(message)
      }),
    subscribe: (name, args, listener) => {
      const id = nextId++
      const message: ToCore = { t: 'subscribe', id, name, args }
      subscriptions.set(id, { message, listener: value => listener(value as never) })
      if (link === 'open') channel?.send(message)
      return () => {
        subscriptions.delete(id)
        if (link === 'open') channel?.send({ t: 'unsubscribe', id })
      }
    },
    link: () => link,
    onLink: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      isClosed = true
      clearTimeout(timer)
      channel?.close()
      for (const call of pending.values()) call.reject(new AppError('storage.closed'))
      pending.clear()
    },
  }
}

export const errorFrom = (body: ErrorBody): AppError =>
  new AppError(body.code, { ...(body.params && { params: body.params }), ...(body.fields && { fields: body.fields }) })

/** 0.2, 0.4, 0.8 … 5 seconds. */
const backoff = (attempt: number): number => Math.min(5000, 100 * 2 ** attempt)
