import { skipToken } from '@reduxjs/toolkit/query/react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { isOnSilence, type StageRule } from '../../../../shared/rules/stageRules.ts'
import { useCall } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'

/** "Tonight: 37 customers", by rule; undefined where the server cannot be asked, and for rules about dealings. */
export function useTonight(kind: AnyKind, rules: readonly StageRule[]): (rule: StageRule) => string | undefined {
  const { t } = useTranslation('stages')
  const { label, language, number } = useFormat()
  const isAsked = rules.some(isOnSilence)
  const { data } = useCall('stages.tonight', isAsked ? { kind: kind.name, rules: [...rules] } : skipToken)
  return rule => {
    const count = data?.counts[rules.indexOf(rule)]
    if (count === undefined || !isOnSilence(rule)) return undefined
    if (count === 0) return t('tonight.none')
    const words = label(count === 1 || language === 'tr' ? kind.label.one : kind.label.many)
    const what = language === 'de' ? words : words.toLocaleLowerCase(language)
    return t(data?.isMore ? 'tonight.more' : 'tonight.some', { shown: number(count), what })
  }
}
