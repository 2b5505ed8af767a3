import { phoneQueryForms } from '../../../shared/phone.ts'
import { searchTerms } from '../../../shared/text.ts'
import type { Reader } from '../storage/database.ts'
import { numberMark } from './searchText.ts'

/**
 * What is typed as an FTS5 query: every word as the beginning of one, or a number as the beginning of one, in any
 * spelling. Undefined where there is nothing to look for.
 */
export function matchOf(typed: string): string | undefined {
  const numbers = phoneQueryForms(typed).map(form => prefix(numberMark + form))
  const terms = [...new Set(searchTerms(typed))].map(prefix)
  const words = terms.length > 0 ? terms.join(' AND ') : undefined
  if (numbers.length === 0) return words
  return [...numbers, ...(words ? [`(${words})`] : [])].join(' OR ')
}

export const prefix = (term: string): string => `"${term}"*`
export const whole = (term: string): string => `"${term}"`

/** Row numbers of all records that hold the words, in no order that matters. */
export function matchingRows(reader: Reader, table: string, words: string): number[] {
  const match = matchOf(words)
  if (match === undefined) return []
  const rows = reader
    .prepare(`SELECT json_group_array(rowid) FROM "${table}" WHERE "${table}" MATCH ?`)
    .pluck()
    .get(match)
  return JSON.parse(String(rows)) as number[]
}
