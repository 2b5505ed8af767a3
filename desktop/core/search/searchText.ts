import type { AnyKind, Values } from '../../../shared/entity.ts'
import type { Address, FieldKind, RichTextDocument } from '../../../shared/fields.ts'
import { phoneSearchForms } from '../../../shared/phone.ts'
import { provinceOf } from '../../../shared/places.ts'
import type { RecordState } from '../../../shared/record.ts'
import { richTextToPlain } from '../../../shared/richText.ts'
import { searchTerms } from '../../../shared/text.ts'

/** What search sees of one record. */
export interface SearchText {
  /** Folded words, numbers after `numberMark`, the title's beginning after `titleMark`; separated by blanks. */
  text: string
  /** Words worth offering when somebody mistypes; without numbers and addresses. */
  vocabulary: readonly string[]
}

/** Before a number: `#5321234567`. Each number stands there from every place where people begin to type it. */
export const numberMark = '#'
/** Before the first letters of a title, words run together: `=anadolumakin`. */
export const titleMark = '='
export const titleLength = 12
/** Longest text of one record that is searched, in characters; what stands later in it is not found. */
const maxText = 50_000
const maxTerm = 40

/** What the text of a record is made of, to see whether it changed before it is made. */
export function searchedValuesOf(kind: AnyKind): (state: RecordState, title: string) => string {
  const names = Object.entries(kind.fields).flatMap(([name, field]) => (field.search === undefined ? [] : [name]))
  return (state, title) => {
    let all = title
    for (const name of names) {
      const value = state.values[name]
      all += `\u0000${typeof value === 'string' || value === undefined ? (value ?? '') : JSON.stringify(value)}`
    }
    return all
  }
}

/** What a record is found by; undefined for kinds that are not searched. */
export function searchTextOf(kind: AnyKind): ((state: RecordState, title: string) => SearchText) | undefined {
  const fields = Object.entries(kind.fields).filter(([, field]) => field.search !== undefined)
  if (fields.length === 0) return undefined
  return (state, title) => {
    const terms = new Set<string>()
    const vocabulary = new Set<string>()
    for (const [name, { kind: type, search }] of fields) {
      const value = state.values[name]
      if (value === undefined) continue
      if (search === 'digits') for (const form of numberForms[type](value)) terms.add(numberMark + form)
      else
        for (const term of searchTerms(wordsOf[type](value).slice(0, maxText))) {
          terms.add(term.slice(0, maxTerm))
          if (spellable.has(type) && isSpelt(term)) vocabulary.add(term)
        }
    }
    const head = titleStart(title)
    if (head !== '') terms.add(titleMark + head)
    return { text: [...terms].join(' '), vocabulary: [...vocabulary] }
  }
}

/** The texts of a record whose words it is found by, as far as they are. */
export const searchedTexts = (kind: AnyKind, values: Values): string[] =>
  Object.entries(kind.fields).flatMap(([name, field]) => {
    const value = values[name]
    return field.search !== 'words' || value === undefined ? [] : [wordsOf[field.kind](value).slice(0, maxText)]
  })

/** The beginning of a title, or of what is typed, as it is compared: folded, without blanks and signs. */
export const titleStart = (text: string): string => searchTerms(text.slice(0, 80)).join('').slice(0, titleLength)

/** The words of a field's value as text. */
const plain = (value: unknown): string => (typeof value === 'string' ? value : '')
const nothing = (): string => ''
const wordsOf: Record<FieldKind, (value: unknown) => string> = {
  text: plain,
  longText: plain,
  richText: value => richTextToPlain(value as RichTextDocument),
  number: String,
  money: nothing,
  percent: nothing,
  date: nothing,
  dateTime: nothing,
  choice: nothing,
  multiChoice: nothing,
  boolean: nothing,
  email: plain,
  phone: plain,
  url: plain,
  taxNumber: plain,
  reference: nothing,
  references: nothing,
  tags: nothing,
  files: nothing,
  address: value => {
    const { line, district, province } = value as Address
    return [line, district, provinceOf(province ?? '')?.name ?? province].filter(Boolean).join(' ')
  },
  lines: nothing,
  structure: nothing,
}

/** Numbers by their digits, also from the last seven and the last four on. */
function digits(value: unknown): string[] {
  const all = plain(value).replace(/\D/g, '').slice(0, maxTerm)
  return [...new Set([all, all.slice(-7), all.slice(-4)])].filter(form => form.length >= 3)
}
const noNumbers = (): string[] => []
const numberForms: Record<FieldKind, (value: unknown) => string[]> = {
  text: digits,
  longText: noNumbers,
  richText: noNumbers,
  number: value => digits(String(value)),
  money: noNumbers,
  percent: noNumbers,
  date: noNumbers,
  dateTime: noNumbers,
  choice: noNumbers,
  multiChoice: noNumbers,
  boolean: noNumbers,
  email: noNumbers,
  phone: value => (plain(value) === '' ? [] : phoneSearchForms(plain(value))),
  url: noNumbers,
  taxNumber: digits,
  reference: noNumbers,
  references: noNumbers,
  tags: noNumbers,
  files: noNumbers,
  address: noNumbers,
  lines: noNumbers,
  structure: noNumbers,
}

/** Kinds of field whose words are ordinary words and names. */
const spellable: ReadonlySet<FieldKind> = new Set(['text', 'longText', 'richText', 'address'])

/** Four letters at least: a word of five with one missing. */
const isSpelt = (term: string): boolean => term.length >= 4 && term.length <= 24 && !/\d/.test(term)
