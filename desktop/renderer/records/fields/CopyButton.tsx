import { ActionIcon, CopyButton as Copy } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useHint } from '../../ui/useHint.tsx'
import styles from './fields.module.css'

/** Shows when its line is pointed at or has the focus. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  return (
    <Copy value={text} timeout={1500}>
      {({ copied, copy }) => <Press label={label} isCopied={copied} onPress={copy} />}
    </Copy>
  )
}

function Press({ label, isCopied, onPress }: { label: string; isCopied: boolean; onPress: () => void }) {
  const { t } = useTranslation('records')
  const button = useRef<HTMLButtonElement>(null)
  const says = isCopied ? t('fields.copied') : label
  const hint = useHint(button, says)
  return (
    <>
      <ActionIcon
        ref={button}
        className={styles.copy}
        size={22}
        aria-label={says}
        {...hint.eventsWith({})}
        onClick={event => {
          event.stopPropagation()
          onPress()
        }}
      >
        {isCopied ? <IconCheck size={14} stroke={1.75} /> : <IconCopy size={14} stroke={1.5} />}
      </ActionIcon>
      {hint.tooltip}
    </>
  )
}
