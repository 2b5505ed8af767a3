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
const mends: readonly Mend[] = [
  [
    '    socket = null\n\n    if (initial)',
    '    socket = null\n    chunk = nextWriteTimer = unsynced = null\n\n    if (initial)',
  ],
  [
    '    const x = socket.write(chunk, fn)\n',
    `    if (!socket)
      return chunk = nextWriteTimer = unsynced = null, false
    if (unsynced) {
      chunk = Buffer.concat([chunk, Sync])
      unsynced.pipelined = false
      unsynced = null
    }
    const x = socket.write(chunk, fn)
`,
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

/**
 * And taught something: prepared statements that ask for it (`pipelined`, see lanes.ts) and go out together end with one
 * Sync for all. The driver sends one behind each, and PostgreSQL then answers each by itself: ten times for a commit, and
 * both sides wake up for every one. `unsynced` is the last statement that waits to be sent and has no Sync yet. Such a one
 * is done when it is complete; where it fails, PostgreSQL leaves out all up to the Sync, and these fail by the same error.
 */
const pipelining: readonly Mend[] = [
  ['    , final = null\n', '    , final = null\n    , unsynced = null\n'],
  [
    '      build(q)\n      return write(toBuffer(q))\n',
    `      build(q)
      q.pipelined = Boolean(q.options.pipelined && q.prepared && !q.cursorFn && !q.onlyDescribe)
      if (unsynced && !q.pipelined) {
        unsynced.pipelined = false
        unsynced = null
        write(Sync)
      }
      const bytes = toBuffer(q)
      if (q.pipelined)
        unsynced = q
      return write(bytes)
`,
  ],
  [
    '        : ExecuteUnnamed\n',
    '        : q.pipelined ? ExecuteUnnamed.subarray(0, ExecuteUnnamed.length - Sync.length) : ExecuteUnnamed\n',
  ],
  [
    '    if (query.options.simple)\n      return BindComplete()\n',
    '    if (query.pipelined)\n      return ReadyForQuery(x)\n\n    if (query.options.simple)\n      return BindComplete()\n',
  ],
  [
    '      if (errorResponse) {\n        query.retried\n',
    '      if (errorResponse) {\n        let isSkipping = query.pipelined\n        query.retried\n',
  ],
  [
    '            : errored(errorResponse)\n      } else {\n',
    `            : errored(errorResponse)
        while (isSkipping) {
          const skipped = sent.shift()
          isSkipping = skipped.pipelined
          queryError(skipped, errorResponse)
        }
      } else {
`,
  ],
]
type Mend = readonly [from: string, to: string]

export function mended(source: string): string {
  return [...mends, ...pipelining].reduce((text, [from, to]) => {
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
