import type { AnyKind, Values } from '../../shared/entity.ts'
import { isOwned } from '../../shared/entity.ts'
import type { Field, FieldKind, Operator } from '../../shared/fields.ts'
import { derivedId } from '../../shared/ids.ts'
import { regions } from '../../shared/places.ts'
import type { RecordState } from '../../shared/record.ts'
import { plainToRichText } from '../../shared/richText.ts'
import { requiredFields } from '../../shared/validate.ts'
import type { ListedKind } from './access.ts'
import { bodyToRest, type RestRecord, toRest } from './shape.ts'

/**
 * What the documentation shows, made from the definitions: a field's own `example`, or one of its kind. Nothing here is
 * made up on the page: a test sends every one of them to a real server.
 */

/** The id of the one record of a kind that all examples speak of. */
export function exampleId(kind: string): string {
  const id = derivedId('example', kind)
  return `019a8b40${id.slice(8, 14)}7${id.slice(15)}`
}

export const exampleRev = { epoch: 1, number: 4217 }
export const exampleAt = '2026-11-20T08:15:30.000Z'

/** What POST is sent: fields that must be there, and those whose definition has an example. */
export function exampleBody(kind: AnyKind): Record<string, unknown> {
  const owner = !isOwned(kind) ? {} : { owner: exampleId('user') }
  return { ...owner, ...exampleParent(kind), ...bodyToRest(kind, exampleValues(kind)) }
}

/** What PATCH is sent: one field, with another value than it has. */
export function exampleChange(kind: AnyKind): Record<string, unknown> {
  const bound = new Set([...(kind.together ?? []).flat(), ...(kind.requiredWhen ?? []).map(rule => rule.field)])
  const candidates = Object.entries(kind.fields).filter(([name, field]) => !field.readOnly && !bound.has(name))
  for (const fieldKind of changedFirst) {
    const found = candidates.find(([, field]) => field.kind === fieldKind)
    if (found) return bodyToRest(kind, { [found[0]]: others[fieldKind]?.(found[1]) })
  }
  return {}
}

/** The record as it is read after that POST. */
export function exampleRecord(kind: AnyKind): RestRecord {
  const state: RecordState = {
    kind: kind.name,
    id: exampleId(kind.name),
    ...exampleRev,
    ...(kind.shared ? {} : { owner: exampleId('user'), team: exampleId('team') }),
    ...exampleParent(kind),
    archived: false,
    createdAt: exampleAt,
    createdBy: exampleId('user'),
    updatedAt: exampleAt,
    updatedBy: exampleId('user'),
    values: { ...writtenByServer(kind), ...exampleValues(kind) },
  }
  return toRest(kind, state)
}

const exampleParent = ({ parents: [parent] = [] }: AnyKind) =>
  parent === undefined ? {} : { parent: { kind: parent, id: exampleId(parent) } }

/** Fields that a record has without anybody having sent them. */
const writtenByServer = (kind: AnyKind): Values =>
  Object.fromEntries(
    Object.entries(kind.fields).flatMap(([name, { readOnly, example }]) =>
      readOnly && example !== undefined ? [[name, example]] : [],
    ),
  )

/** In stored form. */
function exampleValues(kind: AnyKind): Values {
  const values: Values = {}
  const add = (name: string) => {
    const field = kind.fields[name]
    if (field && !field.readOnly) values[name] ??= exampleValue(field)
  }
  for (const [name, field] of Object.entries(kind.fields)) if (field.example !== undefined) add(name)
  for (const group of kind.oneOf ?? []) if (!group.some(name => name in values)) add(group[0] ?? '')
  // One required field may require others.
  for (let missing = 1; missing > 0; ) {
    const required = requiredFields(kind, values).filter(name => !(name in values) && !kind.fields[name]?.readOnly)
    required.forEach(add)
    missing = required.length
  }
  return Object.fromEntries(Object.keys(kind.fields).flatMap(name => (name in values ? [[name, values[name]]] : [])))
}

/** A value of the field in its stored form. */
export const exampleValue = (field: Field): unknown => field.example ?? makers[field.kind](field)

const text = (field: Field): string => 'Örnek metin'.slice(0, field.max ?? 100)
const choice = (field: Field): string => Object.keys(field.choices ?? {})[0] ?? ''
const target = (field: Field): string => exampleId(field.to ?? '')

const makers: Record<FieldKind, (field: Field) => unknown> = {
  text,
  longText: text,
  richText: () => plainToRichText('Örnek metin'),
  number: field => field.range?.[0] ?? 12,
  money: () => ({ amount: 1_234_560, currency: 'TRY' }),
  percent: () => 1250,
  date: () => '2026-11-21',
  dateTime: () => exampleAt,
  choice,
  multiChoice: field => [choice(field)],
  boolean: () => true,
  email: () => 'ayse.yilmaz@firma.example',
  phone: () => '+905321234567',
  url: () => 'https://firma.example',
  taxNumber: () => '4540536920',
  reference: target,
  references: field => [target(field)],
  tags: field => [target(field)],
  files: field => [target(field)],
  address: () => ({ line: 'Atatürk Cad. No: 12', district: 'Ümraniye', province: '34' }),
  lines: () => [],
  structure: () => ({}),
}

const others: Partial<Record<FieldKind, (field: Field) => unknown>> = {
  boolean: () => true,
  choice: field => Object.keys(field.choices ?? {})[1] ?? choice(field),
  date: () => '2026-12-01',
  phone: () => '+902164445566',
  longText: () => 'Pazartesi aranacak.',
  text: field => `${String(exampleValue(field))} 2`.slice(0, field.max ?? 100),
  richText: () => plainToRichText('Pazartesi aranacak.'),
  number: field => (field.range?.[0] ?? 12) + 1,
  dateTime: () => '2026-12-01T09:00:00.000Z',
}
const changedFirst = [
  'boolean',
  'choice',
  'date',
  'phone',
  'longText',
  'text',
  'richText',
  'number',
  'dateTime',
] as const

/** What a filter of a list is given: `value` is what one value looks like. */
export function exampleFilter(listed: ListedKind, op: Operator, field: Field | undefined): string {
  if (op === 'empty' || op === 'notEmpty') return 'true'
  if (op === 'range') return 'last30Days'
  const [one, other] = filterValues[listed](field)
  return op === 'between' || op === 'in' || op === 'notIn' ? [one, other].filter(Boolean).join(',') : one
}

type Pair = readonly [one: string, other?: string]
const ofText = (field: Field | undefined): Pair => [String(field?.example ?? 'Örnek')]
const ofChoice = (field: Field | undefined): Pair => {
  const [one = '', other] = Object.keys(field?.choices ?? {})
  return other === undefined ? [one] : [one, other]
}
const ofTarget = (field: Field | undefined): Pair => [field?.to === undefined ? 'me' : exampleId(field.to)]
const fixed =
  (...pair: Pair) =>
  (): Pair =>
    pair

const filterValues: Record<ListedKind, (field: Field | undefined) => Pair> = {
  text: ofText,
  longText: ofText,
  richText: ofText,
  number: fixed('10', '50'),
  money: fixed('1000.00', '50000.00'),
  percent: fixed('10', '20'),
  date: fixed('2026-01-01', '2026-12-31'),
  dateTime: fixed('2026-01-01', '2026-12-31'),
  choice: ofChoice,
  multiChoice: ofChoice,
  boolean: fixed('true'),
  email: fixed('ayse.yilmaz@firma.example'),
  phone: fixed('0532 123 45 67'),
  url: fixed('firma.example'),
  taxNumber: fixed('4540536920'),
  reference: ofTarget,
  references: ofTarget,
  tags: ofTarget,
  files: ofTarget,
  address: fixed('34', '06'),
  lines: ofText,
  structure: ofText,
  province: fixed('34', '06'),
  district: fixed('Ümraniye', 'Kadıköy'),
  region: () => {
    const [one = '', other = ''] = Object.keys(regions)
    return [one, other]
  },
}
