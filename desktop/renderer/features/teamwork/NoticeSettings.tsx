import { Checkbox, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NoticeChoices } from '../../../core/api/work.ts'
import { useSetPreferences } from '../../app/usePreference.ts'
import { useKinds, usePreferences } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { Section } from '../account/Section.tsx'
import styles from './settings.module.css'

const usualQuiet = { from: '19:00', to: '08:00' }

/** Which news also come as notifications of the system, and when none does. */
export function NoticeSettings() {
  const { t } = useTranslation('work')
  const { label } = useFormat()
  const kinds = useKinds()
  const set = useSetPreferences()
  const choices = choicesIn(usePreferences()?.screens['notices'])
  const reasons = kinds.require('notification').fields['reason']?.choices ?? {}
  const put = (change: Partial<NoticeChoices>) => set({ screens: { notices: { ...choices, ...change } } })
  const toggle = (reason: string, isOn: boolean) =>
    put({ silent: isOn ? choices.silent.filter(one => one !== reason) : [...choices.silent, reason] })
  const { quiet } = choices
  return (
    <Section title={t('settings.title')} hint={t('settings.hint')}>
      <div className={styles.settings}>
        <fieldset className={styles.reasons}>
          <legend>{t('settings.outside')}</legend>
          {[
            ...Object.entries(reasons).map(([name, choice]) => [name, label(choice.label)] as const),
            ['reminder', t('settings.reminder')] as const,
          ].map(([name, words]) => (
            <Checkbox
              key={name}
              label={words}
              checked={!choices.silent.includes(name)}
              onChange={event => toggle(name, event.currentTarget.checked)}
            />
          ))}
        </fieldset>
        <div className={styles.quiet}>
          <Checkbox
            label={t('settings.quiet')}
            description={t('settings.quietHint')}
            checked={quiet !== undefined}
            onChange={event => put({ quiet: event.currentTarget.checked ? usualQuiet : undefined })}
          />
          {quiet && (
            <div className={styles.times}>
              {(['from', 'to'] as const).map(end => (
                <TextInput
                  key={end}
                  type="time"
                  label={t(`settings.${end}`)}
                  value={quiet[end]}
                  onChange={event => {
                    const { value } = event.currentTarget
                    if (/^\d\d:\d\d$/.test(value)) put({ quiet: { ...quiet, [end]: value } })
                  }}
                />
              ))}
            </div>
          )}
        </div>
      </div>
    </Section>
  )
}

/** As core reads it too: what cannot be read counts as not chosen. */
function choicesIn(kept: unknown): NoticeChoices {
  const { silent, quiet } = (kept ?? {}) as { silent?: unknown; quiet?: unknown }
  const { from, to } = (quiet ?? {}) as { from?: unknown; to?: unknown }
  return {
    silent: Array.isArray(silent) ? silent.map(String) : [],
    ...(typeof from === 'string' && typeof to === 'string' ? { quiet: { from, to } } : {}),
  }
}
