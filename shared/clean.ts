import { z } from 'zod'
import { currencies } from './currencies.ts'
import type { Field, FieldKind, Line } from './fields.ts'
import { isPhone, normalizePhone } from './phone.ts'
import { uuid } from './record.ts'
import { parseRichText } from './richText.ts'
import { type StructureName, structures } from './structures.ts'
import { checkTaxId, normalizeTaxId } from './taxId.ts'
import { isText } from './text.ts'
import { isEmpty } from './value.ts'

/** A value in its stored form, or why it cannot be one (`fieldErrors.<reason>` in the locales). */
export type CleanValue =
  | { value: unknown; warning?: string }
  | { reason: string; params?: Record<string, string | number> }

/** One field's value, which is not empty, checked and brought into its stored form. */
export const clean = (field: Field, value: unknown): CleanValue => cleaners[field.kind](value, field)

const maxText = 1000
const maxLongText = 1_000_000

function text(value: unknown, max: number, lines: boolean): CleanValue {
  if (typeof value !== 'string') return { reason: 'badValue' }
  const trimmed = (lines ? value.replace(/\r\n?/g, '\n') : value.replace(/\s+/g, ' ')).trim().normalize('NFC')
  if (!isText(trimmed)) return { reason: 'badCharacters' }
  if (trimmed.length > max) return { reason: 'tooLong', params: { max } }
  return { value: trimmed }
}

function whole(value: unknown, field: Field): CleanValue {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return { reason: 'notWhole' }
  return inRange(value, field)
}

function inRange(value: number, field: Field): CleanValue {
  const [min, max] = field.range ?? [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]
  return value < min || value > max
    ? { reason: 'outOfRange', params: { min, max } }
    : { value: value === 0 ? 0 : value }
}

const parsedBy =
  (schema: z.ZodType, reason: string) =>
  (value: unknown): CleanValue => {
    const parsed = schema.safeParse(value)
    return parsed.success ? { value: parsed.data } : { reason: ownReason(parsed.error) ?? reason }
  }

/** A schema's own rule may say by its `params` what is wrong. */
function ownReason({ issues: [first] }: z.ZodError): string | undefined {
  const reason = first?.code === 'custom' ? first.params?.['reason'] : undefined
  return typeof reason === 'string' ? reason : undefined
}

// Made once: making a schema costs more than asking it.
const emailAddress = z.email()
const instant = z.iso.datetime({ offset: true })
const money = z.strictObject({ amount: z.number(), currency: z.string() })
// The years that four digits say and both databases know.
const date = parsedBy(
  z.iso.date().refine(day => day >= '0001'),
  'badDate',
)
const [firstInstant, lastInstant] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]
const short = z.string().trim().max(120).refine(isText)
const address = z.strictObject({
  line: z.string().trim().max(500).refine(isText).optional(),
  district: short.optional(),
  province: short.optional(),
  postalCode: z.string().trim().max(20).refine(isText).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
})
const ids = z.array(uuid).max(500)

const cleaners: Record<FieldKind, (value: unknown, field: Field) => CleanValue> = {
  text: (value, field) => text(value, field.max ?? maxText, false),
  longText: (value, field) => text(value, field.max ?? maxLongText, true),
  richText: value => {
    const parsed = parseRichText(value)
    return parsed.ok ? { value: parsed.value } : { reason: parsed.reason }
  },
  number: (value, field) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return { reason: 'notANumber' }
    if (field.decimals === undefined) return inRange(value, field)
    return Number(value.toFixed(field.decimals)) === value
      ? inRange(value, field)
      : { reason: field.decimals === 0 ? 'notWhole' : 'tooManyDecimals', params: { max: field.decimals } }
  },
  money: (value, field) => {
    const parsed = money.safeParse(value)
    if (!parsed.success) return { reason: 'badMoney' }
    if (!currencies.has(parsed.data.currency)) return { reason: 'unknownCurrency' }
    const amount = whole(parsed.data.amount, field)
    return 'reason' in amount ? amount : { value: { amount: amount.value, currency: parsed.data.currency } }
  },
  percent: (value, field) => whole(value, field.range ? field : { ...field, range: [-10_000_00, 10_000_00] }),
  date: value => date(value),
  dateTime: value => {
    const at = typeof value === 'string' && instant.safeParse(value).success ? new Date(value) : null
    return at && at.getTime() >= firstInstant && at.getTime() <= lastInstant
      ? { value: at.toISOString() }
      : { reason: 'badDate' }
  },
  choice: (value, field) =>
    typeof value === 'string' && Object.hasOwn(field.choices ?? {}, value) ? { value } : { reason: 'unknownChoice' },
  multiChoice: (value, field) =>
    Array.isArray(value) && value.every(item => typeof item === 'string' && Object.hasOwn(field.choices ?? {}, item))
      ? { value: [...new Set(value)] }
      : { reason: 'unknownChoice' },
  boolean: value => (typeof value === 'boolean' ? { value } : { reason: 'badValue' }),
  email: value => {
    // Addresses are not Turkish words: İ and I fold the plain way (RFC 5321 domains are case-blind, and so are people).
    const cleaned = text(value, 254, false)
    if ('reason' in cleaned) return cleaned
    const folded = String(cleaned.value).toLowerCase()
    return emailAddress.safeParse(folded).success ? { value: folded } : { reason: 'badEmail' }
  },
  phone: value => {
    const phone = typeof value === 'string' ? normalizePhone(value) : null
    return phone && isPhone(phone) ? { value: phone } : { reason: 'badPhone' }
  },
  url: value => {
    const cleaned = text(value, 500, false)
    if ('reason' in cleaned) return cleaned
    const typed = String(cleaned.value)
    const full = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`
    const url = URL.canParse(full) ? new URL(full) : null
    return url && /^https?:$/.test(url.protocol) && /^[^.]+\..+$/.test(url.hostname)
      ? { value: full }
      : { reason: 'badUrl' }
  },
  taxNumber: value => {
    if (typeof value !== 'string') return { reason: 'badTaxNumber' }
    const number = normalizeTaxId(value)
    const { state } = checkTaxId(number)
    if (state === 'invalid') return { reason: 'badTaxNumber' }
    return state === 'placeholder' ? { value: number, warning: 'placeholderTaxNumber' } : { value: number }
  },
  reference: parsedBy(uuid, 'badReference'),
  references: value => set(ids.safeParse(value), 'badReference'),
  tags: value => set(ids.safeParse(value), 'badReference'),
  files: value => set(ids.safeParse(value), 'badReference'),
  address: value => {
    const parsed = address.safeParse(value)
    if (!parsed.success) return { reason: 'badAddress' }
    return { value: Object.fromEntries(Object.entries(parsed.data).filter(([, part]) => !isEmpty(part))) }
  },
  lines: (value, field) => {
    if (!Array.isArray(value) || value.length > (field.max ?? 500)) return { reason: 'badLines' }
    const lines = value.map(line => cleanLine(line, field))
    const bad = lines.findIndex(line => line === undefined)
    if (bad >= 0) return { reason: 'badLine', params: { line: bad + 1 } }
    return new Set(lines.map(line => line?.id)).size === lines.length ? { value: lines } : { reason: 'badLines' }
  },
  structure: (value, field) => parsedBy(structures[field.structure as StructureName], 'badStructure')(value),
}

const set = (parsed: { success: boolean; data?: string[] }, reason: string): CleanValue =>
  parsed.success ? { value: [...new Set(parsed.data)] } : { reason }

function cleanLine(line: unknown, field: Field): Line | undefined {
  if (typeof line !== 'object' || line === null) return undefined
  const { id, ...columns } = line as Record<string, unknown>
  if (!uuid.safeParse(id).success) return undefined
  const cleaned: Line = { id: String(id) }
  for (const [name, value] of Object.entries(columns)) {
    const column = Object.hasOwn(field.columns ?? {}, name) ? field.columns?.[name] : undefined
    if (!column) return undefined
    if (isEmpty(value)) continue
    const result = clean(column, value)
    if ('reason' in result) return undefined
    cleaned[name] = result.value
  }
  return cleaned
}
