import type { AnyKind } from '../../shared/entity.ts'
import { type Bulk, bulkInsert, type Statement } from '../db/bulk.ts'
import { type FieldCipher, tableName } from '../db/columns.ts'
import type { Transaction } from '../db/database.ts'
import type { RowForm } from '../db/rows.ts'
import { type LogAppender, storeLog } from '../log/append.ts'
import type { Breathe } from './breath.ts'
import { formOf } from './load.ts'
import type { WorkingSet } from './workingSet.ts'

/** Rows of one statement: about as many as are written out in one go of the event loop. */
const rowsAtOnce = 400
/** So many records are stored at once while the entries after them are worked on. */
const worthSending = 200

interface Storing {
  tx: Transaction
  company: string
  set: WorkingSet
  log: LogAppender
  cipher: FieldCipher | undefined
  breathe: Breathe
}

/**
 * Sends the records and log rows of a transaction to the database, by few statements, without waiting for it: PostgreSQL
 * stores what was accepted while the next entries are worked on. All that was `sent` is to be awaited.
 */
export function storer({ tx, company, set, log, cipher, breathe }: Storing) {
  const sent: Promise<unknown>[] = []
  let failure: unknown
  const send = ({ sql, parameters }: Statement): void => {
    const sending = tx.unsafe(sql, parameters, { prepare: true }).execute()
    sending.catch(error => {
      failure ??= error
    })
    sent.push(sending)
  }
  const store = async (): Promise<void> => {
    for (const { kind: name, isNew, states } of set.take()) {
      const kind = set.facts.kinds.require(name)
      const form = formOf(kind, cipher)
      for (const part of parts(states)) {
        send((isNew ? insertOf : upsertOf)(kind, form)(part.map(state => form.rowOf(company, state))))
        await breathe()
      }
    }
    for (const part of parts(log.take())) {
      send(storeLog(part))
      await breathe()
    }
  }
  return {
    sent,
    send,
    /** Why the transaction has failed, where it was one of these: whatever was asked afterwards failed because of it. */
    get failure() {
      return failure
    },
    /** All that was accepted so far. */
    store,
    storeMany: async () => {
      if (set.unstored >= worthSending) await store()
    },
  }
}

function* parts<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) yield rows.slice(from, from + rowsAtOnce)
}

const upsertOf = known((kind, form) => {
  const kept = new Set(['company_id', 'id', 'created_at', 'created_by'])
  const changing = form.columns.filter(column => !kept.has(column))
  const set = changing.map(column => `"${column}" = excluded."${column}"`).join(', ')
  return bulkInsert(tableName(kind), form.typed, `on conflict (company_id, id) do update set ${set}`)
})

/** Without a look for what is not there. */
const insertOf = known((kind, form) => bulkInsert(tableName(kind), form.typed))

/** Made once for each kind. */
function known(make: (kind: AnyKind, form: RowForm) => Bulk): (kind: AnyKind, form: RowForm) => Bulk {
  const made = new Map<string, Bulk>()
  return (kind, form) => {
    const bulk = made.get(kind.name) ?? make(kind, form)
    made.set(kind.name, bulk)
    return bulk
  }
}
