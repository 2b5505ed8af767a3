import { connect } from 'node:net'
import type postgres from 'postgres'
import { createDatabaseHealth, type DatabaseHealth } from './databaseHealth.ts'
import { endingHandle } from './endingHandle.ts'
import { createGate } from './gate.ts'
import { createLanes, type Work } from './lanes.ts'
import { openPostgres } from './postgres.ts'
import { appRole } from './security.ts'

/** How our connections are named in pg_stat_activity. */
export const applicationName = `pergel:${process.pid}`

export type Sql = postgres.Sql
export type Transaction = postgres.TransactionSql

/**
 * PostgreSQL as the server uses it: as the role that row-level security binds. `bigint` comes as a number (a larger one
 * than 2⁵³ throws), dates as `YYYY-MM-DD`, instants as ISO 8601 with milliseconds and Z, `bytea` as a Buffer. A value of
 * a jsonb column goes in as `sql.json(value)`. Queries are written with `sql`; Drizzle only defines the tables.
 */
export interface Database {
  /** For what belongs to no company. Tables of companies are empty here: use inCompany. */
  sql: Sql
  /** A transaction that sees and writes this company's rows only. `snapshot`: all its reads see one moment. */
  inCompany<T>(
    company: string,
    fn: (tx: Transaction) => Promise<T>,
    options?: { readOnly?: boolean; snapshot?: boolean },
  ): Promise<T>
  /**
   * The same for the write path: `work` may send its COMMIT along with its last statements, and its prepared statements
   * are planned once for each connection and look rows up by index.
   */
  write<T>(company: string, work: Work<T>): Promise<T>
  /**
   * A read before a company is known: sees the account with this folded e-mail, or the session or API key with this
   * hash (hex), or with 'companies' all rows of `company`.
   */
  lookup<T>(key: string, fn: (tx: Transaction) => Promise<T>): Promise<T>
  /** How the work with it goes. */
  readonly health: DatabaseHealth
  close(): Promise<void>
}

/**
 * Connections that only writes and look-ups get: when a role changes, two hundred desktops read at once, and a commit
 * that stood in line behind them took 200 ms.
 */
const writesShare = 0.4

const setCompany = `select set_config('pergel.company', $1, true)`
const setLookup = `select set_config('pergel.lookup', $1, true)`
/**
 * Left to itself, PostgreSQL plans the write path's statements anew each time: it takes an array of unknown length for ten
 * rows, which looks dearer than a plan for the one that comes. A kept plan outlives the size that its table had then, so it
 * must not be one that reads the whole table.
 */
const keepPlans = `set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)`

/** `url`: any of the database's connections; user and password are replaced by those of the serving role. */
export function openDatabase(options: {
  url: string
  appPassword: string
  max?: number
  /** How long work waits for a free connection, in milliseconds, before it is refused unbegun. */
  patience?: number
  /** How long a statement waits for another's lock, in milliseconds. */
  lockTimeout?: number
}): Database {
  const max = options.max ?? 10
  const { patience = 15_000 } = options
  const forWrites = Math.ceil(max * writesShare)
  const forReads = Math.max(1, max - forWrites)
  const reads = createGate({ places: forReads, patience })
  const writes = createGate({ places: forWrites, patience })
  const health = createDatabaseHealth()
  const url = appUrl(options.url, options.appPassword)
  const driver = (most: number, broken?: () => void): Sql =>
    openPostgres(url, {
      max: most,
      types,
      connect_timeout: 10,
      // A database that comes back is met within a second or so, not after the driver's twenty.
      backoff: () => 0.3 + Math.random(),
      onnotice: () => {},
      // Renewed by age, the driver ends a connection of ours in the middle of a transaction: it knows nothing of them.
      ...(broken ? { onclose: broken, max_lifetime: null } : {}),
      ...promptly(options.url, broken !== undefined),
      connection: {
        application_name: applicationName,
        statement_timeout: 60_000,
        // Whoever writes a company holds its lock for a fraction of a second; this long something is wrong.
        lock_timeout: options.lockTimeout ?? 20_000,
        idle_in_transaction_session_timeout: 60_000,
        TimeZone: 'UTC',
      },
    }) as unknown as Sql // The driver's type carries our parsers; nobody needs them in the type.
  // One more than reads can hold: sign-in, presence and notices ask it directly.
  const sql = driver(forReads + 1)
  const lanes = createLanes(forWrites, broken => driver(1, broken))

  const told = async <T>(work: Promise<T>): Promise<T> => {
    try {
      const result = await work
      health.worked()
      return result
    } catch (thrown) {
      health.failed(thrown)
      throw thrown
    }
  }
  const read = <T>(begin: string, company: string, fn: (tx: Transaction) => Promise<T>): Promise<T> => {
    const run = async (sql: Transaction) => {
      const { tx, end } = endingHandle(sql)
      try {
        // Sent, not awaited: the first statement follows at once, and the server answers in order.
        const set = tx.unsafe(setCompany, [company], { prepare: true }).execute()
        const [result] = await Promise.all([fn(tx), set])
        return result
      } finally {
        end()
      }
    }
    return told(reads.pass(() => sql.begin(begin, run) as Promise<T>))
  }
  const write = <T>(begin: string, settings: string, value: string, work: Work<T>): Promise<T> =>
    told(writes.pass(() => lanes.run({ begin: `begin ${begin}`.trim(), settings, value }, work)))

  return {
    sql,
    health,
    inCompany: (company, fn, { readOnly = false, snapshot = false } = {}) => {
      const begin = `${snapshot ? 'isolation level repeatable read' : ''} ${readOnly ? 'read only' : ''}`.trim()
      return readOnly ? read(begin, company, fn) : write(begin, setCompany, company, fn)
    },
    write: (company, work) => write('', `${setCompany}, ${keepPlans}`, company, work),
    // Short, and asked by whoever comes in and by proxies that want to know whether we live.
    lookup: (key, fn) => write('read only', setLookup, key, fn),
    close: async () => {
      await Promise.all([sql.end({ timeout: 5 }), lanes.close()])
    },
  }
}

/**
 * Sockets that send at once: the driver's own wait for the acknowledgement of what went before (Nagle), once in every
 * transaction. Several hosts in the address are left to the driver, which knows how to try one after the other.
 * `once`: a driver that has lost its connection makes no other.
 */
function promptly(url: string, once: boolean): object {
  const { hostname, port, host } = new URL(url)
  if (hostname === '' || host.includes(',')) return {}
  let isUsed = false
  return {
    socket: () => {
      if (once && isUsed) throw new Error('The connection to the database broke')
      isUsed = true
      const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 5432), noDelay: true })
      // What the driver asks of a socket of its own, for TLS.
      return Object.assign(socket, { host: hostname, port: Number(port || 5432) })
    },
  }
}

/** The same database, connected to as the serving role. */
export function appUrl(url: string, appPassword: string): string {
  const parsed = new URL(url)
  parsed.username = appRole
  parsed.password = appPassword
  return parsed.href
}

const types = {
  bigint: {
    to: 20,
    from: [20],
    serialize: (value: number | bigint | string) => String(value),
    parse: (text: string) => {
      const value = Number(text)
      if (!Number.isSafeInteger(value)) throw new RangeError(`A number from the database is too large: ${text}`)
      return value
    },
  },
  date: {
    to: 1082,
    from: [1082],
    serialize: (value: string) => value,
    parse: (text: string) => text,
  },
  instant: {
    to: 1184,
    from: [1184, 1114],
    serialize: (value: string | Date) => (value instanceof Date ? value.toISOString() : value),
    parse: (text: string) => utcInstant(text) ?? new Date(text).toISOString(),
  },
}

/** `2026-11-22 20:57:04.12+00`, as PostgreSQL writes an instant in UTC; undefined: written otherwise. */
function utcInstant(text: string): string | undefined {
  if (text[10] !== ' ' || text[16] !== ':' || !text.endsWith('+00')) return undefined
  const milliseconds = text.slice(20, -3).padEnd(3, '0').slice(0, 3)
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${milliseconds}Z`
}
