import type { Sql, Transaction } from './database.ts'
import { endingHandle, type StatementOptions } from './endingHandle.ts'

export interface Opening {
  /** `begin read only` and the like. */
  begin: string
  /** The first statement, which says whose transaction it is. */
  settings: string
  value: string
}
/**
 * Sends COMMIT behind the statements that were sent before (a query of the driver is sent by `execute`, or when somebody
 * waits for it), without their answers, and resolves when PostgreSQL has committed. Nothing may be sent afterwards.
 */
export type SendCommit = () => Promise<void>
export type Work<T> = (tx: Transaction, commit: SendCommit) => Promise<T>

/** Runs transactions, each on a connection of its own. */
export interface Lanes {
  /** Commits when `work` is done, where it has not done so itself. */
  run<T>(opening: Opening, work: Work<T>): Promise<T>
  /** Afterwards nothing is run any more. */
  close(): Promise<void>
}

/**
 * Statements of a transaction are sent as they are asked for and answered in order, those of a trip together, so that a
 * write takes two round trips to PostgreSQL, BEGIN and COMMIT among them; the driver's own `begin` waits for the answer to
 * either. Who comes next gets the connection that was used last: PostgreSQL has its plans at hand there.
 *
 * `open` gives a driver with one connection, and tells when that has broken. There are never more than `count` at a time.
 */
export function createLanes(count: number, open: (broken: () => void) => Sql): Lanes {
  const lanes = Array.from({ length: count }, () => new Lane(open))
  const idle = [...lanes]
  let isClosed = false
  return {
    async run(opening, work) {
      if (isClosed) throw Object.assign(new Error('The database is closed'), { code: 'CONNECTION_ENDED' })
      const lane = idle.pop()
      if (!lane) throw new Error('More transactions than connections')
      try {
        return await lane.run(opening, work)
      } finally {
        idle.push(lane)
      }
    },
    async close() {
      isClosed = true
      await Promise.all(lanes.map(lane => lane.close()))
    },
  }
}

class Lane {
  /** One whose connection stands, as far as is known. */
  private sql: Sql | undefined
  private readonly open: (broken: () => void) => Sql
  private onBroken = () => {}

  constructor(open: (broken: () => void) => Sql) {
    this.open = open
  }

  async run<T>({ begin, settings, value }: Opening, work: Work<T>): Promise<T> {
    // Of a connection that does not come, nothing can be asked any more: the driver would keep it waiting for ever.
    let isThere = this.sql !== undefined
    const sql = this.sql ?? this.connect()
    const { tx, end } = endingHandle(sql, { pipelined: true })
    this.onBroken = end
    let ending: Promise<void> | undefined
    const commit = (): Promise<void> => {
      end()
      ending ??= committed(sql)
      return ending
    }
    try {
      const begun = statement(sql, begin)
      // Of a server that does not answer nothing more is asked: it would wait in the driver and be done after all.
      if (!isThere) await begun
      isThere = true
      const set = statement(sql, settings, value)
      const [result] = await Promise.all([work(tx, commit), begun, set])
      await commit()
      return result
    } catch (thrown) {
      end()
      if (!isThere) this.drop(sql)
      if (this.sql !== sql) throw asBroken(thrown)
      // A COMMIT that went out with a statement that failed was left out.
      await ending?.catch(() => {})
      const rolledBack = await statement(sql, 'rollback').catch(() => undefined)
      // PostgreSQL may have left it out as well: the driver prepares once more what failed by a stale plan, ahead of it.
      if (rolledBack?.command !== 'ROLLBACK') this.drop(sql)
      throw thrown
    } finally {
      this.onBroken = () => {}
    }
  }

  async close(): Promise<void> {
    await this.sql?.end({ timeout: 5 })
  }

  private connect(): Sql {
    const sql = this.open(() => this.drop(sql))
    this.sql = sql
    return sql
  }

  private drop(sql: Sql): void {
    if (this.sql !== sql) return
    this.sql = undefined
    this.onBroken()
    // What still waits in this driver ends with it: on another connection it would stand alone.
    void sql.end({ timeout: 0 })
  }
}

// Without values the driver would send it the simple way, which goes with no other.
const ofLane: StatementOptions = { prepare: true, pipelined: true, simple: false }
const statement = (sql: Sql, text: string, ...values: string[]) => sql.unsafe(text, values, ofLane).execute()

/** A transaction in which a statement has failed ends with ROLLBACK, whatever was asked for. */
async function committed(sql: Sql): Promise<void> {
  const { command } = await statement(sql, 'commit')
  if (command !== 'COMMIT') throw new Error('A statement of the transaction has failed')
}

/** Where a connection broke between two statements, the driver has nothing to say of it. */
const asBroken = (thrown: unknown): unknown =>
  thrown instanceof Error && 'code' in thrown
    ? thrown
    : Object.assign(new Error('The connection to the database broke', { cause: thrown }), { code: 'CONNECTION_CLOSED' })
