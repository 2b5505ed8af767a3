import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import styles from './SignInForm.module.css'

interface Props {
  server: string
  error: string | undefined
  onChange: (server: string) => void
}

/** Where the sign-in goes: a line to be seen, a field when somebody wants to change it or it is wrong. */
export function ServerField({ server, error, onChange }: Props) {
  const { t } = useTranslation('session')
  const { colon } = useFormat()
  const [isEdited, setEdited] = useState(server === '')
  if (isEdited || error)
    return (
      <TextInput
        size="md"
        label={t('server')}
        description={t('serverHint')}
        placeholder="https://"
        value={server}
        error={error}
        autoFocus={isEdited && server !== ''}
        spellCheck={false}
        onChange={event => onChange(event.target.value)}
      />
    )
  return (
    <div className={styles.server}>
      <span className={styles.serverName}>
        {t('server')}
        {colon} <span lang="en">{server.replace(/^https:\/\//, '')}</span>
      </span>
      <Button variant="subtle" size="compact-sm" onClick={() => setEdited(true)}>
        {t('serverChange')}
      </Button>
    </div>
  )
}
