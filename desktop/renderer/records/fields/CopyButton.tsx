import { ActionIcon, CopyButton as Copy, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from './fields.module.css'

/** Shows when its line is pointed at or has the focus. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('records')
  return (
    <Copy value={text} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('fields.copied') : label}>
          <ActionIcon
            className={styles.copy}
            size={22}
            aria-label={copied ? t('fields.copied') : label}
            onClick={event => {
              event.stopPropagation()
              copy()
            }}
          >
            {copied ? <IconCheck size={14} stroke={1.75} /> : <IconCopy size={14} stroke={1.5} />}
          </ActionIcon>
        </Tooltip>
      )}
    </Copy>
  )
}
