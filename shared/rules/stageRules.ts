import { z } from 'zod'
import { bringerOf } from '../broughtChoices.ts'
import type { AnyKind, Values } from '../entity.ts'
import type { Kinds } from '../kinds.ts'
import { fieldName, kindName } from '../record.ts'
import { childKinds, isState } from '../timeline.ts'

/*
 * How a company moves the stages of a kind's records: the setting `stages.<kind>`, beside its layout. A rule moves a
 * choice with colours when a dealing is recorded (a record of a kind whose definition says `dealing`) or when there was
 * none for so many days. The server alone applies them.
 */

/** Among the stages of `from`: none has been set. */
export const noStage = ''

const choice = z.string().max(80)

/** A dealing is recorded: the first of this kind, or each from the nth on; `of`: only where a choice is one of these. */
const dealingEvent = z.strictObject({
  on: z.literal('dealing'),
  kind: kindName,
  /** Absent: the first alone. */
  atLeast: z.int().min(1).max(1000).optional(),
  of: z.strictObject({ field: fieldName, is: z.array(choice).min(1).max(50) }).optional(),
})
/** No dealing for so many days. `kinds` absent: of whatever kind. */
const silenceEvent = z.strictObject({
  on: z.literal('silence'),
  days: z.int().min(1).max(3650),
  kinds: z.array(kindName).min(1).max(20).optional(),
})
export type DealingEvent = z.infer<typeof dealingEvent>
export type SilenceEvent = z.infer<typeof silenceEvent>

export const stageRule = z.strictObject({
  /** The choice that is moved. */
  field: fieldName,
  when: z.discriminatedUnion('on', [dealingEvent, silenceEvent]),
  /** Absent: from whatever stage. */
  from: z.array(choice).min(1).max(50).optional(),
  to: choice,
})
export type StageRule = z.infer<typeof stageRule>
export type RuleOf<E extends StageRule['when']> = StageRule & { when: E }

export const isOnDealing = (rule: StageRule): rule is RuleOf<DealingEvent> => rule.when.on === 'dealing'
export const isOnSilence = (rule: StageRule): rule is RuleOf<SilenceEvent> => rule.when.on === 'silence'

const ruleSet = z.strictObject({ rules: z.array(z.unknown()).max(100) })

/** POST /stages/tonight: what rules for a kind would move tonight for its silence, as far as it is counted. */
export const tonightRequest = z.strictObject({ kind: kindName, rules: z.array(stageRule).max(100) })
export const tonightAnswer = z.object({
  /** Of each rule, in their order; 0 for those about dealings and those that do nothing. */
  counts: z.array(z.int()),
  /** There are further ones. */
  isMore: z.boolean(),
})
export type TonightAnswer = z.infer<typeof tonightAnswer>

const prefix = 'stages.'
export const stageRulesKey = (kind: string): string => `${prefix}${kind}`

/** The kind whose stages a setting rules. */
export const kindRuledBy = ({ key }: Values): string | undefined =>
  typeof key === 'string' && key.startsWith(prefix) ? key.slice(prefix.length) : undefined

/** What a setting holds, in order; a rule that cannot be read keeps its place, so that it can be seen and removed. */
export function rulesHeld(value: unknown): { held: unknown; rule: StageRule | undefined }[] {
  const rules = ruleSet.safeParse(value).data?.rules ?? []
  return rules.map(held => ({ held, rule: stageRule.safeParse(held).data }))
}

/** The choices of a kind that rules may move: those with colours, which people write themselves. */
export const stageFields = (kind: AnyKind): string[] =>
  Object.entries(kind.fields)
    .filter(([, field]) => isState(field) && !field.readOnly && !field.special)
    .map(([name]) => name)

/** Whether rules may move records to this stage and on from it: one that a command brings is left to it. */
export const isRuled = (kind: AnyKind, field: string, stage: unknown): boolean =>
  bringerOf(kind.fields[field], stage) === undefined

/** The kinds whose records are dealings with records of this kind. */
export const dealingKinds = (kinds: Kinds, kind: string): AnyKind[] =>
  childKinds(kinds, kind).filter(child => child.dealing !== undefined)

/** Why a rule does nothing: what it names is not there (any more). */
export type RuleProblem = 'field' | 'to' | 'from' | 'kind' | 'choice'

export function ruleProblem(
  kinds: Kinds,
  kind: AnyKind,
  { field, when, from, to }: StageRule,
): RuleProblem | undefined {
  if (!stageFields(kind).includes(field)) return 'field'
  const stages = kind.fields[field]?.choices ?? {}
  const isStage = (stage: string) => Object.hasOwn(stages, stage) && isRuled(kind, field, stage)
  if (!isStage(to) || stages[to]?.retired) return 'to'
  if (from && !from.some(stage => stage === noStage || isStage(stage))) return 'from'
  const dealings = dealingKinds(kinds, kind.name)
  const isDealing = (name: string) => dealings.some(one => one.name === name)
  if (when.on === 'silence') return (when.kinds?.some(isDealing) ?? dealings.length > 0) ? undefined : 'kind'
  if (!isDealing(when.kind)) return 'kind'
  if (!when.of) return undefined
  const looked = kinds.get(when.kind)?.fields[when.of.field]
  const isThere = looked?.kind === 'choice' && when.of.is.some(one => Object.hasOwn(looked.choices ?? {}, one))
  return isThere ? undefined : 'choice'
}

/** The rules of a setting's value that do something. */
export const rulesAtWork = (kinds: Kinds, kind: AnyKind, value: unknown): StageRule[] =>
  rulesHeld(value).flatMap(({ rule }) => (rule && !ruleProblem(kinds, kind, rule) ? [rule] : []))

/** Whether a record with these values counts as one of the rule's dealings. */
export const isDealingOf = ({ of }: DealingEvent, values: Values): boolean =>
  !of || of.is.includes(String(values[of.field] ?? ''))

/**
 * Which of the rules whose event has happened moves a record that is in this stage: the one that asks for more (days,
 * dealings) before the others, and of equals the upper one. A record that stands already where that rule leads stays
 * there, so that two rules cannot push it to and fro.
 */
export function ruleMoving<R extends StageRule>(happened: readonly R[], stage: string | undefined): R | undefined {
  for (const rule of happened.toSorted((a, b) => weight(b) - weight(a))) {
    if (rule.to === stage) return undefined
    if (!rule.from || rule.from.includes(stage ?? noStage)) return rule
  }
  return undefined
}

const weight = ({ when }: StageRule): number => (when.on === 'silence' ? when.days : (when.atLeast ?? 1))

/** The same for the rules of several fields: at most one move of each. */
export const movesBy = <R extends StageRule>(kind: AnyKind, happened: readonly R[], values: Values): R[] =>
  [...Map.groupBy(happened, ({ field }) => field)].flatMap(([field, rules]) => {
    const stage = values[field]
    if (!isRuled(kind, field, stage)) return []
    return ruleMoving(rules, typeof stage === 'string' ? stage : undefined) ?? []
  })

/** When a record becomes silent by a rule (ms), by its last dealing of each kind, or by its making where there was none. */
export function silentAt({ days, kinds }: SilenceEvent, last: Readonly<Record<string, number>>, made: number): number {
  const times = Object.entries(last).flatMap(([kind, at]) => (!kinds || kinds.includes(kind) ? [at] : []))
  return (times.length > 0 ? Math.max(...times) : made) + days * 86_400_000
}

/** What history calls a move: who reads it learns by which rule, as it stood then. At most 60 characters. */
export function ruleLabel({ when }: StageRule): string {
  if (when.on === 'silence') return `rule.silence.${when.days}`
  const event = when.atLeast === undefined ? `rule.first.${when.kind}` : `rule.from.${when.kind}.${when.atLeast}`
  const exact = [event, ...(when.of?.is ?? [])].join('.')
  return /^[a-zA-Z0-9.]{1,60}$/.test(exact) ? exact : event
}
export const isRuleLabel = (label: string): boolean => label.startsWith('rule.')

/** What a label of history says; undefined: it is not one of a rule's. */
export type LabelledEvent =
  | { on: 'silence'; days: number }
  | { on: 'dealing'; kind: string; atLeast?: number; is: string[] }
export function eventOfLabel(label: string): LabelledEvent | undefined {
  const [rule, event, subject, ...rest] = label.split('.')
  if (rule !== 'rule' || !subject) return undefined
  if (event === 'silence') return { on: 'silence', days: Number(subject) }
  if (event === 'first') return { on: 'dealing', kind: subject, is: rest }
  return event === 'from' ? { on: 'dealing', kind: subject, atLeast: Number(rest[0]), is: rest.slice(1) } : undefined
}
