import { commands as allCommands } from '../../shared/commands/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { Entry } from '../../shared/record.ts'
import type { Answer } from '../../shared/sync/protocol.ts'
import { asUnavailable } from '../db/away.ts'
import type { AccessLog } from '../log/access.ts'
import { createAnnouncer } from './announce.ts'
import type { Sent } from './answers.ts'
import type { Author, Commit } from './commit.ts'
import { createCompanyFacts, type FactsCache } from './companyFacts.ts'
import { isAboutEntry } from './databaseErrors.ts'
import { createSearchIndex, type SearchIndex } from './searchIndex.ts'
import type { Conditions } from './transacting.ts'
import { type TransactionOptions, type Written, writeEntries } from './transaction.ts'

/** All that could be read of an entry, and why it is none. */
export interface Malformed {
  seq: number
  id: string
  error: AppError
}

export interface Writer {
  /** Answers in the order of the entries. Throws `server.unavailable` where the database is away: nothing is decided. */
  submit(author: Author, entries: readonly Entry[], conditions?: Conditions): Promise<Answer[]>
  /** Refuses what names itself as an entry and cannot be one; the answer is kept, so that a replay gets the same. */
  refuse(author: Author, malformed: readonly Malformed[]): Promise<Answer[]>
  /** Nothing waits any more when this resolves. */
  idle(): Promise<void>
  facts: FactsCache
  /** The words of REST's `q`. */
  search: SearchIndex
}
export interface WriterOptions extends Omit<TransactionOptions, 'facts' | 'commands'> {
  commands?: TransactionOptions['commands']
  /** After each commit, in the order of the log. */
  onCommit?: (commit: Commit) => void
  access?: AccessLog
  onError?: (error: unknown) => void
}

/** A transaction takes as much of what waits as it can do in this time (milliseconds), by what the last ones took. */
const transactionTime = 120
const mostAtOnce = 4000

interface Waiting extends Sent {
  weight: number
  done: (answer: Answer) => void
  failed: (error: unknown) => void
}

/**
 * The one write path. Each company has a queue: while a transaction runs, what comes waits, and all of it commits
 * together afterwards. One process writes a company by one connection; others wait at the lock of the company's row.
 */
export function createWriter(given: WriterOptions): Writer {
  const options: TransactionOptions = {
    ...given,
    commands: given.commands ?? allCommands,
    facts: createCompanyFacts(),
  }
  const search = createSearchIndex(given)
  const announcer = createAnnouncer({ database: given.database, onError: given.onError ?? (() => {}) })
  const queues = new Map<string, { waiting: Waiting[]; running: Promise<void> }>()
  let timePerWeight = 0.3

  const submit: Writer['submit'] = (author, entries, conditions) =>
    enqueue(
      author.company,
      entries.map(entry => ({ author, entry, ...(conditions ? { conditions } : {}) })),
    )

  const refuse: Writer['refuse'] = (author, malformed) =>
    enqueue(
      author.company,
      malformed.map(({ seq, id, error }) => ({ author, entry: { ...nothing, seq, id }, verdict: error })),
    )

  function enqueue(company: string, sent: readonly Sent[]): Promise<Answer[]> {
    if (sent.length === 0) return Promise.resolve([])
    const queue = queues.get(company) ?? { waiting: [], running: Promise.resolve() }
    const answers = sent.map(
      one =>
        new Promise<Answer>((done, failed) => {
          queue.waiting.push({ ...one, weight: weightOf(one.entry), done, failed })
        }),
    )
    if (!queues.has(company)) {
      queues.set(company, queue)
      queue.running = run(company, queue.waiting)
    }
    return Promise.all(answers)
  }

  async function run(company: string, waiting: Waiting[]): Promise<void> {
    while (waiting.length > 0) {
      // Whoever submits in this very turn of the loop goes along.
      await Promise.resolve()
      await writeGroup(company, waiting.splice(0, groupSize(waiting, transactionTime / timePerWeight)))
    }
    queues.delete(company)
  }

  async function writeGroup(company: string, group: Waiting[]): Promise<void> {
    const started = performance.now()
    try {
      finish(group, await writeEntries(options, company, group))
      measure(group, performance.now() - started)
    } catch (error) {
      if (!isAboutEntry(error)) return fail(group, error)
      if (group.length > 1) for (const one of group) await writeGroup(company, [one])
      else await refuseUnwritable(company, group, error)
    }
  }

  /** One entry that the checks let through and the database does not take: refused, so that those behind it go on. */
  async function refuseUnwritable(company: string, group: Waiting[], error: unknown): Promise<void> {
    given.onError?.(error)
    try {
      finish(group, await writeEntries(options, company, group, new AppError('internal', { cause: error })))
    } catch (again) {
      fail(group, again)
    }
  }

  function finish(group: Waiting[], { answers, commit, refused }: Written): void {
    if (commit) publish(commit)
    for (const { sent, error } of refused) tellAccess(given.access, sent, error)
    for (const [i, one] of group.entries()) {
      const answer = answers[i]
      if (answer) one.done(answer)
    }
  }

  /** What goes wrong here must not look like a failed write, which would be tried again. */
  function publish(commit: Commit): void {
    try {
      options.facts.apply(
        commit.company,
        commit.after,
        commit.head,
        commit.rows.map(row => row.state),
      )
      search.committed(commit.company)
      announcer.committed(commit.company, commit.head.number)
      given.onCommit?.(commit)
    } catch (error) {
      given.onError?.(error)
    }
  }

  function fail(group: Waiting[], error: unknown): void {
    options.facts.forget(group[0]?.author.company ?? '')
    given.onError?.(error)
    const known = asUnavailable(error)
    const failure = known instanceof AppError ? known : new AppError('server.unavailable', { cause: error })
    for (const one of group) one.failed(failure)
  }

  function measure(group: Waiting[], took: number): void {
    const weight = group.reduce((sum, one) => sum + one.weight, 0)
    // Small groups tell of the commit, not of the work.
    if (weight >= 50) timePerWeight = 0.7 * timePerWeight + 0.3 * (took / weight)
  }

  return {
    submit,
    refuse,
    idle: async () => {
      while (queues.size > 0) await Promise.all([...queues.values()].map(queue => queue.running))
      await Promise.all([search.stop(), announcer.idle()])
    },
    facts: options.facts,
    search,
  }
}

/** Stands for what could not be read. */
const nothing = { operation: '00000000-0000-0000-0000-000000000000', label: 'edit', after: [], at: '', patches: [] }

/** How much work an entry is, in patches: a new key is carried to what hangs on the record. */
const weightOf = (entry: Entry): number =>
  1 + entry.patches.reduce((sum, { set, create }) => sum + (!create && ('owner' in set || 'team' in set) ? 6 : 1), 0)

/** At least one, however large. */
function groupSize(waiting: readonly Waiting[], most: number): number {
  let weight = 0
  let count = 0
  for (const one of waiting) {
    weight += one.weight
    if (count > 0 && weight > Math.min(most, mostAtOnce)) break
    count++
  }
  return count
}

function tellAccess(access: AccessLog | undefined, { author, entry }: Sent, error: AppError): void {
  if (error.code !== 'permission.denied' && error.code !== 'record.notFound') return
  const [first] = entry.patches
  access?.add(author.company, {
    action: 'write.refused',
    user: author.viewer.user,
    device: author.device ?? undefined,
    address: author.address ?? undefined,
    kind: first?.kind,
    record: first?.id,
    details: { code: error.code, entry: entry.id, label: entry.label },
  })
}
