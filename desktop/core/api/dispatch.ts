import type { z } from 'zod'
import { AppError, asAppError, type FieldErrors } from '../../../shared/errors.ts'
import { asStorageError } from '../storage/sqliteErrors.ts'
import {
  type ArgsOf,
  type Core,
  type FunctionName,
  type Functions,
  functions,
  type ResultOf,
  type StreamName,
} from './functions.ts'

type ParsedArgs<N extends FunctionName> = z.output<Functions[N]['args']>
type CallName = Exclude<FunctionName, StreamName>

/** What stands behind the function table. A stream calls `emit` at once and with every new value until it is stopped. */
export type Handlers = {
  [N in CallName]: (args: ParsedArgs<N>) => Promise<ResultOf<N>> | ResultOf<N>
} & {
  [N in StreamName]: (args: ParsedArgs<N>, emit: (value: ResultOf<N>) => void) => () => void
}

/** Told of every call when it is over, with the milliseconds that it took. */
export type Observe = (name: FunctionName, ms: number, failure?: AppError) => void

/** The function table over its handlers: arguments parsed at the border, every error an AppError. */
export function createDispatcher(handlers: Handlers, observe: Observe = () => undefined): Core {
  return {
    async call(name, args) {
      const started = performance.now()
      const parsed = parseArgs(name, args)
      const handler = handlers[name] as (args: unknown, emit?: (value: unknown) => void) => unknown
      try {
        const answer = await (functions[name].stream ? once(handler, parsed) : handler(parsed))
        observe(name, performance.now() - started)
        return answer as never
      } catch (thrown) {
        const error = asAppError(asStorageError(thrown))
        observe(name, performance.now() - started, error)
        throw error
      }
    },
    subscribe(name, args, listener) {
      const parsed = parseArgs(name, args)
      const handler = handlers[name] as unknown as (
        args: unknown,
        emit: (value: ResultOf<typeof name>) => void,
      ) => () => void
      try {
        return handler(parsed, listener)
      } catch (thrown) {
        throw asAppError(thrown)
      }
    },
  }
}

/** A stream that is called gives its present value and ends. */
function once(handler: (args: unknown, emit: (value: unknown) => void) => unknown, args: unknown): Promise<unknown> {
  return new Promise(resolve => {
    const stop = handler(args, value => {
      resolve(value)
      queueMicrotask(() => typeof stop === 'function' && stop())
    })
  })
}

/** Arguments of a call that a window makes; what does not fit is said per field and nothing is run. */
export function parseArgs<N extends FunctionName>(name: N, args: ArgsOf<N> | unknown): ParsedArgs<N> {
  if (!Object.hasOwn(functions, name))
    throw new AppError('input.malformed', { params: { at: String(name).slice(0, 40) } })
  const parsed = functions[name].args.safeParse(args)
  if (parsed.success) return parsed.data as ParsedArgs<N>
  const fields: FieldErrors = {}
  for (const issue of parsed.error.issues) fields[issue.path.map(String).join('.') || 'args'] = { reason: 'badValue' }
  throw new AppError('input.malformed', { params: { at: name }, fields })
}
