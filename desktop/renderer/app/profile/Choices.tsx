import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { languages } from '../../../../shared/labels.ts'
import { usePreferences } from '../../data/hooks.ts'
import { useLanguage } from '../../i18n/format.ts'
import { useSetPreferences } from '../usePreference.ts'
import styles from './ProfileMenu.module.css'

const themes = ['light', 'dark', 'system'] as const

/** Language, theme and density; each shows right away. */
export function Choices() {
  const { t } = useTranslation()
  const preferences = usePreferences()
  const language = useLanguage()
  const set = useSetPreferences()
  return (
    <div className={styles.choiceList}>
      <Choice
        label={t('profile.language')}
        value={language}
        options={languages.map(value => ({ value, label: t(`profile.languages.${value}`) }))}
        onChoose={value => set({ language: value })}
      />
      <Choice
        label={t('profile.theme')}
        value={preferences?.theme ?? 'system'}
        options={themes.map(value => ({ value, label: t(`profile.themes.${value}`) }))}
        onChoose={value => set({ theme: value })}
      />
      <Choice
        label={t('profile.density')}
        value={preferences?.dense ? 'dense' : 'comfortable'}
        options={(['comfortable', 'dense'] as const).map(value => ({ value, label: t(`profile.densities.${value}`) }))}
        onChoose={value => set({ dense: value === 'dense' })}
      />
    </div>
  )
}

interface ChoiceProps<T extends string> {
  label: string
  value: string
  options: { value: T; label: string }[]
  onChoose: (value: T) => void
}

function Choice<T extends string>({ label, value, options, onChoose }: ChoiceProps<T>) {
  return (
    <div className={styles.choice}>
      <span className={styles.quiet}>{label}</span>
      <SegmentedControl
        aria-label={label}
        size="xs"
        fullWidth
        value={value}
        data={options}
        onChange={chosen => {
          const option = options.find(candidate => candidate.value === chosen)
          if (option) onChoose(option.value)
        }}
      />
    </div>
  )
}
