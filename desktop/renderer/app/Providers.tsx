import { Notifications } from '@mantine/notifications'
import type { i18n } from 'i18next'
import { type ReactNode, useEffect, useState } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { Provider } from 'react-redux'
import { CoreContext, useHeldStreams, usePreferences } from '../data/hooks.ts'
import type { CoreConnection } from '../data/transport.ts'
import { FormatContext, useNewFormat } from '../i18n/format.ts'
import { ThemeProvider } from '../theme/ThemeProvider.tsx'
import { keepFocus } from '../ui/keepFocus.ts'
import { mostToasts, toastPlace } from '../ui/toast.tsx'
import { keepToastsAside } from '../ui/toastRoom.ts'
import { ReportDialog } from './problems/ReportDialog.tsx'
import { WindowBoundary } from './problems/WindowBoundary.tsx'
import type { Store } from './store.ts'

export interface Parts {
  core: CoreConnection
  store: Store
  words: i18n
}

/** What every screen stands on: core, the store, words, theme and toasts. */
export function Providers({ core, store, words, children }: Parts & { children: ReactNode }) {
  const [ownWords] = useState(() => seenThrough(words))
  return (
    <CoreContext value={core}>
      <Provider store={store}>
        <I18nextProvider i18n={ownWords}>
          <Preferred words={words}>{children}</Preferred>
        </I18nextProvider>
      </Provider>
    </CoreContext>
  )
}

/**
 * The same words, by an object without fields of its own: of what it is given react-i18next copies each field for each
 * part of a screen that asks for words, and a record has dozens of them.
 */
const seenThrough = (words: i18n): i18n => Object.create(words)

/** Above dialogs (200), below what opens from a field (300): a toast must not lie on the option that is being chosen. */
const aboveDialogs = 250

/** Theme, language and density as the person chose them; a change shows right away. */
function Preferred({ words, children }: { words: i18n; children: ReactNode }) {
  const { t } = useTranslation()
  useHeldStreams()
  const format = useNewFormat()
  const preferences = usePreferences()
  const language = preferences?.language
  useEffect(() => {
    if (language && words.language !== language) void words.changeLanguage(language)
  }, [language, words])
  useEffect(() => keepFocus(), [])
  useEffect(() => keepToastsAside(), [])
  useEffect(() => {
    document.documentElement.dataset['density'] = preferences?.dense ? 'dense' : 'comfortable'
  }, [preferences?.dense])
  return (
    <FormatContext value={format}>
      <ThemeProvider choice={preferences?.theme ?? 'system'} closeLabel={t('actions.close')}>
        <ReportDialog />
        <Notifications
          position="bottom-left"
          className={toastPlace}
          limit={mostToasts}
          autoClose={6000}
          transitionDuration={120}
          zIndex={aboveDialogs}
        />
        <WindowBoundary>{children}</WindowBoundary>
      </ThemeProvider>
    </FormatContext>
  )
}
