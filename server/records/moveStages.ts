import { bagOf } from '../../shared/apply.ts'
import { uuidv7 } from '../../shared/ids.ts'
import type { Entry, RecordKey, RecordState } from '../../shared/record.ts'
import { type DealingEvent, movesBy, ruleLabel, type StageRule } from '../../shared/rules/stageRules.ts'
import { recordErrors } from '../../shared/validate.ts'
import { systemAuthor } from '../auth/systemAuthor.ts'
import { accept } from './accept.ts'
import { applyPatch } from './applyPatch.ts'
import type { Author } from './commit.ts'
import { delta } from './dealingCounts.ts'
import { Draft, type DraftRecord } from './draft.ts'
import { load } from './load.ts'
import { type RulesOfKind, stageRulesIn } from './stageRules.ts'
import type { Transacting } from './transacting.ts'

/**
 * After an entry was accepted: moves the stages of records with which it has recorded dealings, as the company's rules
 * have it. The server does it, so it needs no right of who wrote the dealing, and it is a row of its own in the log, in
 * the same transaction. A dealing that is taken back moves nothing back.
 */
export async function moveStages(ctx: Transacting, accepted: Draft, author: Author): Promise<void> {
  const rules = stageRulesIn(ctx.set.facts)
  if (rules.size === 0) return
  const dealings = [...accepted.records.values()].filter(isDealing)
  if (dealings.length === 0) return
  await count(ctx, accepted, dealings, rules)
  for (const dealing of dealings) {
    for (const parent of parentsOf(dealing)) {
      const state = ctx.set.get(parent)
      const given = rules.get(parent.kind)?.dealing ?? []
      const what = given.map(({ when }) => when)
      ctx.dealings.count(what, parent.id, dealing)
      if (!state || state.archived) continue
      const happened = given.filter(
        ({ when }) =>
          delta(when, parent.id, dealing.before, dealing.state) > 0 && isDue(when, ctx.dealings.get(when, parent.id)),
      )
      for (const rule of movesBy(accepted.kinds.require(parent.kind), happened, state.values))
        await move(ctx, author, parent, rule)
    }
    await ctx.breathe()
  }
}

const isDealing = ({ kind, state, before }: DraftRecord): boolean => kind.dealing !== undefined && state !== before

/** What the record hangs on now, and what it hung on before. */
const parentsOf = ({ before, state }: DraftRecord): RecordKey[] => [
  ...new Map([before?.parent, state.parent].flatMap(key => (key ? [[key.id, key]] : []))).values(),
]

const isDue = ({ atLeast }: DealingEvent, count = 0): boolean =>
  atLeast === undefined ? count === 1 : count >= atLeast

/** Makes known how many dealings the records have that a rule could move now; most have come past the first stages. */
async function count(
  ctx: Transacting,
  accepted: Draft,
  dealings: readonly DraftRecord[],
  rules: ReadonlyMap<string, RulesOfKind>,
): Promise<void> {
  const parents = dealings.flatMap(parentsOf).filter(({ kind }) => rules.get(kind)?.dealing.length)
  await load(ctx.loader, ctx.set, accepted.kinds, { keys: parents, childrenOf: [] })
  for (const [kind, keys] of Map.groupBy(parents, key => key.kind)) {
    const given = rules.get(kind)?.dealing ?? []
    const ruled = accepted.kinds.require(kind)
    const isMovable = ({ values, archived }: RecordState) =>
      !archived && given.some(rule => movesBy(ruled, [rule], values).length > 0)
    await ctx.dealings.load(ctx, accepted, {
      what: given.map(({ when }) => when),
      parents: keys.flatMap(key => {
        const state = ctx.set.get(key)
        return state && isMovable(state) ? [key.id] : []
      }),
      isWanted: key => {
        const state = ctx.set.get(key)
        // What is not there yet is made by an entry in between.
        return key.kind === kind && (!state || isMovable(state))
      },
    })
  }
}

/** Where the moved record would lack what its new stage asks for, it stays: there is nobody to ask. */
async function move(ctx: Transacting, author: Author, key: RecordKey, rule: StageRule): Promise<void> {
  const { at } = author
  const by = systemAuthor(ctx.company, at === undefined ? {} : { at })
  const entry = stageMove(rule, [{ ...key, from: ctx.set.get(key)?.values[rule.field] }], at ?? ctx.at)
  const draft = new Draft(ctx.set, ctx.set.facts.kinds)
  try {
    for (const patch of entry.patches)
      applyPatch(ctx, draft, by, { patch, undone: undefined, command: undefined, conditions: {} })
  } catch (cause) {
    // The dealing is accepted by now: a refusal from here would say that it was not.
    throw new Error(`A stage rule could not be applied: ${entry.label}`, { cause })
  }
  const isLacking = [...draft.records.values()].some(record =>
    recordErrors(record.kind, bagOf(record.state), [rule.field]),
  )
  if (!isLacking) await accept(ctx, draft, by, entry)
}

/** What a rule does, as an entry; at most maxPatches records, each with the stage that it is moved from. */
export const stageMove = (rule: StageRule, moved: readonly (RecordKey & { from: unknown })[], at: string): Entry => ({
  seq: 1,
  id: uuidv7(),
  operation: uuidv7(),
  label: ruleLabel(rule),
  after: [],
  at,
  patches: moved.map(({ kind, id, from }) => ({
    kind,
    id,
    set: { [rule.field]: { ...(from === undefined ? {} : { base: from }), value: rule.to } },
  })),
})
