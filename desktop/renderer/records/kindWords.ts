import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../shared/entity.ts'
import { useFormat } from '../i18n/format.ts'

export interface KindWords {
  /** As it stands alone: "Müşteri". */
  title: string
  many: string
  /** Within a sentence: "müşteri". */
  one: string
  /** "Yeni Müşteri", "New customer". */
  create: string
}

/** What a kind is called. */
export function useKindWords(kind: AnyKind): KindWords {
  const { t } = useTranslation('records')
  const { label, language } = useFormat()
  const title = label(kind.label.one)
  // German nouns keep their capital everywhere.
  const one = language === 'de' ? title : title.toLocaleLowerCase(language)
  return { title, many: label(kind.label.many), one, create: t('list.new', { kind: language === 'tr' ? title : one }) }
}
