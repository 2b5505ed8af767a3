import type { ComboboxParsedItem, OptionsFilter } from '@mantine/core'
import { trFold } from '../../../../shared/text.ts'

/**
 * Finds options as people type Turkish: `istanbul`, `ISTANBUL` and `İstanbul` are one; words may begin anywhere. What
 * begins with what is typed comes first, then what has words that begin so, then the rest, each in the order given.
 */
export const byFoldedLabel: OptionsFilter = ({ options, search, limit }) => {
  const typed = trFold(search.trim())
  const words = typed.split(/\s+/).filter(Boolean)
  if (words.length === 0) return options.slice(0, limit)
  return options
    .filter(item => matches(item, words))
    .map(item => ({ item, rank: rankOf(item, typed, words) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
    .slice(0, limit)
}

function matches(item: ComboboxParsedItem, words: string[]): boolean {
  if ('group' in item) return item.items.some(inner => matches(inner, words))
  const text = trFold(item.label)
  return words.every(word => text.includes(word))
}

function rankOf(item: ComboboxParsedItem, typed: string, words: string[]): number {
  if ('group' in item) return 0
  const text = trFold(item.label)
  if (text.startsWith(typed)) return 0
  const begun = text.split(/[^\p{L}\p{N}]+/u)
  return words.every(word => begun.some(own => own.startsWith(word))) ? 1 : 2
}
