import { createInstance, type TFunction } from 'i18next'
import type { Language } from '../../shared/labels.ts'
import de from '../../shared/locales/de/desktop.json' with { type: 'json' }
import deErrors from '../../shared/locales/de/errors.json' with { type: 'json' }
import en from '../../shared/locales/en/desktop.json' with { type: 'json' }
import enErrors from '../../shared/locales/en/errors.json' with { type: 'json' }
import fr from '../../shared/locales/fr/desktop.json' with { type: 'json' }
import frErrors from '../../shared/locales/fr/errors.json' with { type: 'json' }
import tr from '../../shared/locales/tr/desktop.json' with { type: 'json' }
import trErrors from '../../shared/locales/tr/errors.json' with { type: 'json' }

/** What main says itself: menus, the tray, the few questions that no window can ask. */
export interface Words {
  language: Language
  t: TFunction
}

export const wordsIn = (language: Language): Words => ({ language, t: instance.getFixedT(language) })

const instance = createInstance()
void instance.init({
  resources: {
    tr: { desktop: tr, errors: trErrors },
    en: { desktop: en, errors: enErrors },
    de: { desktop: de, errors: deErrors },
    fr: { desktop: fr, errors: frErrors },
  },
  fallbackLng: 'en',
  defaultNS: 'desktop',
  ns: ['desktop', 'errors'],
  initAsync: false,
  interpolation: { escapeValue: false },
})
