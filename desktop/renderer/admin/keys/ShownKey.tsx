import { Button, Group } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../data/hooks.ts'
import { CopyField } from '../../ui/CopyField.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from '../people/people.module.css'

export interface MadeKey {
  name: string
  key: string
}

interface Props {
  made: MadeKey
  onCopied: () => void
  onClose: () => void
}

/** The key, which is nowhere else, and a line to try it with. */
export function ShownKey({ made, onCopied, onClose }: Props) {
  const { t } = useTranslation('admin')
  const server = useSession()?.server ?? ''
  const words = { copy: t('copy'), copied: t('copied') }
  return (
    <div className={styles.form}>
      <Notice tone="warning" icon={IconEyeOff}>
        {t('keys.shown.warning')}
      </Notice>
      <CopyField label={t('keys.shown.key')} value={made.key} words={words} onCopied={onCopied} autoFocus />
      <CopyField
        label={t('keys.shown.example')}
        value={exampleFor(server, made.key)}
        words={words}
        onCopied={onCopied}
        isBlock
      />
      <Group justify="flex-end">
        <Button
          onClick={() => {
            onCopied()
            onClose()
          }}
        >
          {t('keys.shown.done')}
        </Button>
      </Group>
    </div>
  )
}

const exampleFor = (server: string, key: string): string =>
  `curl "${server}/api/v1/customers?limit=5" \\\n  -H "Authorization: Bearer ${key}"`
