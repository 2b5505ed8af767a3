import type { AnyKind } from '../../../../shared/entity.ts'
import type { Kinds } from '../../../../shared/kinds.ts'
import { dealingKinds, noStage, type StageRule, stageFields } from '../../../../shared/rules/stageRules.ts'

/** What is typed and chosen in the form of a rule; lists are written with commas, which no key has. */
export type RuleTyped = {
  event: 'first' | 'from' | 'silence'
  kind: string
  /** The choice that dealings are told apart by; empty: all count. */
  of: string
  is: string
  atLeast: string
  days: string
  /** Of silence; empty: all. */
  kinds: string
  field: string
  /** Empty: any stage. */
  from: string
  to: string
}

/** No stage, as an option: a list of options wants a text for each, and no key begins like this. */
const unsetOption = '-'
export const stageOption = (stage: string): string => (stage === noStage ? unsetOption : stage)
const stageOf = (option: string): string => (option === unsetOption ? noStage : option)

export const listed = (items: readonly string[] | undefined): string => (items ?? []).join(',')
export const itemsIn = (list: string): string[] => (list === '' ? [] : list.split(','))

/** How the form begins: with the rule, or with the one choice where there is only one. */
export function ruleTyped(kinds: Kinds, kind: AnyKind, rule: StageRule | undefined): RuleTyped {
  const dealings = dealingKinds(kinds, kind.name)
  const fields = stageFields(kind)
  const common = {
    field: rule?.field ?? (fields.length === 1 ? (fields[0] ?? '') : ''),
    from: listed(rule?.from?.map(stageOption)),
    to: rule?.to ?? '',
  }
  const usual = { kind: dealings[0]?.name ?? '', of: '', is: '', atLeast: '2', days: '90', kinds: '' }
  const when = rule?.when
  if (!when) return { ...usual, ...common, event: 'first' }
  if (when.on === 'silence')
    return { ...usual, ...common, event: 'silence', days: String(when.days), kinds: listed(when.kinds) }
  return {
    ...usual,
    ...common,
    event: when.atLeast === undefined ? 'first' : 'from',
    kind: when.kind,
    of: when.of?.field ?? '',
    is: listed(when.of?.is),
    ...(when.atLeast === undefined ? {} : { atLeast: String(when.atLeast) }),
  }
}

/** A whole number within these bounds; undefined for anything else. */
export function wholeNumber(text: string, [least, most]: readonly [number, number]): number | undefined {
  const typed = text.trim()
  const number = /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN
  return number >= least && number <= most ? number : undefined
}
export const bounds = { atLeast: [1, 1000], days: [1, 3650] } as const

/** The rule that the form describes, as far as it does: what is missing is empty. */
export function ruleFrom(typed: RuleTyped): StageRule {
  const from = itemsIn(typed.from).map(stageOf)
  const is = itemsIn(typed.is)
  const kinds = itemsIn(typed.kinds)
  return {
    field: typed.field,
    when:
      typed.event === 'silence'
        ? {
            on: 'silence',
            days: wholeNumber(typed.days, bounds.days) ?? 0,
            ...(kinds.length > 0 ? { kinds } : {}),
          }
        : {
            on: 'dealing',
            kind: typed.kind,
            ...(typed.event === 'from' ? { atLeast: wholeNumber(typed.atLeast, bounds.atLeast) ?? 0 } : {}),
            ...(typed.of ? { of: { field: typed.of, is } } : {}),
          },
    ...(from.length > 0 ? { from } : {}),
    to: typed.to,
  }
}

/** What is missing or cannot be, by the key of its words (`stages:form.wrong.<key>`). */
export type RuleGap = 'kind' | 'is' | 'atLeast' | 'days' | 'field' | 'to' | 'toFrom'
export function ruleGaps(typed: RuleTyped): Partial<Record<keyof RuleTyped, RuleGap>> {
  const { event, kind, of, is, atLeast, days, field, from, to } = typed
  const isDealing = event !== 'silence'
  const isOnlyItself = to !== '' && from === to
  return {
    ...(isDealing && kind === '' ? { kind: 'kind' } : {}),
    ...(isDealing && of !== '' && is === '' ? { is: 'is' } : {}),
    ...(event === 'from' && wholeNumber(atLeast, bounds.atLeast) === undefined ? { atLeast: 'atLeast' } : {}),
    ...(event === 'silence' && wholeNumber(days, bounds.days) === undefined ? { days: 'days' } : {}),
    ...(field === '' ? { field: 'field' } : {}),
    ...(to === '' ? { to: 'to' } : isOnlyItself ? { to: 'toFrom' } : {}),
  }
}
