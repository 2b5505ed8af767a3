import type { AnyKind } from '../../../shared/entity.ts'
import type { Address, FieldKind } from '../../../shared/fields.ts'
import { fieldRight, type Viewer } from '../../../shared/permissions/viewer.ts'
import { formatPhone, phoneQueryForms, phoneSearchForms } from '../../../shared/phone.ts'
import { provinceOf } from '../../../shared/places.ts'
import { matchRanges } from '../../../shared/text.ts'
import type { Hit, ListRow } from '../api/functions.ts'

/** A row as a search result: what it is called, what else tells it apart, and where the title matches. */
export function hitOf(kind: AnyKind, row: ListRow, typed: string, viewer: Viewer): Hit {
  return {
    kind: kind.name,
    id: row.id,
    title: row.title,
    subtitle: subtitleOf(kind, row, typed, viewer),
    archived: row.archived,
    marks: matchRanges(row.title, typed).map(([from, to]) => [from, to]),
  }
}

/** The number that was typed, if it is one of the record's; else whom it belongs to; else the first that tells it apart. */
function subtitleOf(kind: AnyKind, row: ListRow, typed: string, viewer: Viewer): string {
  const visible = Object.entries(kind.fields).filter(([name]) => fieldRight(viewer, kind.name, name) !== 'hidden')
  const numbers = phoneQueryForms(typed)
  for (const [name, field] of visible) {
    const value = row.values[name]
    if (numbers.length > 0 && typeof value === 'string' && field.search === 'digits') {
      const forms = field.kind === 'phone' ? phoneSearchForms(value) : [value]
      if (forms.some(form => numbers.some(number => form.startsWith(number))))
        return telling[field.kind](value) ?? value
    }
  }
  if (row.parent) return row.parent.title
  for (const [name, field] of visible) {
    const value = row.values[name]
    const text = value === undefined ? undefined : telling[field.kind](value)
    if (text) return text
  }
  return ''
}

const nothing = (): undefined => undefined
/** What of a field's value tells a record apart from others with its title. */
const telling: Record<FieldKind, (value: unknown) => string | undefined> = {
  phone: value => formatPhone(String(value)),
  email: String,
  address: value => {
    const { district, province } = value as Address
    return [district, provinceOf(province ?? '')?.name ?? province].filter(Boolean).join(', ')
  },
  text: nothing,
  longText: nothing,
  richText: nothing,
  number: nothing,
  money: nothing,
  percent: nothing,
  date: nothing,
  dateTime: nothing,
  choice: nothing,
  multiChoice: nothing,
  boolean: nothing,
  url: nothing,
  taxNumber: nothing,
  reference: nothing,
  references: nothing,
  tags: nothing,
  files: nothing,
  lines: nothing,
  structure: nothing,
}
