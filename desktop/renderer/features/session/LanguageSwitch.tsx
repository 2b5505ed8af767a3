import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { languages } from '../../../../shared/labels.ts'
import { useSetPreferences } from '../../app/usePreference.ts'
import { useLanguage } from '../../i18n/format.ts'

/** The language, before anybody has signed in. */
export function LanguageSwitch() {
  const { t } = useTranslation()
  const language = useLanguage()
  const set = useSetPreferences()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('profile.language')}
      value={language}
      data={languages.map(value => ({ value, label: t(`profile.languages.${value}`) }))}
      onChange={chosen => {
        const found = languages.find(value => value === chosen)
        if (found) set({ language: found })
      }}
    />
  )
}
