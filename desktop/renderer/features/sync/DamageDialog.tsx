import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Damage, Unsent } from '../../../core/api/troubles.ts'
import { useAction, useCall } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { useOperationText } from '../../i18n/operationText.ts'
import { toast } from '../../ui/toast.tsx'
import styles from './damage.module.css'

const named = 5

/** What becomes of a file that cannot be worked with: kept aside, its unsent work carried over, the rest loaded again. */
export function DamageDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['problems', 'app'])
  const { error } = useErrorText()
  const { data } = useCall('file.damage', {})
  const [startOver, { isBusy }] = useAction('file.startOver')
  const begin = async () => {
    const answer = await startOver({})
    if (answer.ok) toast({ message: t('problems:file.done', { file: answer.value.kept }) })
    else toast({ message: error(answer.error), tone: 'problem' })
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('problems:file.title')} centered size={480}>
      {data && (
        <Stack gap="sm">
          <Text size="md">
            {t(data.problem.code === 'storage.wrongKey' ? 'problems:file.wrongKey' : 'problems:file.damaged')}
          </Text>
          <Text size="md">{t('problems:file.plan')}</Text>
          <Waiting damage={data} />
        </Stack>
      )}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('app:actions.cancel')}
        </Button>
        <Button loading={isBusy} disabled={!data} onClick={() => void begin()}>
          {t('problems:file.startOver')}
        </Button>
      </Group>
    </Modal>
  )
}

function Waiting({ damage: { saved, savedCount, lost } }: { damage: Damage }) {
  const { t } = useTranslation('problems')
  if (lost === undefined) return <p className={styles.careful}>{t('file.unknown')}</p>
  return (
    <>
      {savedCount === 0 && lost === 0 && <p className={styles.calm}>{t('file.nothingWaits')}</p>}
      {savedCount > 0 && (
        <div>
          <p className={styles.calm}>{t('file.saved', { count: savedCount })}</p>
          <ul className={styles.list}>
            {saved.slice(0, named).map(item => (
              <UnsentRow key={`${item.at} ${item.label}`} item={item} />
            ))}
          </ul>
          {savedCount > named && <p className={styles.quiet}>{t('file.more', { count: savedCount - named })}</p>}
        </div>
      )}
      {lost > 0 && <p className={styles.careful}>{t('file.lost', { count: lost })}</p>}
    </>
  )
}

function UnsentRow({ item: { label, at, titles } }: { item: Unsent }) {
  const { operation } = useOperationText()
  const format = useFormat()
  return (
    <li className={styles.row}>
      <span className={styles.title}>{titles.join(', ') || operation(label)}</span>
      {titles.length > 0 && <span className={styles.quiet}>{operation(label)}</span>}
      <time className={styles.quiet} dateTime={at}>
        {format.relative(at)}
      </time>
    </li>
  )
}
