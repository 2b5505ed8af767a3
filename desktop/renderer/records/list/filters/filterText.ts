import { useTranslation } from 'react-i18next'
import type { DateRange, Filter } from '../../../../../shared/filters.ts'
import { useTitles } from '../../../data/titles.ts'
import { useFormat } from '../../../i18n/format.ts'
import { valueText } from '../../../i18n/valueText.ts'
import type { ShownField } from '../../fields/shownFields.ts'
import { fromFilter, isWhole, valuesIn } from './filterValue.ts'

/** A filter as a part of a sentence: its field, and what is asked of it. */
export interface FilterWords {
  field: string
  says: string
}

export function useFilterText(filter: Filter, shown: ShownField): FilterWords {
  const { t } = useTranslation('records')
  const format = useFormat()
  const { field } = shown
  const values = valuesIn(filter)
  const target = field.to
  const titleOf = useTitles(
    target ? values.filter(value => value !== 'me').map(id => ({ kind: target, id: String(id) })) : [],
  )
  const words = values.map(value => {
    if (value === 'me' && target === 'user') return t('filters.me')
    // A filter on a set names its members one by one.
    const one =
      field.kind === 'multiChoice' || field.kind === 'references' || field.kind === 'tags' || field.kind === 'files'
        ? [value]
        : undefined
    return valueText(
      field.kind === 'dateTime' ? { ...field, kind: 'date' } : plainly(field.kind) ? { ...field, kind: 'text' } : field,
      one ?? fromFilter(field.kind, value),
      { format, titleOf, yes: t('fields.yes'), no: t('fields.no'), unknown: t('fields.noRight') },
    )
  })
  if (!isWhole(filter)) return { field: shown.label, says: '…' }
  const says =
    filter.op === 'range'
      ? t(`ranges.${filter.value as DateRange}`)
      : t(`sentence.${filter.op}`, {
          value: words.length > 3 ? t('filters.several', { count: words.length }) : words.join(', '),
          from: words[0] ?? '',
          to: words[1] ?? '',
        })
  return { field: shown.label, says }
}

/** Parts of numbers and addresses are no whole values and are shown as they stand. */
const plainly = (kind: ShownField['field']['kind']): boolean =>
  kind === 'phone' || kind === 'address' || kind === 'taxNumber'
