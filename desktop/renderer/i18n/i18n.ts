import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../../shared/labels.ts'
import { resources, tr } from './resources.ts'

/** The window's words. Ready when it returns: every word is in the bundle. */
export function createI18n(language: Language): i18n {
  const instance = createInstance()
  void instance.use(initReactI18next).init({
    resources,
    lng: language,
    // The tests find what a language lacks; should one be missing all the same, English is better than a key.
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
