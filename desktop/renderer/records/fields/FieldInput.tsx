import { useLayoutEffect } from 'react'
import { FilesInput } from '../../features/files/FilesField.tsx'
import { AddressInput } from './kinds/address.tsx'
import { BooleanInput } from './kinds/boolean.tsx'
import { ChoiceInput, MultiChoiceInput } from './kinds/choice.tsx'
import { EmailInput, PhoneInput, UrlInput } from './kinds/contact.tsx'
import { DateInput, DateTimeInput } from './kinds/date.tsx'
import { LinesInput } from './kinds/lines.tsx'
import { MoneyInput } from './kinds/money.tsx'
import { NumberInput, PercentInput } from './kinds/number.tsx'
import { ReferenceInput, ReferencesInput } from './kinds/reference.tsx'
import { RichTextInput } from './kinds/richText.tsx'
import { StructureInput } from './kinds/structure.tsx'
import { TagsInput } from './kinds/tags.tsx'
import { TaxNumberInput } from './kinds/taxNumber.tsx'
import { LongTextInput, PlainInput } from './kinds/text.tsx'
import type { InputProps, InputTable } from './types.ts'

const inputs: InputTable = {
  text: PlainInput,
  longText: LongTextInput,
  richText: RichTextInput,
  number: NumberInput,
  money: MoneyInput,
  percent: PercentInput,
  date: DateInput,
  dateTime: DateTimeInput,
  choice: ChoiceInput,
  multiChoice: MultiChoiceInput,
  boolean: BooleanInput,
  email: EmailInput,
  phone: PhoneInput,
  url: UrlInput,
  taxNumber: TaxNumberInput,
  reference: ReferenceInput,
  references: ReferencesInput,
  tags: TagsInput,
  files: FilesInput,
  address: AddressInput,
  lines: LinesInput,
  structure: StructureInput,
}

/** The input of a field's kind. Its label, help and error stand around it; see FieldRow. */
export function FieldInput(props: InputProps) {
  const Input = inputs[props.field.kind]
  useDescription(props.id, props.describedBy)
  return <Input {...props} />
}

/** Mantine's inputs let go of every `aria-describedby` but their own; help and errors stand outside of them. */
function useDescription(id: string, describedBy: string | undefined): void {
  useLayoutEffect(() => {
    const input = document.getElementById(id)
    if (describedBy) input?.setAttribute('aria-describedby', describedBy)
    else input?.removeAttribute('aria-describedby')
  })
}
