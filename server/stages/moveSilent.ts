import type { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { maxPatches } from '../../shared/record.ts'
import {
  isOnSilence,
  isRuleLabel,
  ruleProblem,
  type StageRule,
  type TonightAnswer,
  type tonightRequest,
} from '../../shared/rules/stageRules.ts'
import { sameValue } from '../../shared/value.ts'
import { systemAuthor, systemUser } from '../auth/systemAuthor.ts'
import type { Database, Transaction } from '../db/database.ts'
import { everyCompany } from '../jobs/everyCompany.ts'
import { readChanges } from '../log/chain.ts'
import type { CompanyFacts } from '../records/companyFacts.ts'
import { stageMove } from '../records/moveStages.ts'
import { stageRulesIn } from '../records/stageRules.ts'
import type { Transacting } from '../records/transacting.ts'
import type { Writer } from '../records/writer.ts'
import { type Asked, type SilenceRule, type SilentMove, silentRecords } from './silentRecords.ts'

export interface MovingParts {
  database: Database
  writer: Pick<Writer, 'submit' | 'facts'>
}

/**
 * Each night: moves the stages of records with which there was no dealing for as long as a rule of their company says,
 * through the write path, page by page. Whoever ran it before, here or on another server, has left nothing to do.
 */
export const moveSilent = (parts: MovingParts, now: number): Promise<void> =>
  everyCompany(parts.database, 'Silent records were not moved', company => moveSilentOf(parts, company, now))

/** The same of one company. Gives how many were moved. */
export async function moveSilentOf({ database, writer }: MovingParts, company: string, now: number): Promise<number> {
  let moved = 0
  for (const asked of await silences({ database, writer }, company, now)) {
    for (let after: string | undefined = firstId; after !== undefined; ) {
      const which = { after, limit: maxPatches }
      const page: Page = await database.inCompany(company, tx => readPage(tx, { ...asked, which }), { readOnly: true })
      for (const [rule, moves] of Map.groupBy(page.moves, ({ rule }) => rule))
        moved += await write(writer, asked, { rule, moves })
      after = page.last
    }
  }
  return moved
}

/** So many records are looked at for an answer to somebody who waits for it. */
const mostCounted = { pages: 10, perPage: 1000 }

/** How many records each of these rules would move now, were they the company's; nothing is written. */
export async function countSilent(
  { database, writer }: MovingParts,
  company: string,
  { kind: name, rules }: z.infer<typeof tonightRequest>,
  now: number,
): Promise<TonightAnswer> {
  const { kinds } = await database.inCompany(company, tx => factsNow(tx, writer, company), { readOnly: true })
  const kind = kinds.require(name)
  const silence = rules.filter(isOnSilence).filter(rule => !ruleProblem(kinds, kind, rule))
  const found = new Map<StageRule, number>()
  let after: string | undefined = silence.length > 0 ? firstId : undefined
  for (let pages = 0; after !== undefined && pages < mostCounted.pages; pages++) {
    const asked: Asked = { company, kinds, kind, rules: silence, now, which: { after, limit: mostCounted.perPage } }
    const page: Page = await database.inCompany(company, tx => readPage(tx, asked), { readOnly: true })
    for (const { rule } of page.moves) found.set(rule, (found.get(rule) ?? 0) + 1)
    after = page.last
  }
  return { counts: rules.map(rule => found.get(rule) ?? 0), isMore: after !== undefined }
}

/** The kinds of a company with rules for silence. */
async function silences({ database, writer }: MovingParts, company: string, now: number): Promise<Unpaged[]> {
  const facts = await database.inCompany(company, tx => factsNow(tx, writer, company), { readOnly: true })
  return [...stageRulesIn(facts)].flatMap(([name, { silence }]) =>
    silence.length > 0 ? [{ company, kinds: facts.kinds, kind: facts.kinds.require(name), rules: silence, now }] : [],
  )
}
type Unpaged = Omit<Asked, 'which'>

async function factsNow(tx: Transaction, writer: Pick<Writer, 'facts'>, company: string): Promise<CompanyFacts> {
  const [head] = await tx<{ epoch: number; number: number }[]>`select epoch, number from company where id = ${company}`
  if (!head) throw new AppError('record.notFound')
  return writer.facts.at(tx, company, head)
}

interface Page {
  moves: SilentMove[]
  last?: string
}

/** Without those whose stage somebody has set since the rule came to fit: that person's word stands until the next dealing. */
async function readPage(tx: Transaction, asked: Asked): Promise<Page> {
  const page = await silentRecords(tx, asked)
  const set = await setByHand(tx, asked, page.moves)
  return { ...page, moves: page.moves.filter((_, at) => !set.has(at)) }
}

/** Places of the moves whose field somebody wrote after the rule came to fit. */
async function setByHand(
  tx: Transaction,
  { company, kind }: Asked,
  moves: readonly SilentMove[],
): Promise<Set<number>> {
  if (moves.length === 0) return new Set()
  const rows = await tx.unsafe<{ place: number; label: string; user_id: string; changes: Buffer }[]>(
    `select wanted.place, found.* from unnest($3::uuid[], $4::float8[]) with ordinality as wanted(id, since, place)
     cross join lateral (select label, user_id, changes from log where company_id = $1::uuid and kind = $2
       and record_id = wanted.id and at >= to_timestamp(wanted.since / 1000) offset 0) found`,
    [company, kind.name, moves.map(({ id }) => id), moves.map(({ since }) => since)],
  )
  const byHand = rows.filter(({ label, user_id }) => !(user_id === systemUser && isRuleLabel(label)))
  return new Set(
    byHand.flatMap(({ place, changes }) => {
      const field = moves[place - 1]?.rule.field
      return readChanges(changes).some(change => change.field === field) ? [place - 1] : []
    }),
  )
}

interface Moving {
  rule: SilenceRule
  moves: readonly SilentMove[]
}

/** One entry for all; where one of them cannot be moved, each by itself. Gives how many were. */
async function write(writer: MovingParts['writer'], asked: Unpaged, { rule, moves }: Moving): Promise<number> {
  const { company, kind, now } = asked
  const at = new Date(now).toISOString()
  const entry = stageMove(
    rule,
    moves.map(({ id, from }) => ({ kind: kind.name, id, from })),
    at,
  )
  const asLongAs = (ctx: Transacting) => isStillSo(ctx, asked, { rule, moves })
  const [answer] = await writer.submit(systemAuthor(company, { at }), [entry], { asLongAs })
  if (answer?.status === 'accepted') return moves.length
  if (answer?.status !== 'refused' || !expected.has(answer.error.code))
    throw new Error(`Silent records could not be moved: ${JSON.stringify(answer)}`)
  if (moves.length === 1) return 0
  let moved = 0
  for (const move of moves) moved += await write(writer, asked, { rule, moves: [move] })
  return moved
}

/** Somebody was quicker, or the record lacks what its new stage asks for: it is looked at again the next night. */
const expected = new Set<string>(['record.stale', 'record.invalid'])

/** Under the company's lock: the rule stands, and nobody has dealt with the records or changed them since they were read. */
async function isStillSo(ctx: Transacting, asked: Unpaged, { rule, moves }: Moving): Promise<boolean> {
  const rules = stageRulesIn(ctx.set.facts).get(asked.kind.name)?.silence ?? []
  if (!rules.some(one => sameValue(one, rule))) return false
  const ids = moves.map(({ id }) => id)
  const read = new Set(ids)
  // Entries of the same transaction are not in the database yet.
  if (ctx.rows.some(({ id, state: { parent } }) => read.has(id) || read.has(parent?.id ?? ''))) return false
  const { moves: still } = await silentRecords(ctx.tx, { ...asked, which: { ids } })
  const fits = new Set(still.filter(move => move.rule === rule).map(({ id, from }) => `${id} ${String(from)}`))
  return moves.every(({ id, from }) => fits.has(`${id} ${String(from)}`))
}

const firstId = '00000000-0000-0000-0000-000000000000'
