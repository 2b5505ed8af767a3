import type { Language } from '../../shared/labels.ts'
import de from '../../shared/locales/de/rest.json' with { type: 'json' }
import en from '../../shared/locales/en/rest.json' with { type: 'json' }
import fr from '../../shared/locales/fr/rest.json' with { type: 'json' }
import tr from '../../shared/locales/tr/rest.json' with { type: 'json' }

const texts: Record<Language, unknown> = { tr, en, de, fr }
export type Words = (key: string) => string

/** What the documentation begins with, in this order; words under `guide`. */
export const guideTopics = ['access', 'values', 'lists', 'writing', 'errors', 'limits', 'events'] as const

/** What the interface's documentation says, by key; a key without words is a bug that shows itself. */
export const restWords =
  (language: Language): Words =>
  key => {
    let at: unknown = texts[language]
    for (const part of key.split('.')) at = at instanceof Object ? Reflect.get(at, part) : undefined
    return typeof at === 'string' ? at : key
  }
