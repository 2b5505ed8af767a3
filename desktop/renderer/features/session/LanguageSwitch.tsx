import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSetPreferences } from '../../app/usePreference.ts'
import { useLanguage } from '../../i18n/format.ts'
import { screenLanguages } from '../../i18n/i18n.ts'

/** Turkish or English, before anybody has signed in. */
export function LanguageSwitch() {
  const { t } = useTranslation()
  const language = useLanguage()
  const set = useSetPreferences()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('profile.language')}
      value={language}
      data={screenLanguages.map(value => ({ value, label: t(`profile.languages.${value}`) }))}
      onChange={chosen => {
        const found = screenLanguages.find(value => value === chosen)
        if (found) set({ language: found })
      }}
    />
  )
}
