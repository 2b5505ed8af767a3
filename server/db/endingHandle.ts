import type postgres from 'postgres'
import type { Sql, Transaction } from './database.ts'

/**
 * A transaction's handle that ends with it: what is asked of it later must not get into the next transaction of its
 * connection, which may be another company's, nor stand alone. A query that was made before and is only then waited for
 * is refused too: the driver sends it when somebody waits, or at `execute`. `options` go with each `unsafe`.
 */
export function endingHandle(
  sql: Sql | Transaction,
  options: StatementOptions = {},
): { tx: Transaction; end: () => void } {
  let isOver = false
  const bound = <T>(made: T): T => {
    if (!isQuery(made)) return made
    const send = made.handle
    made.handle = () => {
      if (isOver && !made.executed) made.reject(new Error('The transaction has ended'))
      else void send.call(made)
    }
    return made
  }
  const { proxy, revoke } = Proxy.revocable(sql as Transaction, {
    apply: (target, self, given) => bound(Reflect.apply(target, self, given)),
    get: (target, name) =>
      name === 'unsafe'
        ? (...[text, values, own]: Parameters<Transaction['unsafe']>) =>
            bound(target.unsafe(text, values, { ...options, ...own }))
        : Reflect.get(target, name),
  })
  return {
    tx: proxy,
    end: () => {
      isOver = true
      revoke()
    },
  }
}

/** What the driver knows beyond its types; `pipelined` is what postgres.ts teaches it. */
export interface StatementOptions extends postgres.UnsafeQueryOptions {
  pipelined?: boolean
  simple?: boolean
}

/** What the driver (postgres 3.4.9, src/query.js) makes of a statement. */
interface DriverQuery {
  handle: () => unknown
  reject: (reason: Error) => void
  readonly executed: boolean
}
const isQuery = (made: unknown): made is DriverQuery =>
  made instanceof Promise && 'handle' in made && 'reject' in made && 'executed' in made
