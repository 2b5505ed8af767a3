import type { Label } from './labels.ts'

export interface Money {
  /** Integer of minor units (kuruş, cent). */
  amount: number
  /** ISO 4217. */
  currency: string
}
export interface Address {
  line?: string
  district?: string
  /** Plate code of a Turkish province ('34'), or free text for other countries. */
  province?: string
  postalCode?: string
  /** ISO 3166-1 alpha-2; absent means TR. */
  country?: string
}
export interface Line {
  id: string
  [column: string]: unknown
}
/** Rich text is stored as the JSON document checked by richText.ts. */
export interface RichTextDocument {
  type: 'doc'
  content?: unknown[]
}

/** The kinds of field and what their value is. Adding one means adding a row to each table keyed by FieldKind. */
export interface FieldValues {
  text: string
  longText: string
  richText: RichTextDocument
  number: number
  money: Money
  /** Integer of hundredths of a percent: 12,5 % is 1250. */
  percent: number
  /** YYYY-MM-DD, a calendar day without a zone. */
  date: string
  /** UTC, ISO 8601 with milliseconds and Z. */
  dateTime: string
  choice: string
  multiChoice: string[]
  boolean: boolean
  email: string
  /** E.164, or 444XXXX. */
  phone: string
  url: string
  /** VKN (10 digits) or TCKN (11 digits). */
  taxNumber: string
  reference: string
  references: string[]
  tags: string[]
  /** Ids of file records, which hang on this record and have rights of their own. */
  files: string[]
  address: Address
  lines: Line[]
  /** A settings value, checked by the schema that its definition names (see structures.ts). */
  structure: unknown
}
export type FieldKind = keyof FieldValues
export type FieldValue = FieldValues[FieldKind]

export const choiceColors = ['gray', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'violet'] as const
export type ChoiceColor = (typeof choiceColors)[number]

export interface Choice {
  label: Label
  /** Name of a theme colour; meaning is never carried by it alone. */
  color?: ChoiceColor
  /** Kept for records that have it; not offered any more. */
  retired?: boolean
  /** Only this command brings it, with this read-only field; only its undo takes both away (broughtChoices.ts). */
  broughtBy?: { readonly command: string; readonly with: string }
}

/** What a number counts, where people read and type it in words: `2 MB`, `15 dakika önce`. */
export type NumberUnit = 'bytes' | 'minutesBefore'

/**
 * Who is told when a field is written, besides owners of records that became theirs (server/records/notify.ts).
 * `assigned`, `mentioned`: the users that came into it. `commented`: when the record is made, the owner of what it hangs
 * on and who wrote there before. `done`: who gave the record to be done, when the choice of this name is taken.
 */
export type Notifies = 'assigned' | 'mentioned' | 'commented' | 'done'

export interface FieldOptions {
  label: Label
  help?: Label
  required?: boolean
  /** Longest text (characters), or most items of a set. */
  max?: number
  /** Bounds of a number, percent (hundredths) or money (minor units). */
  range?: readonly [number, number]
  /** Digits after the comma of a number; 0 means whole. */
  decimals?: number
  unit?: NumberUnit
  choices?: Readonly<Record<string, Choice>>
  /** Kinds a reference may point to; one, save for engine fields. */
  to?: string
  /** The reference keeps kind and title of a target that a reader may not see. */
  stub?: boolean
  /** Columns of `lines`. */
  columns?: Readonly<Record<string, Field>>
  /** Name of the schema of a `structure`. */
  structure?: string
  /** Personal data (KVKK art. 3): erasable, left out of logs and diagnostics. */
  personal?: boolean
  /** Special category (KVKK art. 6): encrypted at rest. */
  special?: boolean
  /** How it is found: ranked words, exact-prefix numbers, or not at all. */
  search?: 'words' | 'digits'
  /** Only the server or a command writes it. */
  readOnly?: boolean
  notifies?: Notifies
  /** When the choice `field` came to be `is`; absent where it is something else. The engine writes it (stamps.ts). */
  stamps?: { readonly field: string; readonly is: string }
  /** A believable value in its stored form, for documentation. */
  example?: unknown
  /** Screen section; fields of one section stand together in forms and details. */
  section?: string
}
export type Field<K extends FieldKind = FieldKind, O extends FieldOptions = FieldOptions> = O & { kind: K }
export type Fields = Readonly<Record<string, Field>>

const make =
  <K extends FieldKind>(kind: K) =>
  <const O extends FieldOptions>(options: O): Field<K, O> => ({ ...options, kind })

/** One maker per field kind: `field.text({ label: label('Ad', 'Name', 'Name', 'Nom'), required: true })`. */
export const field = {
  text: make('text'),
  longText: make('longText'),
  richText: make('richText'),
  number: make('number'),
  money: make('money'),
  percent: make('percent'),
  date: make('date'),
  dateTime: make('dateTime'),
  choice: make('choice'),
  multiChoice: make('multiChoice'),
  boolean: make('boolean'),
  email: make('email'),
  phone: make('phone'),
  url: make('url'),
  taxNumber: make('taxNumber'),
  reference: make('reference'),
  references: make('references'),
  tags: make('tags'),
  files: make('files'),
  address: make('address'),
  lines: make('lines'),
  structure: make('structure'),
} satisfies { [K in FieldKind]: unknown }

/** Value of a list filter's operator; `shared/filters.ts` says what each means. */
export type Operator =
  | 'is'
  | 'isNot'
  | 'in'
  | 'notIn'
  | 'contains'
  | 'startsWith'
  | 'atLeast'
  | 'atMost'
  | 'between'
  | 'range'
  | 'empty'
  | 'notEmpty'

interface FieldFacts {
  /** How two changes of the same field meet: one value, a set of members, or lines by id (see sync/merge.ts). */
  merge: 'scalar' | 'set' | 'lines'
  /** Has a typed column in the narrow tables, so that lists can show, filter and (if `sortable`) sort by it. */
  listable: boolean
  sortable: boolean
  operators: readonly Operator[]
}

const textual = ['is', 'isNot', 'in', 'contains', 'startsWith', 'empty', 'notEmpty'] as const
const numeric = ['is', 'isNot', 'atLeast', 'atMost', 'between', 'empty', 'notEmpty'] as const
const dated = ['is', 'atLeast', 'atMost', 'between', 'range', 'empty', 'notEmpty'] as const
const keyed = ['is', 'isNot', 'in', 'notIn', 'empty', 'notEmpty'] as const
const setlike = ['in', 'notIn', 'empty', 'notEmpty'] as const
const scalar = (operators: readonly Operator[]): FieldFacts => ({
  merge: 'scalar',
  listable: true,
  sortable: true,
  operators,
})
const unlisted: FieldFacts = { merge: 'scalar', listable: false, sortable: false, operators: ['empty', 'notEmpty'] }

export const fieldFacts: Record<FieldKind, FieldFacts> = {
  text: scalar(textual),
  longText: unlisted,
  richText: unlisted,
  number: scalar(numeric),
  money: scalar(numeric),
  percent: scalar(numeric),
  date: scalar(dated),
  dateTime: scalar(dated),
  choice: scalar(keyed),
  multiChoice: { merge: 'set', listable: true, sortable: false, operators: setlike },
  boolean: scalar(['is']),
  email: scalar(textual),
  phone: scalar(textual),
  url: scalar(textual),
  taxNumber: scalar(textual),
  reference: scalar(keyed),
  references: { merge: 'set', listable: true, sortable: false, operators: setlike },
  tags: { merge: 'set', listable: true, sortable: false, operators: setlike },
  files: { merge: 'set', listable: true, sortable: false, operators: setlike },
  // An address is filtered and sorted by its province and district (columns of their own in both databases).
  address: scalar(['in', 'notIn', 'contains', 'empty', 'notEmpty']),
  lines: { merge: 'lines', listable: false, sortable: false, operators: ['empty', 'notEmpty'] },
  structure: unlisted,
}

type ValueOf<F extends Field> = F extends { kind: 'choice'; choices: infer C }
  ? keyof C & string
  : FieldValues[F['kind']]
/** The values of a record, absent where not set. */
export type ValuesOf<F extends Fields> = { [K in keyof F]?: ValueOf<F[K]> }
