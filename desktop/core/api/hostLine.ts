import { z } from 'zod'
import { AppError, asAppError } from '../../../shared/errors.ts'
import { errorBody } from '../../../shared/sync/protocol.ts'
import {
  type Host,
  type HostFunctionName,
  type HostHandlers,
  type HostValue,
  type HostValueName,
  hostFunctions,
  hostValues,
} from './host.ts'

/** From core to its shell, and back: beside the function table, which windows use. */
export type ToHost = { t: 'ask'; id: number; name: string; args: unknown }
export type FromHost =
  | { t: 'told'; id: number; ok: true; value: unknown }
  | { t: 'told'; id: number; ok: false; error: z.infer<typeof errorBody> }
  | { t: 'value'; name: string; value: unknown }

export const toHost = z.object({ t: z.literal('ask'), id: z.int(), name: z.string(), args: z.unknown() })
export const fromHost = z.union([
  z.object({ t: z.literal('told'), id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ t: z.literal('told'), id: z.int(), ok: z.literal(false), error: errorBody }),
  z.object({ t: z.literal('value'), name: z.string(), value: z.unknown() }),
])

/** Core's side of the line: give what arrives to `receive`. */
export function hostOver(send: (message: ToHost) => void): { host: Host; receive(message: unknown): void } {
  const pending = new Map<number, (message: Extract<FromHost, { t: 'told' }>) => void>()
  const values = hostBoard()
  let nextId = 1
  return {
    host: {
      ask: (name, args) =>
        new Promise((resolve, reject) => {
          const id = nextId++
          pending.set(id, message => {
            const { result } = hostFunctions[name]
            if (!message.ok) {
              const { code, params } = message.error
              reject(new AppError(code, params ? { params } : {}))
              return
            }
            const parsed = result.safeParse(message.value)
            // The table types what it holds under each name.
            if (parsed.success) resolve(parsed.data as never)
            else reject(new AppError('internal', { cause: parsed.error }))
          })
          send({ t: 'ask', id, name, args })
        }),
      follow: values.follow,
    },
    receive(raw) {
      const parsed = fromHost.safeParse(raw)
      if (!parsed.success) return
      const message = parsed.data
      if (message.t === 'value') return values.put(message.name, message.value)
      pending.get(message.id)?.(message)
      pending.delete(message.id)
    },
  }
}

/** The shell's side: answers what core asks. */
export function serveHost(handlers: HostHandlers, send: (message: FromHost) => void): (message: unknown) => void {
  return raw => {
    const parsed = toHost.safeParse(raw)
    if (!parsed.success) return
    const { id, name, args } = parsed.data
    askHost(handlers, name, args).then(
      value => send({ t: 'told', id, ok: true, value }),
      thrown => send({ t: 'told', id, ok: false, error: asAppError(thrown).toBody() }),
    )
  }
}

/** A shell in core's own process, such as the browser shell. */
export function hostHere(handlers: HostHandlers): Host {
  const values = hostBoard()
  return { ask: async (name, args) => (await askHost(handlers, name, args)) as never, follow: values.follow }
}

async function askHost(handlers: HostHandlers, name: string, args: unknown): Promise<unknown> {
  if (!isHostFunction(name)) throw new AppError('input.malformed', { params: { at: 'name' } })
  const parsed = hostFunctions[name].args.safeParse(args)
  if (!parsed.success) throw new AppError('input.malformed', { params: { at: name } })
  const handler = handlers[name] as ((args: unknown) => unknown) | undefined
  if (!handler) throw new AppError('shell.unavailable', { params: { what: name } })
  return handler(parsed.data)
}

/** The latest value under each name, and who follows it. */
function hostBoard() {
  const latest = new Map<string, unknown>()
  const followers = new Map<string, Set<(value: never) => void>>()
  return {
    put(name: string, value: unknown) {
      if (!isHostValue(name)) return
      const parsed = hostValues[name].safeParse(value)
      if (!parsed.success) return
      latest.set(name, parsed.data)
      for (const follower of followers.get(name) ?? []) follower(parsed.data as never)
    },
    follow<N extends HostValueName>(name: N, listener: (value: HostValue<N>) => void): () => void {
      const those = followers.get(name) ?? new Set()
      followers.set(name, those)
      those.add(listener)
      if (latest.has(name)) listener(latest.get(name) as HostValue<N>)
      return () => those.delete(listener)
    },
  }
}

const isHostFunction = (name: string): name is HostFunctionName => Object.hasOwn(hostFunctions, name)
const isHostValue = (name: string): name is HostValueName => Object.hasOwn(hostValues, name)
