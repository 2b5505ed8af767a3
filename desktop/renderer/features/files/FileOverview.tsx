import { Button } from '@mantine/core'
import { IconDownload, IconEye } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { opensOutside, shownAs } from '../../../../shared/files/mediaTypes.ts'
import type { RecordProps } from '../../records/slots.ts'
import styles from './files.module.css'
import { PreviewDialog } from './PreviewDialog.tsx'
import { TransferLine } from './TransferLine.tsx'
import { useFileActions } from './useFileActions.ts'
import { useTransfers } from './useTransfers.ts'

/** On the screen of one file: what can be done with what is in it. */
export function FileOverview({ record: { id, title, values } }: RecordProps) {
  const { t } = useTranslation('files')
  const actions = useFileActions()
  const transfer = useTransfers().get(id)
  const [shown, setShown] = useState<string>()
  const isOpenable = typeof values['uploadedAt'] === 'string' || transfer?.direction === 'up'
  const shows = shownAs(title) !== undefined
  return (
    <div className={styles.overview}>
      {isOpenable ? (
        <div className={styles.adding}>
          {(shows || opensOutside(title)) && (
            <Button
              size="compact-sm"
              leftSection={<IconEye size={16} stroke={1.5} aria-hidden />}
              onClick={() => (shows ? setShown(id) : void actions.open(id, title))}
            >
              {t('show')}
            </Button>
          )}
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconDownload size={16} stroke={1.5} aria-hidden />}
            onClick={() => void actions.save(id, title)}
          >
            {t('save')}
          </Button>
        </div>
      ) : (
        <p className={styles.notHere}>{t('notHere')}</p>
      )}
      {transfer && <TransferLine transfer={transfer} />}
      <PreviewDialog
        files={[{ id, name: title, size: Number(values['size'] ?? transfer?.size ?? 0) }]}
        shown={shown}
        onShow={setShown}
      />
    </div>
  )
}
