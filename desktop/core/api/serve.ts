import { z } from 'zod'
import { AppError, asAppError } from '../../../shared/errors.ts'
import { type Core, type FunctionName, functions } from './functions.ts'
import type { FromCore } from './wire.ts'

const toCore = z.discriminatedUnion('t', [
  z.object({ t: z.literal('call'), id: z.int(), name: z.string(), args: z.unknown() }),
  z.object({ t: z.literal('subscribe'), id: z.int(), name: z.string(), args: z.unknown() }),
  z.object({ t: z.literal('unsubscribe'), id: z.int() }),
])
const mostSubscriptions = 500

/**
 * Carries the function table over a channel of one window: a MessagePort, the browser shell's WebSocket. Give every
 * message that arrives to `receive`, and call `close` when the window is gone.
 */
export function serveCore(
  core: Core,
  send: (message: FromCore) => void,
): { receive(message: unknown): void; close(): void } {
  const subscriptions = new Map<number, () => void>()
  const fail = (id: number, thrown: unknown) => send({ t: 'answer', id, ok: false, error: asAppError(thrown).toBody() })

  const stop = (id: number) => {
    subscriptions.get(id)?.()
    subscriptions.delete(id)
  }
  return {
    receive(message) {
      const parsed = toCore.safeParse(message)
      if (!parsed.success) return
      const { id } = parsed.data
      if (parsed.data.t === 'unsubscribe') return stop(id)
      const { t, name, args } = parsed.data
      if (!isFunction(name)) return fail(id, new AppError('input.malformed', { params: { at: 'name' } }))
      if (t === 'call') {
        core.call(name, args as never).then(
          value => send({ t: 'answer', id, ok: true, value }),
          thrown => fail(id, thrown),
        )
        return
      }
      if (!functions[name].stream || subscriptions.size >= mostSubscriptions || subscriptions.has(id))
        return fail(id, new AppError('input.malformed', { params: { at: name } }))
      try {
        subscriptions.set(
          id,
          core.subscribe(name as never, args as never, value => send({ t: 'value', id, value })),
        )
      } catch (thrown) {
        fail(id, thrown)
      }
    },
    close() {
      for (const id of [...subscriptions.keys()]) stop(id)
    },
  }
}

const isFunction = (name: string): name is FunctionName => Object.hasOwn(functions, name)
