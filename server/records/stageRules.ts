import {
  type DealingEvent,
  isOnDealing,
  isOnSilence,
  kindRuledBy,
  type RuleOf,
  rulesAtWork,
  type SilenceEvent,
} from '../../shared/rules/stageRules.ts'
import type { CompanyFacts } from './companyFacts.ts'

/** A company's rules for the stages of one kind, as far as they do something. */
export interface RulesOfKind {
  dealing: readonly RuleOf<DealingEvent>[]
  silence: readonly RuleOf<SilenceEvent>[]
}

const known = new WeakMap<CompanyFacts['states'], ReadonlyMap<string, RulesOfKind>>()

/** By the kind whose records they move; without an entry where there are none. Read once for each change of the facts. */
export function stageRulesIn({ states, kinds }: CompanyFacts): ReadonlyMap<string, RulesOfKind> {
  const found = known.get(states)
  if (found) return found
  const byKind = new Map<string, RulesOfKind>()
  for (const { kind, values, archived } of states.values()) {
    const ruled = kind === 'setting' && !archived ? kinds.get(kindRuledBy(values) ?? '') : undefined
    const rules = ruled ? rulesAtWork(kinds, ruled, values['value']) : []
    if (ruled && rules.length > 0 && !byKind.has(ruled.name))
      byKind.set(ruled.name, { dealing: rules.filter(isOnDealing), silence: rules.filter(isOnSilence) })
  }
  known.set(states, byKind)
  return byKind
}
