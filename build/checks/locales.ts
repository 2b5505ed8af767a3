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
 * Differences between the complete languages: keys, empty texts, placeholders, plural forms. All forms of a text count
 * as one key, because languages have different ones, and "one" may leave its number out.
 */
export function checkParity(locales: Locale[]): Problem[] {
  const [first, ...others] = locales.map(locale => ({ language: locale.language, texts: textsOf(locale) }))
  if (!first) return []
  const each = [first, ...others].flatMap(({ language, texts }) => [
    ...[...texts].filter(([, text]) => text.trim() === '').map(([key]) => at(language, key, 'is empty')),
    ...missingForms(language, texts),
  ])
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
  return [...each, ...differences]
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

/** Some languages bend a text to the gender of the kind it speaks of: `new_f` beside `new`. */
const withoutGender = (key: string) => key.replace(/_[mfn]$/, '')
const withoutForm = (key: string) => withoutGender(withoutPlural(key))

/**
 * A text that depends on a number has every form that the language counts with (i18next looks no further when one is
 * missing: French has one for whole millions), and one that depends on a gender can also do without.
 */
function missingForms(language: string, texts: Map<string, string>): Problem[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const counted = [...texts.keys()].filter(key => key.endsWith('_other')).map(withoutPlural)
  const gendered = [...texts.keys()].map(withoutGender).filter(key => !texts.has(key))
  return [
    ...counted.flatMap(key => forms.map(form => `${key}_${form}`)).filter(key => !texts.has(key)),
    ...new Set(gendered),
  ].map(key => at(language, key, 'is missing'))
}

/** Key without its form to the names that are put into its text. */
function placeholdersOf(texts: Map<string, string>): Map<string, string> {
  const keys = [...texts].filter(([key]) => !key.endsWith('_one') || !texts.has(key.replace(/_one$/, '_other')))
  return new Map(keys.map(([key, text]) => [withoutForm(key), namesIn(text)]))
}

const namesIn = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map(match => match[1]))].sort().join(', ')
