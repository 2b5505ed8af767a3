import type { Address, Field, FieldKind, FieldValues, RichTextDocument } from '../../../shared/fields.ts'
import { formatPhone } from '../../../shared/phone.ts'
import type { RecordKey } from '../../../shared/record.ts'
import { isEmpty } from '../../../shared/value.ts'
import { formatAddressParts } from './addressText.ts'
import type { useFormat } from './format.ts'

export interface ValueContext {
  format: ReturnType<typeof useFormat>
  /** Title of a referenced record; undefined while unknown or not here. */
  titleOf: (key: RecordKey) => string | undefined
  yes: string
  no: string
  /** Where a reference leads to something that is not here. */
  unknown: string
}

/** A value in words, on one line, for history, clashes and summaries; '' where nothing is set. */
export function valueText(field: Field, value: unknown, context: ValueContext): string {
  if (isEmpty(value)) return ''
  const text = texts[field.kind] as (value: unknown, field: Field, context: ValueContext) => string
  return text(value, field, context)
}

/** Records that a value points to, so that their titles can be asked for. */
export function referencesIn(field: Field, value: unknown): RecordKey[] {
  const target = field.to
  if (target === undefined || isEmpty(value)) return []
  return (Array.isArray(value) ? value : [value]).map(id => ({ kind: target, id: String(id) }))
}

type Texts = { [K in FieldKind]: (value: FieldValues[K], field: Field, context: ValueContext) => string }

const plain = (value: string) => value
const choice = (key: string, field: Field, { format }: ValueContext) => {
  const found = field.choices?.[key]
  return found ? format.label(found.label) : key
}
const reference = (id: string, field: Field, context: ValueContext) =>
  context.titleOf({ kind: field.to ?? '', id }) ?? context.unknown
const listed = (ids: string[], field: Field, context: ValueContext) =>
  ids.map(id => reference(id, field, context)).join(', ')

const texts: Texts = {
  text: plain,
  longText: plain,
  richText: value => textOfDocument(value),
  number: (value, field, { format }) => format.figure(field, value),
  money: (value, _, { format }) => format.money(value),
  percent: (value, _, { format }) => format.percent(value),
  date: (value, _, { format }) => format.date(value),
  dateTime: (value, _, { format }) => format.dateTime(value),
  choice,
  multiChoice: (keys, field, context) => keys.map(key => choice(key, field, context)).join(', '),
  boolean: (value, _, { yes, no }) => (value ? yes : no),
  email: plain,
  phone: value => formatPhone(value),
  url: plain,
  taxNumber: plain,
  reference,
  references: listed,
  tags: listed,
  files: listed,
  address: (value: Address) => formatAddressParts(value).join(', '),
  lines: value => String(value.length),
  structure: value => JSON.stringify(value),
}

function textOfDocument(document: RichTextDocument): string {
  const words: string[] = []
  const walk = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return
    const { text, content } = node as { text?: unknown; content?: unknown[] }
    if (typeof text === 'string') words.push(text)
    for (const inner of content ?? []) walk(inner)
  }
  walk(document)
  return words.join(' ')
}
