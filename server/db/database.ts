import { connect } from 'node:net'
import type postgres from 'postgres'
import { createDatabaseHealth, type DatabaseHealth } from './databaseHealth.ts'
import { createGate, type Gate } from './gate.ts'
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
  /**
   * A transaction that sees and writes this company's rows only. `snapshot`: all its reads see one moment. `keepsPlans`:
   * its prepared statements are planned once for each connection, and look rows up by index.
   */
  inCompany<T>(
    company: string,
    fn: (tx: Transaction) => Promise<T>,
    options?: { readOnly?: boolean; snapshot?: boolean; keepsPlans?: boolean },
  ): Promise<T>
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
 * Connections that only writes and look-ups get: when a role changes, two hundred desktops read at once, and a commit that stood in
 * line behind them took 200 ms.
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
  const reads = createGate({ places: Math.max(1, max - forWrites), patience })
  const writes = createGate({ places: forWrites, patience })
  const health = createDatabaseHealth()
  const sql = openPostgres(appUrl(options.url, options.appPassword), {
    max,
    types,
    connect_timeout: 10,
    // A database that comes back is met within a second or so, not after the driver's twenty.
    backoff: () => 0.3 + Math.random(),
    onnotice: () => {},
    ...promptly(options.url),
    connection: {
      application_name: applicationName,
      statement_timeout: 60_000,
      // Whoever writes a company holds its lock for a fraction of a second; this long something is wrong.
      lock_timeout: options.lockTimeout ?? 20_000,
      idle_in_transaction_session_timeout: 60_000,
      TimeZone: 'UTC',
    },
  }) as unknown as Sql // The driver's type carries our parsers; nobody needs them in the type.

  const setting = async <T>(
    gate: Gate,
    begin: string,
    settings: string,
    value: string,
    fn: (tx: Transaction) => Promise<T>,
  ): Promise<T> => {
    const run = async (tx: Transaction) => {
      // Sent, not awaited: the first statement follows at once, and the server answers in order.
      const set = tx.unsafe(settings, [value], { prepare: true }).execute()
      const [result] = await Promise.all([fn(tx), set])
      return result
    }
    try {
      const result = (await gate.pass(() => sql.begin(begin, run))) as T
      health.worked()
      return result
    } catch (thrown) {
      health.failed(thrown)
      throw thrown
    }
  }

  return {
    sql,
    health,
    inCompany: (company, fn, { readOnly = false, snapshot = false, keepsPlans = false } = {}) =>
      setting(
        readOnly ? reads : writes,
        `${snapshot ? 'isolation level repeatable read' : ''} ${readOnly ? 'read only' : ''}`.trim(),
        keepsPlans ? `${setCompany}, ${keepPlans}` : setCompany,
        company,
        fn,
      ),
    // Short, and asked by whoever comes in and by proxies that want to know whether we live.
    lookup: (key, fn) => setting(writes, 'read only', setLookup, key, fn),
    close: () => sql.end({ timeout: 5 }),
  }
}

/**
 * Sockets that send at once: the driver's own wait for the acknowledgement of what went before (Nagle), once in every
 * transaction. Several hosts in the address are left to the driver, which knows how to try one after the other.
 */
function promptly(url: string): object {
  const { hostname, port, host } = new URL(url)
  if (hostname === '' || host.includes(',')) return {}
  return {
    socket: () => {
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
    parse: (text: string) => new Date(text).toISOString(),
  },
}
