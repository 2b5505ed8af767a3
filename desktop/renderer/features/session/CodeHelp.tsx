import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './door.module.css'

/** Where the server wrote its one-time code. */
export function CodeHelp() {
  const { t } = useTranslation('session')
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const Glyph = isOpen ? IconChevronDown : IconChevronRight
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        className={styles.opener}
        leftSection={<Glyph size={16} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {t('setup.codeWhere')}
      </Button>
      <ul id={id} className={styles.steps} hidden={!isOpen}>
        <li>{t('setup.codeSteps.console')}</li>
        <li>
          {t('setup.codeSteps.service')}
          <code>journalctl -u pergel | grep 'no company yet'</code>
        </li>
        <li>
          {t('setup.codeSteps.again')}
          <code>sudo -u pergel pergel-server company code</code>
          <code>npm run server -- company code</code>
        </li>
      </ul>
    </>
  )
}
