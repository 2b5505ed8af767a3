import type { Field, FieldValue } from '../../../../shared/fields.ts'
import { isEmpty } from '../../../../shared/value.ts'
import { FilesView } from '../../features/files/FilesField.tsx'
import { AddressView } from './kinds/address.tsx'
import { BooleanView } from './kinds/boolean.tsx'
import { ChoiceView, MultiChoiceView } from './kinds/choice.tsx'
import { EmailView, PhoneView, UrlView } from './kinds/contact.tsx'
import { DateTimeView, DateView } from './kinds/date.tsx'
import { LinesView } from './kinds/lines.tsx'
import { MoneyView } from './kinds/money.tsx'
import { NumberView, PercentView } from './kinds/number.tsx'
import { ReferencesView, ReferenceView } from './kinds/reference.tsx'
import { RichTextView } from './kinds/richText.tsx'
import { StructureView } from './kinds/structure.tsx'
import { TagsView } from './kinds/tags.tsx'
import { TaxNumberView } from './kinds/taxNumber.tsx'
import { LongTextView, TextView } from './kinds/text.tsx'
import type { Place, ViewProps, ViewTable } from './types.ts'

const views: ViewTable = {
  text: TextView,
  longText: LongTextView,
  richText: RichTextView,
  number: NumberView,
  money: MoneyView,
  percent: PercentView,
  date: DateView,
  dateTime: DateTimeView,
  choice: ChoiceView,
  multiChoice: MultiChoiceView,
  boolean: BooleanView,
  email: EmailView,
  phone: PhoneView,
  url: UrlView,
  taxNumber: TaxNumberView,
  reference: ReferenceView,
  references: ReferencesView,
  tags: TagsView,
  files: FilesView,
  address: AddressView,
  lines: LinesView,
  structure: StructureView,
}

interface Props {
  field: Field
  value: unknown
  place: Place
  stub?: { kind: string; title: string } | undefined
}

/** A stored value as people read it; nothing where nothing is set. */
export function FieldView({ field, value, place, stub }: Props) {
  if (isEmpty(value)) return null
  const View = views[field.kind] as (props: ViewProps<FieldValue>) => React.ReactNode
  return <View field={field} value={value as FieldValue} place={place} stub={stub} />
}
