import { useTranslation } from 'react-i18next'
import type { Field } from '../../../shared/fields.ts'
import { useTitles } from '../data/titles.ts'
import { useFormat } from './format.ts'
import { referencesIn, valueText } from './valueText.ts'

/** `const text = useValueText(pairs)`: words for values of fields; titles of what they point to are asked for once. */
export function useValueText(pairs: readonly { field: Field; value: unknown }[]) {
  const { t } = useTranslation()
  const format = useFormat()
  const titleOf = useTitles(pairs.flatMap(({ field, value }) => referencesIn(field, value)))
  return (field: Field, value: unknown): string =>
    valueText(field, value, {
      format,
      titleOf,
      yes: t('values.yes'),
      no: t('values.no'),
      unknown: t('values.unknown'),
    })
}
