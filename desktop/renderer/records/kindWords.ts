import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../shared/entity.ts'
import { useFormat } from '../i18n/format.ts'

export interface KindWords {
  /** As it stands alone: "Müşteri". */
  title: string
  many: string
  /**
   * For texts that speak of one: `t('empty.title', words.spoken)`. Carries the gender too (i18next's `context`), which its
   * type leaves out: Turkish, where the keys' types come from, has none.
   */
  spoken: { kind: string }
  /** "Yeni Müşteri", "New customer", "Neuer Kunde". */
  create: string
}

/** What a kind is called. */
export function useKindWords(kind: AnyKind): KindWords {
  const { t } = useTranslation('records')
  const { label, language } = useFormat()
  const title = label(kind.label.one)
  // German nouns keep their capital everywhere.
  const one = language === 'de' ? title : title.toLocaleLowerCase(language)
  const gender: object = { context: kind.label.gender?.[language] ?? '' }
  return {
    title,
    many: label(kind.label.many),
    spoken: { kind: one, ...gender },
    create: t('list.new', { kind: language === 'tr' ? title : one, ...gender }),
  }
}
