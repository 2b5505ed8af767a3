import { type AnyKind, customPrefix, isCustom } from '../../shared/entity.ts'
import type { Entry, RecordKey, RecordState } from '../../shared/record.ts'
import { type DealingEvent, isDealingOf } from '../../shared/rules/stageRules.ts'
import { canonicalJson } from '../../shared/value.ts'
import { snakeCase, tableName } from '../db/columns.ts'
import { keyText } from './companyFacts.ts'
import type { Draft, DraftRecord } from './draft.ts'
import { referencesIn } from './load.ts'
import type { Transacting } from './transacting.ts'

/** Dealings that count alike: of one kind, and where a choice is one of these. */
export type Counted = Pick<DealingEvent, 'kind' | 'of'>

/**
 * How many dealings records have, kept from entry to entry of a transaction. What is not known is read for all of the
 * transaction's entries at once, so that thousands of dealings cost one read.
 */
export class DealingCounts {
  private readonly counts = new Map<string, number>()
  private readonly entries: readonly Entry[]

  constructor(entries: readonly Entry[]) {
    this.entries = entries
  }

  /** The record's dealings so far; undefined where they were not read. */
  get(what: Counted, parent: string): number | undefined {
    return this.counts.get(countKey(what, parent))
  }

  /** Counts what became of one dealing, once for all that is counted alike. */
  count(what: readonly Counted[], parent: string, { before, state }: DraftRecord): void {
    const alike = new Map(what.map(one => [countKey(one, parent), one]))
    for (const [key, one] of alike) {
      const count = this.counts.get(key)
      if (count !== undefined) this.counts.set(key, count + delta(one, parent, before, state))
    }
  }

  /**
   * Makes the counts of these parents known as they were before the draft, which has just been accepted; along with them
   * those of coming entries' parents that `isWanted` names.
   */
  async load(
    ctx: Transacting,
    draft: Draft,
    { what, parents, isWanted }: { what: readonly Counted[]; parents: readonly string[]; isWanted: IsWanted },
  ): Promise<void> {
    for (const [name, alike] of Map.groupBy(what, ({ kind }) => kind)) {
      const isMissing = (parent: string) => alike.some(one => this.get(one, parent) === undefined)
      if (!parents.some(isMissing)) continue
      const kind = draft.kinds.require(name)
      const ids = [...new Set([...parents, ...this.comingParents(kind, isWanted)])].filter(isMissing)
      const found = await readCounts(ctx, kind, alike, ids)
      const changed = Map.groupBy(unstored(ctx, draft, name), change => change.parent)
      for (const parent of ids)
        for (const [at, one] of alike.entries()) {
          const more = (changed.get(parent) ?? []).reduce(
            (sum, { before, now }) => sum + delta(one, parent, before, now),
            0,
          )
          this.counts.set(countKey(one, parent), (found.get(parent)?.[at] ?? 0) + more)
        }
    }
  }

  /** What new dealings of the transaction's entries hang on. */
  private comingParents(kind: AnyKind, isWanted: IsWanted): string[] {
    return this.entries.flatMap(({ patches }) =>
      patches.flatMap(patch =>
        patch.create && patch.kind === kind.name
          ? referencesIn(kind, 'parent', patch.set['parent']?.value).flatMap(key => (isWanted(key) ? [key.id] : []))
          : [],
      ),
    )
  }
}
type IsWanted = (parent: RecordKey) => boolean

/** One more, one fewer or none, by what became of one record. */
export function delta(
  what: Counted,
  parent: string,
  before: RecordState | undefined,
  now: RecordState | undefined,
): number {
  const counts = (state: RecordState | undefined) =>
    state?.kind === what.kind &&
    !state.archived &&
    state.parent?.id === parent &&
    isDealingOf({ on: 'dealing', ...what }, state.values)
  return Number(counts(now)) - Number(counts(before))
}

const countKey = ({ kind, of }: Counted, parent: string): string => `${canonicalJson([kind, of ?? null])} ${parent}`

/** What the transaction had changed of a kind before the draft, by parent: the database does not have it yet. */
const unstored = (ctx: Transacting, draft: Draft, kind: string) =>
  (ctx.set.changes().get(kind) ?? []).flatMap(({ before, after }) => {
    const drafted = draft.records.get(keyText(after))
    const now = drafted ? drafted.before : after
    const parents = new Set([before?.parent?.id, now?.parent?.id])
    return [...parents].flatMap(parent => (parent ? [{ parent, before, now }] : []))
  })

/** By parent, how many of each; parents without any are absent. */
async function readCounts(ctx: Transacting, kind: AnyKind, what: readonly Counted[], parents: readonly string[]) {
  const values: string[][] = []
  const columns = what.map(({ of }) => {
    if (!of) return 'count(*)::int'
    values.push(of.is)
    return `(count(*) filter (where ${choiceColumn(of.field)} = any($${values.length + 2}::text[])))::int`
  })
  // One parent after the other by its index; see load.ts.
  const rows = await ctx.tx.unsafe<{ parent: string; counts: number[] }[]>(
    `select wanted.id as parent, found.counts from unnest($2::text::uuid[]) as wanted(id) cross join lateral (
       select array[${columns.join(', ')}] as counts from "${tableName(kind)}"
       where company_id = $1::uuid and parent_id = wanted.id and not archived offset 0) found`,
    [ctx.company, `{${parents.join(',')}}`, ...values],
    { prepare: true },
  )
  return new Map(rows.map(({ parent, counts }) => [parent, counts]))
}

/** The SQL of a choice's value; `prefix`: a table's name and a point. */
export const choiceColumn = (field: string, prefix = ''): string =>
  isCustom(field) ? `(${prefix}"custom" ->> '${field.slice(customPrefix.length)}')` : `${prefix}"${snakeCase(field)}"`
