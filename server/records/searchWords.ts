import type { AnyKind, Values } from '../../shared/entity.ts'
import type { FieldKind } from '../../shared/fields.ts'
import { richTextToPlain } from '../../shared/richText.ts'
import { searchTerms } from '../../shared/text.ts'

/** Words of one record beyond these are not found; a long note is found by its beginning. */
const mostTerms = 1000
const mostText = 20_000
const longestTerm = 60

/** The folded words and numbers by which `q` finds a record, sorted; those of hidden fields among them (see search.ts). */
export function searchWordsOf(kind: AnyKind, values: Values): string[] {
  const words = new Set<string>()
  for (const [name, field] of Object.entries(kind.fields)) {
    const value = values[name]
    if (!field.search || field.special || value === undefined) continue
    const text = textOf[field.kind](value).slice(0, mostText)
    for (const word of field.search === 'digits' ? numberEndings(text) : searchTerms(text)) {
      if (words.size === mostTerms) break
      words.add(word.slice(0, longestTerm))
    }
  }
  return [...words].sort()
}

/**
 * What `q` asks for: each word as the beginning of one of the record's words. A number typed with blanks, brackets,
 * a leading 0 or +90 is one word. Null: nothing to look for. The text is a `tsquery`.
 */
export function searchQuery(typed: string): string | null {
  const terms = searchTermsOf(typed)
  return terms.length === 0 ? null : terms.map(term => `'${term}':*`).join(' & ')
}

/** The beginnings of words that are asked for. */
export function searchTermsOf(typed: string): string[] {
  const isNumber = /^[\d\s()+./-]+$/.test(typed) && /\d{3}/.test(typed)
  const terms = isNumber ? [typed.replace(/\D/g, '').replace(/^(00)?90(?=\d{10})|^0(?=\d)/, '')] : searchTerms(typed)
  return [...new Set(terms.map(term => term.slice(0, longestTerm)))].slice(0, 20)
}

/** A number, and its endings as people say them: without country code, without area code. */
function numberEndings(text: string): string[] {
  const digits = text.replace(/\D/g, '')
  return [...new Set([digits, digits.slice(-10), digits.slice(-7)])].filter(form => form.length >= 3)
}

const own = (value: unknown): string => (typeof value === 'string' ? value : '')
const none = (): string => ''

const textOf: Record<FieldKind, (value: unknown) => string> = {
  text: own,
  longText: own,
  richText: value => richTextToPlain(value as Parameters<typeof richTextToPlain>[0]),
  number: String,
  money: none,
  percent: none,
  date: own,
  dateTime: none,
  choice: none,
  multiChoice: none,
  boolean: none,
  email: own,
  phone: own,
  url: own,
  taxNumber: own,
  reference: none,
  references: none,
  tags: none,
  files: none,
  address: value =>
    Object.values(value as Record<string, unknown>)
      .map(own)
      .join(' '),
  lines: none,
  structure: none,
}
