import { basename } from 'node:path'
import { AppError } from '../../../shared/errors.ts'

/** An error that nobody caught, as far as it says nothing about anybody. */
export interface Unexpected {
  event: 'process.threw' | 'process.rejected'
  code: string
  /** Where in the program, innermost first. */
  at: string
  /**
   * Something was left half done, and nobody knows what: what is on the disk is whole, what is in memory may not be. A
   * promise that nobody waited for and a line that broke have left nothing.
   */
  isFatal: boolean
}

/** The word for an error: its own code, the system's, or the name of its class. Never its message, which may quote anything. */
export function codeOf(thrown: unknown): string {
  if (thrown instanceof AppError) return thrown.code
  const { code, name } = (thrown ?? {}) as { code?: unknown; name?: unknown }
  if (typeof code === 'string' && /^[A-Z][A-Z_]{2,40}$/.test(code)) return code
  return typeof name === 'string' && /^[A-Z][a-zA-Z]{0,40}$/.test(name) ? `crash:${name}` : 'crash:unknown'
}

/** Calls `told` for whatever is thrown or rejected and caught by nobody. Gives the way to stop that. */
export function watchProcess(
  process: Pick<NodeJS.Process, 'on' | 'off'>,
  told: (failure: Unexpected) => void,
): () => void {
  const threw = (thrown: unknown) => told(failureOf('process.threw', thrown))
  const rejected = (thrown: unknown) => told(failureOf('process.rejected', thrown))
  process.on('uncaughtException', threw)
  process.on('unhandledRejection', rejected)
  return () => {
    process.off('uncaughtException', threw)
    process.off('unhandledRejection', rejected)
  }
}

const failureOf = (event: Unexpected['event'], thrown: unknown): Unexpected => {
  const code = codeOf(thrown)
  return { event, code, at: framesOf(thrown), isFatal: event === 'process.threw' && !lineCodes.has(code) }
}

/** Of sockets and pipes whose other end went away. */
const lineCodes: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTCONN'])
const framesKept = 6

/** Functions, files and lines; no folders, which bear the name of whoever signed in to the machine. */
function framesOf(thrown: unknown): string {
  // The message stands in the stack, and may look like a part of it.
  const stack = thrown instanceof Error ? (thrown.stack ?? '').replace(thrown.message, '') : ''
  return stack
    .split('\n')
    .flatMap(line => {
      const [, where = '', file = '', place = ''] = /^ {4}at (?:([\w.<>$# ]+) \()?(.+?):(\d+):\d+\)?$/.exec(line) ?? []
      return /^[\w.-]+$/.test(basename(file)) ? `${where ? `${where} ` : ''}${basename(file)}:${place}` : []
    })
    .slice(0, framesKept)
    .join(', ')
}
