import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../shared/entity.ts'
import type { Kinds } from '../../../shared/kinds.ts'
import type { Language } from '../../../shared/labels.ts'
import { intlLocale } from '../../../shared/numbers.ts'
import type { LabelledEvent } from '../../../shared/rules/stageRules.ts'
import { useKinds } from '../data/hooks.ts'
import { type Format, useFormat } from './format.ts'

/** What of an event is said: of a dealing its choices, of silence the kinds that are waited for. */
export type SaidEvent = Exclude<LabelledEvent, { on: 'silence' }> | { on: 'silence'; days: number; kinds: string[] }

/** The event of a stage rule in words: "With the first activity (Call or Visit)", "After 180 days without any activity". */
export function useEventText(): (event: SaidEvent) => string {
  const { t } = useTranslation('stages')
  const format = useFormat()
  const kinds = useKinds()
  const { language } = format
  const join = alternatives(language)
  return event => {
    if (event.on === 'silence') {
      const what = join.format(event.kinds.map(name => spoken(kinds.get(name), 'one', format) ?? name))
      return t('event.silence', { count: event.days, what })
    }
    const kind = kinds.get(event.kind)
    const choices = join.format(event.is.map(key => choiceText(kinds, event.kind, key, format)))
    const inBrackets = choices ? ` (${choices})` : ''
    const gender: object = { context: kind?.label.gender?.[language] ?? '' }
    const what = (spoken(kind, 'one', format) ?? event.kind) + inBrackets
    if (event.atLeast === undefined) return t('event.first', { what, ...gender })
    if (event.atLeast === 1) return t('event.every', { what, ...gender })
    // In Turkish what is counted stays in the singular.
    const whats = (spoken(kind, language === 'tr' ? 'one' : 'many', format) ?? event.kind) + inBrackets
    return t('event.from', { shown: format.number(event.atLeast), whats })
  }
}

/** Joins to "A, B or C", as the language has it. */
export const alternatives = (language: Language): Intl.ListFormat =>
  new Intl.ListFormat(intlLocale[language], { type: 'disjunction' })

/** Within a sentence; German nouns keep their capital. */
const spoken = (kind: AnyKind | undefined, form: 'one' | 'many', { label, language }: Format): string | undefined => {
  const text = kind && label(kind.label[form])
  return language === 'de' ? text : text?.toLocaleLowerCase(language)
}

function choiceText(kinds: Kinds, kind: string, key: string, { label }: Format): string {
  for (const field of Object.values(kinds.get(kind)?.fields ?? {})) {
    const choice = field.kind === 'choice' && Object.hasOwn(field.choices ?? {}, key) ? field.choices?.[key] : undefined
    if (choice) return label(choice.label)
  }
  return key
}
