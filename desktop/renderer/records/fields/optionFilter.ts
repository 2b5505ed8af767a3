import type { ComboboxParsedItem, OptionsFilter } from '@mantine/core'
import { trFold } from '../../../../shared/text.ts'

/** Finds options as people type Turkish: `istanbul`, `ISTANBUL` and `İstanbul` are one; words may begin anywhere. */
export const byFoldedLabel: OptionsFilter = ({ options, search, limit }) => {
  const words = trFold(search.trim()).split(/\s+/).filter(Boolean)
  if (words.length === 0) return options.slice(0, limit)
  return options.filter(item => matches(item, words)).slice(0, limit)
}

function matches(item: ComboboxParsedItem, words: string[]): boolean {
  if ('group' in item) return item.items.some(inner => matches(inner, words))
  const text = trFold(item.label)
  return words.every(word => text.startsWith(word) || text.includes(` ${word}`) || text.includes(word))
}
