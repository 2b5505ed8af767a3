import { builtInKinds, definingKinds, isDefining, type Kinds, kindsWith } from '../../shared/kinds.ts'
import type { RecordKey, RecordState } from '../../shared/record.ts'
import { type Row, tableName } from '../db/columns.ts'
import type { Transaction } from '../db/database.ts'
import { rowForm } from '../db/rows.ts'

/** Small kinds that every write asks about: who is in which team, how the company changed its kinds. Kept in memory. */
export const factKinds = ['user', 'team', 'role', ...definingKinds] as const
export const isFactKind = (kind: string): boolean => (factKinds as readonly string[]).includes(kind)

/** What is known of a company without asking the database; never changed, only replaced. */
export interface CompanyFacts {
  epoch: number
  /** Right for the company as it was when its log stood here. */
  number: number
  /** All records of the fact kinds, by `kind:id`. */
  states: ReadonlyMap<string, RecordState>
  kinds: Kinds
}

/** What may be assumed before anything is read. */
export const noFacts: CompanyFacts = { epoch: -1, number: -1, states: new Map(), kinds: builtInKinds }

export const keyText = ({ kind, id }: RecordKey): string => `${kind}:${id}`

/**
 * Facts by company. `at` brings them to where the caller's transaction sees the log; other instances' commits are read
 * as the difference. `apply` takes over what a commit of this instance changed.
 */
export function createCompanyFacts() {
  const cache = new Map<string, CompanyFacts>()
  return {
    /** What was known last; perhaps not of this moment. */
    peek: (company: string): CompanyFacts | undefined => cache.get(company),
    async at(tx: Transaction, company: string, head: { epoch: number; number: number }): Promise<CompanyFacts> {
      const known = cache.get(company)
      // Newer than an older snapshot of a reader is as good.
      if (known && known.epoch === head.epoch && known.number >= head.number) return known
      const since = known && known.epoch === head.epoch ? known : undefined
      const changed = await read(tx, company, since?.number ?? -1)
      const next = withStates(since, changed, head)
      // While we read, a commit may have brought the cache further than this.
      const now = cache.get(company)
      if (!now || now.epoch !== next.epoch || now.number < next.number) cache.set(company, next)
      return next
    },
    /** `after`: the number before the commit's first row. Facts that are not of there are brought on by the next `at`. */
    apply(
      company: string,
      after: number,
      head: { epoch: number; number: number },
      states: readonly RecordState[],
    ): void {
      const known = cache.get(company)
      const changed = states.filter(state => isFactKind(state.kind))
      if (known?.epoch === head.epoch && known.number === after) cache.set(company, withStates(known, changed, head))
    },
    forget(company: string): void {
      cache.delete(company)
    },
  }
}
export type FactsCache = ReturnType<typeof createCompanyFacts>

/** The facts with some records changed; the definitions are made anew only when something that changes them is among them. */
export function withStates(
  known: CompanyFacts | undefined,
  changed: readonly RecordState[],
  { epoch, number }: { epoch: number; number: number },
): CompanyFacts {
  if (known && changed.length === 0) return { ...known, epoch, number }
  const states = new Map(known?.states)
  for (const state of changed) states.set(keyText(state), state)
  const kinds =
    known && !changed.some(({ kind, values }) => isDefining(kind, values))
      ? known.kinds
      : kindsWith([...states.values()].filter(isLiveDefinition).map(({ values }) => values))
  return { epoch, number, states, kinds }
}

const isLiveDefinition = ({ kind, values, archived }: RecordState): boolean => !archived && isDefining(kind, values)

const readers = factKinds.map(kind => {
  const definition = builtInKinds.require(kind)
  return { form: rowForm(definition), table: tableName(definition) }
})

async function read(tx: Transaction, company: string, after: number): Promise<RecordState[]> {
  const found = await Promise.all(
    readers.map(async ({ form, table }) => {
      const rows = await tx.unsafe<Row[]>(
        `select * from "${table}" where company_id = $1::uuid and number > $2::bigint`,
        [company, after],
        { prepare: true },
      )
      return rows.map(form.stateOf)
    }),
  )
  return found.flat()
}
