import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../../shared/labels.ts'
import { en, tr } from './resources.ts'

/** Languages that the screens are complete in; the others fall back to English. */
export const screenLanguages = ['tr', 'en'] as const satisfies readonly Language[]

/** The window's words. Ready when it returns: every word is in the bundle. */
export function createI18n(language: Language): i18n {
  const instance = createInstance()
  void instance.use(initReactI18next).init({
    resources: { tr, en },
    lng: language,
    fallbackLng: { de: ['en'], fr: ['en'], default: ['tr'] },
    defaultNS: 'app',
    ns: Object.keys(tr),
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = language
  instance.on('languageChanged', next => {
    document.documentElement.lang = next
  })
  return instance
}
