import { builtInKinds } from '../../shared/kinds.ts'
import { countsInBulk, freelyAtOnce, refuseBulk, uncountedKinds } from '../../shared/permissions/bulkEdit.ts'
import type { Entry, RecordKey, RecordState } from '../../shared/record.ts'
import type { Transaction } from '../db/database.ts'
import type { Sent } from './answers.ts'
import { authorNow } from './authorNow.ts'
import type { Author } from './commit.ts'
import { type CompanyFacts, keyText } from './companyFacts.ts'
import type { Transacting } from './transacting.ts'
import type { Undone } from './undo.ts'

/**
 * Which records the operations of a transaction have changed so far. A desktop sends a large one as many entries, over
 * many transactions: it is the operation that is large. Read only for those who would need the right and have it not.
 */
export class OperationRecords {
  private readonly byOperation = new Map<string, Set<string>>()

  async load(tx: Transaction, company: string, facts: CompanyFacts, sent: readonly Sent[]): Promise<void> {
    const operations = new Set(
      sent
        .filter(({ author, entry }) => isCounted(author, entry) && isLimitedNow(author, facts))
        .map(({ entry }) => entry.operation)
        .filter(operation => !this.byOperation.has(operation)),
    )
    if (operations.size === 0) return
    const rows = await tx.unsafe<{ operation: string; kind: string; id: string }[]>(
      select,
      [company, [...operations], leftOut],
      { prepare: true },
    )
    for (const operation of operations) this.byOperation.set(operation, new Set())
    for (const { operation, kind, id } of rows) this.of(operation).add(keyText({ kind, id }))
  }

  of(operation: string): Set<string> {
    const known = this.byOperation.get(operation) ?? new Set<string>()
    this.byOperation.set(operation, known)
    return known
  }
}

/** Throws permission.denied for an operation that changes more records than its author may change at once. */
export function permitMany(ctx: Transacting, author: Author, entry: Entry, undone: Undone | undefined): void {
  if (!isCounted(author, entry)) return
  const { facts } = ctx.set
  if (!isLimited(author, facts)) return
  // What one did oneself may be taken back whole.
  const isOwnUndo = undone !== undefined && entry.patches.every(patch => undone.touched(patch, author.viewer.user))
  if (isOwnUndo) return
  const records = new Set([...ctx.changed.of(entry.operation), ...changedBy(entry)])
  const refusal = refuseBulk(author.viewer, settingsOf(facts), records.size)
  if (refusal) throw refusal
}

/** The entry was accepted: its records count for those of its operation that come after it. */
export function countChanged(ctx: Transacting, author: Author, entry: Entry): void {
  if (!isCounted(author, entry)) return
  const known = ctx.changed.of(entry.operation)
  for (const key of changedBy(entry)) known.add(key)
}

/** New records are no change, and a command knows itself how much it does. */
const isCounted = (author: Author, entry: Entry): boolean => author.source !== 'system' && !entry.command
const changedBy = ({ patches }: Entry): string[] =>
  patches.filter(patch => !patch.create && countsInBulk(patch)).map(({ kind, id }: RecordKey) => keyText({ kind, id }))

const isLimited = (author: Author, facts: CompanyFacts): boolean =>
  refuseBulk(author.viewer, settingsOf(facts), freelyAtOnce + 1) !== undefined

function isLimitedNow(author: Author, facts: CompanyFacts): boolean {
  try {
    return isLimited(authorNow(facts, author), facts)
  } catch {
    // Whoever is not let in any more is refused with every entry, for that reason.
    return false
  }
}

const settings = new WeakMap<CompanyFacts['states'], RecordState[]>()

function settingsOf({ states }: CompanyFacts): RecordState[] {
  const known = settings.get(states) ?? [...states.values()].filter(({ kind }) => kind === 'setting')
  settings.set(states, known)
  return known
}

/** What the write path itself writes beside an entry's records (clashes, notifications) is not the author's doing. */
const internalKinds = builtInKinds.all.filter(({ internal }) => internal).map(({ name }) => name)
const leftOut = [...internalKinds, ...uncountedKinds]

// One operation after the other by its index; see load.ts.
const select = `
  select found.* from unnest($2::uuid[]) as wanted(operation) cross join lateral (
    select distinct operation, kind, record_id as id from (
      select * from log where company_id = $1::uuid and log.operation = any(array[wanted.operation])
      order by log.operation offset 0) changes
    where not creates and cause is null and kind <> all($3::text[]) limit ${freelyAtOnce + 1}) found`
