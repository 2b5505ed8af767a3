import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './fields.module.css'

/** Shows when its line is pointed at or has the focus. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('records')
  const { copied, copy } = useClipboard({ timeout: 1500 })
  return (
    <IconButton
      className={styles.copy}
      label={copied ? t('fields.copied') : label}
      icon={copied ? IconCheck : IconCopy}
      size={22}
      iconSize={14}
      onClick={event => {
        event.stopPropagation()
        copy(text)
      }}
    />
  )
}
