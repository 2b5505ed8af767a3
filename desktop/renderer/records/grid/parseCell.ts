import type { CleanValue } from '../../../../shared/clean.ts'
import { currencies } from '../../../../shared/currencies.ts'
import { parseDate, parseDateTime } from '../../../../shared/dates.ts'
import type { Address, Field, FieldKind } from '../../../../shared/fields.ts'
import { type Language, languages } from '../../../../shared/labels.ts'
import { parseAmount, parsePercent } from '../../../../shared/money.ts'
import { normalizePhone } from '../../../../shared/phone.ts'
import { findDistrict, findProvince } from '../../../../shared/places.ts'
import { plainToRichText } from '../../../../shared/richText.ts'
import { checkTaxId, normalizeTaxId } from '../../../../shared/taxId.ts'
import { trFold } from '../../../../shared/text.ts'
import { cleanTyped } from '../fields/cleanTyped.ts'
import { parseFigure } from '../fields/parseFigure.ts'

export interface ParseContext {
  language: Language
  zone: string
  /** YYYY-MM-DD, for `21 Kas` and `bugün`. */
  today: string
  /** Ids of the records of a kind that have this title; see titlesIn. */
  find: (kind: string, title: string) => readonly string[]
  /** What the cell holds now: an amount without a currency keeps the one that is there. */
  held?: unknown
}

/**
 * What a cell's text means as a value of the field, in its stored form (undefined: empty), or why it means none
 * (`fieldErrors.<reason>`). Reads what a Turkish spreadsheet shows: `12.345,60`, `21.11.2026`, labels of choices.
 */
export function parseCell(field: Field, text: string, context: ParseContext): CleanValue {
  if (text.trim() === '') return { value: undefined }
  const parsed = parsers[field.kind](text.trim(), field, context)
  return 'reason' in parsed ? parsed : cleanTyped(field, parsed.value)
}

/** The titles that a cell names, for kinds of fields that point to records; they are looked up before anything is parsed. */
export const titlesIn = (field: Field, text: string): string[] => {
  const facts = referring[field.kind]
  if (!facts || text.trim() === '') return []
  return facts === 'one' ? [text.trim()] : partsOf(text)
}

type Parsed = { value: unknown } | { reason: string }
type Parser = (text: string, field: Field, context: ParseContext) => Parsed

const referring: Partial<Record<FieldKind, 'one' | 'many'>> = { reference: 'one', references: 'many', tags: 'many' }

const same: Parser = text => ({ value: text })
/** What cannot be read stays as it is: `clean` says what is wrong with it. */
const read =
  (parse: (text: string, context: ParseContext) => unknown): Parser =>
  (text, _, context) => ({ value: parse(text, context) ?? text })
const nothing: Parser = () => ({ reason: 'badValue' })

const parsers: Record<FieldKind, Parser> = {
  text: same,
  longText: same,
  richText: text => ({ value: plainToRichText(text) }),
  number: (text, field, { language }) => ({ value: parseFigure(field, text, language) ?? text }),
  money: (text, _, { language, held }) => {
    const currency = currencyIn(text) ?? currencyOf(held) ?? 'TRY'
    const amount = parseAmount(text, currency, language)
    return amount === null ? { value: { typed: text, currency } } : { value: { amount, currency } }
  },
  percent: (text, _, { language }) => {
    const hundredths = parsePercent(text, language)
    return hundredths === null ? { reason: 'notANumber' } : { value: hundredths }
  },
  date: read((text, { today }) => parseDate(text, today)),
  dateTime: read((text, { zone, today }) => parseDateTime(text, zone, today)),
  choice: (text, field, { language }) => keyed(keyOf(text, field, language)),
  multiChoice: (text, field, { language }) => {
    const whole = keyOf(text, field, language)
    if (whole) return { value: [whole] }
    const keys = partsOf(text).map(part => keyOf(part, field, language))
    return keys.some(key => key === undefined) ? { reason: 'unknownChoice' } : { value: keys }
  },
  boolean: text => {
    const value = truths.get(trFold(text))
    return value === undefined ? { reason: 'badValue' } : { value }
  },
  email: same,
  phone: read(text => normalizePhone(text)),
  url: same,
  taxNumber: text => ({ value: taxNumberOf(text) }),
  reference: (text, field, { find }) => theOne(find(field.to ?? '', text)),
  references: (text, field, context) => each(text, field, context),
  tags: (text, field, context) => each(text, field, context),
  address: text => ({ value: addressOf(text) }),
  files: nothing,
  lines: nothing,
  structure: nothing,
}

const partsOf = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map(part => part.trim())
    .filter(Boolean)

const keyed = (key: string | undefined): Parsed => (key === undefined ? { reason: 'unknownChoice' } : { value: key })

/** A choice by its label in the viewer's language, then in any other, then by its key. */
function keyOf(text: string, { choices = {} }: Field, language: Language): string | undefined {
  const folded = trFold(text.trim())
  for (const spoken of [language, ...languages]) {
    const found = Object.entries(choices).find(([, { label }]) => trFold(label[spoken]) === folded)
    if (found) return found[0]
  }
  return Object.keys(choices).find(key => key.toLowerCase() === text.trim().toLowerCase())
}

const truths = new Map<string, boolean>([
  ...['evet', 'var', 'dogru', 'yes', 'true', 'ja', 'wahr', 'oui', 'vrai', '1', 'x', '✓', '✔'].map(
    word => [word, true] as const,
  ),
  ...['hayir', 'yok', 'yanlis', 'no', 'false', 'nein', 'falsch', 'non', 'faux', '0', '-'].map(
    word => [word, false] as const,
  ),
])

const signs: readonly (readonly [RegExp, string])[] = [
  [/₺|(?<![a-z])TL(?![a-z])/i, 'TRY'],
  [/€/, 'EUR'],
  [/£/, 'GBP'],
  [/\$/, 'USD'],
]
function currencyIn(text: string): string | undefined {
  const code = /(?<![a-z])[a-z]{3}(?![a-z])/i.exec(text)?.[0].toUpperCase()
  if (code && currencies.has(code)) return code
  return signs.find(([sign]) => sign.test(text))?.[1]
}
const currencyOf = (held: unknown): string | undefined =>
  typeof held === 'object' && held !== null && 'currency' in held ? String(held.currency) : undefined

/** A spreadsheet drops the zero that a number begins with. */
function taxNumberOf(text: string): string {
  const digits = normalizeTaxId(text) || text
  const padded = `0${digits}`
  return digits.length === 9 && checkTaxId(padded).state === 'valid' ? padded : digits
}

const theOne = (ids: readonly string[]): Parsed => {
  const [first, second] = ids
  if (first === undefined) return { reason: 'noSuchRecord' }
  return second === undefined ? { value: first } : { reason: 'severalRecords' }
}
function each(text: string, field: Field, { find }: ParseContext): Parsed {
  const found = partsOf(text).map(title => theOne(find(field.to ?? '', title)))
  const ids: unknown[] = []
  for (const one of found) {
    if ('reason' in one) return one
    ids.push(one.value)
  }
  return { value: ids }
}

/** `Gül Sok. No: 3, Kadıköy, İstanbul` or `Kadıköy/İstanbul`: the province is known by its name, the rest is the line. */
function addressOf(text: string): Address {
  const parts = text
    .split(/[,;\n]|\s\/\s|\/(?=[^/]*$)/)
    .map(part => part.trim())
    .filter(Boolean)
  const at = parts.findLastIndex(part => !/^\d+$/.test(withoutCode(part)) && findProvince(withoutCode(part)))
  const named = parts[at]
  const province = named && findProvince(withoutCode(named))
  if (!province) return { line: text }
  const postalCode = parts.map(part => /(?<!\d)\d{5}(?!\d)/.exec(part)?.[0]).find(Boolean)
  const rest = parts.filter((part, i) => i !== at && part !== postalCode)
  const district = rest.map(part => findDistrict(province.code, withoutCode(part))).find(Boolean)
  const line = rest.filter(part => findDistrict(province.code, withoutCode(part)) !== district || !district)
  return {
    ...(line.length > 0 ? { line: line.join(', ') } : {}),
    ...(district ? { district } : {}),
    province: province.code,
    ...(postalCode ? { postalCode } : {}),
  }
}
const withoutCode = (part: string): string => part.replace(/(?<!\d)\d{5}(?!\d)/, '').trim()
