import type { Problem } from './source.ts'

/** A language's files: namespace (the file's name) to its nested texts. */
export interface Locale {
  language: string
  files: Record<string, unknown>
}

/** The texts of a language by full key, `namespace:a.b`. */
export const textsOf = ({ files }: Locale): Map<string, string> =>
  new Map(Object.entries(files).flatMap(([namespace, texts]) => [...flatten(texts, `${namespace}:`)]))

/** i18next chooses the form itself: `items_one` and `items_other` are asked for as `items`. */
export const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '')

/**
 * Differences between the complete languages: keys, empty texts, placeholders. Plural forms count as one key, because
 * languages have different ones, and "one" may leave its number out.
 */
export function checkParity(locales: Locale[]): Problem[] {
  const [first, ...others] = locales.map(locale => ({ language: locale.language, texts: textsOf(locale) }))
  if (!first) return []
  const empty = [first, ...others].flatMap(({ language, texts }) =>
    [...texts].filter(([, text]) => text.trim() === '').map(([key]) => at(language, key, 'is empty')),
  )
  const expected = placeholdersOf(first.texts)
  const differences = others.flatMap(({ language, texts }) => {
    const found = placeholdersOf(texts)
    return [
      ...[...expected.keys()].filter(key => !found.has(key)).map(key => at(language, key, 'is missing')),
      ...[...found.keys()].filter(key => !expected.has(key)).map(key => at(first.language, key, 'is missing')),
      ...[...found].flatMap(([key, names]) => {
        const wanted = expected.get(key)
        return wanted === undefined || wanted === names
          ? []
          : [at(language, key, `has the placeholders "${names}", not "${wanted}"`)]
      }),
    ]
  })
  return [...empty, ...differences]
}

/** A problem of one text, at its file. */
export function at(language: string, key: string, message: string): Problem {
  const [namespace, path] = key.split(':')
  return { file: `shared/locales/${language}/${namespace}.json`, line: 1, message: `${path} ${message}` }
}

/** `{a: {b: 'x'}}` as `a.b` → `x`. */
function flatten(texts: unknown, prefix: string): Map<string, string> {
  if (typeof texts === 'string') return new Map([[prefix, texts]])
  if (typeof texts !== 'object' || texts === null) return new Map([[prefix, '']])
  const separator = prefix.endsWith(':') ? '' : '.'
  return new Map(Object.entries(texts).flatMap(([key, value]) => [...flatten(value, `${prefix}${separator}${key}`)]))
}

/** Key without plural to the names that are put into its text. */
function placeholdersOf(texts: Map<string, string>): Map<string, string> {
  const keys = [...texts].filter(([key]) => !key.endsWith('_one') || !texts.has(key.replace(/_one$/, '_other')))
  return new Map(keys.map(([key, text]) => [withoutPlural(key), namesIn(text)]))
}

const namesIn = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map(match => match[1]))].sort().join(', ')
