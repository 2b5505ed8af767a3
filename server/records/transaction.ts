import { AppError, asAppError } from '../../shared/errors.ts'
import type { Answer } from '../../shared/sync/protocol.ts'
import type { Statement } from '../db/bulk.ts'
import type { FieldCipher } from '../db/columns.ts'
import type { Database, Transaction } from '../db/database.ts'
import type { SendCommit } from '../db/lanes.ts'
import { type ChainHead, logAppender } from '../log/append.ts'
import { Answers, type Sent } from './answers.ts'
import { breather } from './breath.ts'
import type { Commit } from './commit.ts'
import { type FactsCache, noFacts } from './companyFacts.ts'
import { DealingCounts } from './dealingCounts.ts'
import { createLoader, load } from './load.ts'
import { OperationRecords } from './permitMany.ts'
import { processEntry, wantedByEntry } from './process.ts'
import type { Commands } from './runCommand.ts'
import { storer } from './store.ts'
import type { Transacting } from './transacting.ts'
import { WorkingSet } from './workingSet.ts'

export interface TransactionOptions {
  database: Database
  facts: FactsCache
  commands: Commands
  now: () => number
  /** Encrypts special-category fields. */
  cipherOf?: ((company: string) => Promise<FieldCipher>) | undefined
  /** Runs inside the transaction, when everything has been sent to be stored: rows for what must leave the house afterwards. */
  effects?: ((tx: Transaction, commit: Commit) => Promise<void>) | undefined
}
export interface Written {
  answers: Answer[]
  /** Undefined: the log did not grow. */
  commit: Commit | undefined
  /** What was refused, for the access chain. */
  refused: { sent: Sent; error: AppError }[]
}

/**
 * Writes entries of one company in one transaction, in order: lock, read what all of them need, work in memory, store by
 * bulk statements. BEGIN goes with the reads and COMMIT with the last stores: two round trips. A refused entry leaves the
 * others alone. Throws where the database does, having changed nothing. `verdict`: every entry is refused with it, unread.
 */
export async function writeEntries(
  options: TransactionOptions,
  company: string,
  sent: readonly Sent[],
  verdict?: AppError,
): Promise<Written> {
  const { facts, commands } = options
  const cipher = await options.cipherOf?.(company)
  const write = async (tx: Transaction, commit: SendCommit): Promise<Written> => {
    const breathe = breather()
    const answers = new Answers()
    const set = new WorkingSet(facts.peek(company) ?? noFacts)
    const loader = createLoader(tx, company, cipher)
    const loadAll = () => {
      const { kinds } = set.facts
      const wanted = sent.map(({ entry }) => wantedByEntry(commands, kinds, entry))
      const keys = wanted.flatMap(w => w.keys)
      const newIds = wanted.flatMap(w => w.newIds ?? [])
      const childrenOf = wanted.flatMap(w => w.childrenOf)
      return load(loader, set, kinds, { keys, childrenOf, aboutOf: wanted.flatMap(w => w.aboutOf ?? []), newIds })
    }
    // Sent together and run in this order: nothing is read before the lock is held.
    const [head] = await Promise.all([lock(tx, company), answers.load(tx, company, sent), loadAll()])
    set.facts = await facts.at(tx, company, head)
    const changed = new OperationRecords()
    await Promise.all([loadAll(), changed.load(tx, company, set.facts, sent)])

    const at = new Date(options.now()).toISOString()
    const log = logAppender(company, head)
    const stores = storer({ tx, company, set, log, cipher, breathe })
    const dealings = new DealingCounts(sent.map(({ entry }) => entry))
    const ctx: Transacting = {
      tx,
      company,
      at,
      set,
      loader,
      log,
      rows: [],
      commands,
      cipher,
      breathe,
      changed,
      dealings,
    }
    const refused: Written['refused'] = []
    const result: Answer[] = []
    try {
      for (const one of sent) {
        result.push(await answerTo(ctx, answers, one, refused, verdict))
        await stores.storeMany()
      }
      await stores.store()
      const written = ctx.rows.length > 0 ? commitOf(company, head, ctx) : undefined
      const kept = answers.toStore(company, at)
      if (kept) stores.send(kept)
      if (written) stores.send(advance(company, log.head))
      if (written) await options.effects?.(tx, written)
      await Promise.all([...stores.sent, commit()])
      return { answers: result, commit: written, refused }
    } catch (thrown) {
      throw stores.failure ?? thrown
    }
  }
  return options.database.write(company, write)
}

/** The stored answer, or a new one: held where what it rests on was not accepted, refused with the reason. */
async function answerTo(
  ctx: Transacting,
  answers: Answers,
  sent: Sent,
  refused: Written['refused'],
  verdict: AppError | undefined,
): Promise<Answer> {
  const { author, entry } = sent
  const { seq, id } = entry
  try {
    const earlier = answers.earlier(sent)
    if (earlier) return earlier
  } catch (thrown) {
    return { seq, id, status: 'refused', error: asAppError(thrown).toBody() }
  }
  const answer = await newAnswer()
  // Held is no last word: the desktop offers the entry again once what it rests on is accepted.
  const isKept = answer.status !== 'held' && !(answer.status === 'refused' && sent.conditions?.once)
  if (isKept) answers.add(sent, answer)
  return answer

  async function newAnswer(): Promise<Answer> {
    const on = answers.missingFor(sent)
    if (on.length > 0) return { seq, id, status: 'held', on }
    try {
      if (sent.verdict) throw sent.verdict
      if (verdict) throw verdict
      return await processEntry(ctx, author, entry, sent.conditions)
    } catch (thrown) {
      // What is no AppError is a bug or the database: the transaction ends, and its entries are tried one by one.
      if (!(thrown instanceof AppError)) throw thrown
      refused.push({ sent, error: thrown })
      return { seq, id, status: 'refused', error: thrown.toBody() }
    }
  }
}

async function lock(tx: Transaction, company: string): Promise<ChainHead> {
  const [row] = await tx.unsafe<{ epoch: number; number: number; hash: Buffer }[]>(
    'select epoch, number, head_hash as hash from company where id = $1::uuid for no key update',
    [company],
    { prepare: true },
  )
  if (!row) throw new AppError('record.notFound')
  return row
}

const advance = (company: string, { number, hash }: ChainHead): Statement => ({
  sql: `update company set number = $2::text::bigint, head_hash = decode($3::text, 'hex') where id = $1::text::uuid`,
  parameters: [company, String(number), hash.toString('hex')],
})

const commitOf = (company: string, start: ChainHead, ctx: Transacting): Commit => {
  const { epoch, number, hash } = ctx.log.head
  return { company, epoch, after: start.number, head: { epoch, number, hash: hash.toString('hex') }, rows: ctx.rows }
}
