import { type LoadFnOutput, registerHooks } from 'node:module'
import type Postgres from 'postgres'

/**
 * The driver, with four lines put right as it is loaded (postgres 3.4.9, src/connection.js). When a connection breaks
 * while something waits to be sent on it,
 * - the timer that would send it is stopped and never counts as stopped: the connection, made again, stays silent for ever;
 * - it may go off all the same, write to a socket that is no longer there, and end the process;
 * - a query that is asked on it afterwards (the rollback of its transaction) does the same.
 * - one that is ended while it waits to be made again is made all the same, and nobody ends it any more.
 * A database that went away for a moment then took the server with it, or half of its connections. Where a newer driver
 * reads otherwise the lines are not found and the start says so: then look whether they are still needed.
 */
const mends: readonly (readonly [from: string, to: string])[] = [
  ['    socket = null\n\n    if (initial)', '    socket = null\n    chunk = nextWriteTimer = null\n\n    if (initial)'],
  [
    '    const x = socket.write(chunk, fn)\n',
    '    if (!socket)\n      return chunk = nextWriteTimer = null, false\n    const x = socket.write(chunk, fn)\n',
  ],
  [
    "    if (terminated)\n      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))\n",
    "    if (terminated || !socket)\n      return queryError(q, Errors.connection(terminated ? 'CONNECTION_DESTROYED' : 'CONNECTION_CLOSED', options)), true\n",
  ],
  [
    '    setTimeout(connect, closedTime ?',
    '    terminated = false\n    setTimeout(() => terminated || connect(), closedTime ?',
  ],
]

export function mended(source: string): string {
  return mends.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2)
      throw new Error(`The postgres driver is another one; see ${import.meta.filename}`)
    return text.replace(from, () => to)
  }, source)
}

const hooks = registerHooks({
  load(url, context, next): LoadFnOutput {
    const loaded = next(url, context)
    return url.endsWith('/postgres/src/connection.js') && loaded.source
      ? { ...loaded, source: mended(String(loaded.source)) }
      : loaded
  },
})
const { default: driver } = await import('postgres')
hooks.deregister()

export const openPostgres: typeof Postgres = driver
