import { useTranslation } from 'react-i18next'
import type { Field, FieldKind } from '../../../../shared/fields.ts'
import { provinceOf } from '../../../../shared/places.ts'
import { useFormat } from '../../i18n/format.ts'

interface Told {
  field: Field
  /** See GroupKey. */
  value: string | null
  /** What core knows of it: the title of a record referred to, text as it is written. */
  title?: string | undefined
}
interface Words {
  format: ReturnType<typeof useFormat>
  yes: string
  no: string
  none: string
  unknown: string
}

/** What a group of a list is called. */
export function useGroupText(): (told: Told) => string {
  const { t } = useTranslation(['grid', 'records'])
  const format = useFormat()
  const words: Words = {
    format,
    yes: t('records:fields.yes'),
    no: t('records:fields.no'),
    none: t('grid:group.none'),
    unknown: t('records:fields.noRight'),
  }
  return told => (told.value === null ? words.none : texts[told.field.kind](told.value, told, words))
}

type Text = (value: string, told: Told, words: Words) => string

const written: Text = (value, { title }) => title ?? value
const referred: Text = (_, { title }, { unknown }) => title ?? unknown
const month: Text = (value, _, { format }) => format.month(value)
const choice: Text = (value, { field, title }, { format }) => {
  const found = field.choices?.[value]
  return found ? format.label(found.label) : (title ?? value)
}

const texts: Record<FieldKind, Text> = {
  text: written,
  longText: written,
  richText: written,
  number: (value, { field }, { format }) => format.figure(field, Number(value)),
  money: written,
  percent: (value, _, { format }) => format.percent(Number(value)),
  date: month,
  dateTime: month,
  choice,
  multiChoice: choice,
  boolean: (value, _, { yes, no }) => (value === 'true' ? yes : no),
  email: written,
  phone: written,
  url: written,
  taxNumber: written,
  reference: referred,
  references: referred,
  tags: referred,
  address: (value, { title }) => provinceOf(value)?.name ?? title ?? value,
  lines: written,
  structure: written,
  files: referred,
}
