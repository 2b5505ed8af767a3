import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { languages } from '../../../../shared/labels.ts'
import { useSetPreferences } from '../../app/usePreference.ts'
import { usePreferences } from '../../data/hooks.ts'
import { useLanguage } from '../../i18n/format.ts'
import { light } from '../../theme/tokens.ts'
import { FieldParts } from './FieldParts.tsx'
import styles from './parts.module.css'
import { WordParts } from './WordParts.tsx'

const themes = ['light', 'dark'] as const
const cssName = (token: string) => `--${token.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`

/** `/ui` in development: what screens are made of, in every theme and language. */
export function PartsPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const preferences = usePreferences()
  const set = useSetPreferences()
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <span className={styles.title}>{t('name')}</span>
        <SegmentedControl
          aria-label={t('profile.language')}
          value={language}
          data={languages.map(value => ({ value, label: t(`profile.languages.${value}`) }))}
          onChange={value => set({ language: languages.find(one => one === value) ?? 'tr' })}
        />
        <SegmentedControl
          aria-label={t('profile.theme')}
          value={preferences?.theme === 'dark' ? 'dark' : 'light'}
          data={themes.map(value => ({ value, label: t(`profile.themes.${value}`) }))}
          onChange={value => set({ theme: value === 'dark' ? 'dark' : 'light' })}
        />
      </header>
      <main className={styles.main}>
        <h2 className={styles.group}>
          <code>theme/tokens.ts</code>
        </h2>
        <ul className={styles.colours}>
          {Object.keys(light).map(token => (
            <li key={token} className={styles.colour}>
              <span className={styles.patch} style={{ background: `var(${cssName(token)})` }} />
              <code>{token}</code>
            </li>
          ))}
        </ul>
        <h2 className={styles.group}>
          <code>ui/</code>
        </h2>
        <WordParts />
        <h2 className={styles.group}>
          <code>records/fields/</code>
        </h2>
        <FieldParts />
      </main>
    </div>
  )
}
