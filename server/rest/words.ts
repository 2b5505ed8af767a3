import en from '../../shared/locales/en/rest.json' with { type: 'json' }
import tr from '../../shared/locales/tr/rest.json' with { type: 'json' }

const texts: Record<'tr' | 'en', unknown> = { tr, en }
export type Words = (key: string) => string

/** What the interface's documentation says, by key; a key without words is a bug that shows itself. */
export const restWords =
  (language: 'tr' | 'en'): Words =>
  key => {
    let at: unknown = texts[language]
    for (const part of key.split('.')) at = at instanceof Object ? Reflect.get(at, part) : undefined
    return typeof at === 'string' ? at : key
  }
