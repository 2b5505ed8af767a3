import { Button } from '@mantine/core'
import { IconDatabaseOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorBody } from '../../../../shared/errors.ts'
import { opened } from '../../app/screenSlice.ts'
import { useAppDispatch } from '../../app/store.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { Notice } from '../../ui/Notice.tsx'
import { DamageDialog } from './DamageDialog.tsx'
import { isSpoilt, lastingFault } from './syncWords.ts'

/** What the disk or the file refuses, as long as it does; with the way out where the file itself is spoilt. */
export function FileProblem({ problem, shape }: { problem: ErrorBody; shape: 'bar' | 'box' }) {
  const { t } = useTranslation('problems')
  const { error } = useErrorText()
  const dispatch = useAppDispatch()
  const lasting = lastingFault(problem)
  const [isLooking, setLooking] = useState(false)
  return (
    <>
      <Notice
        tone="danger"
        icon={IconDatabaseOff}
        shape={shape}
        isAlert
        actions={
          isSpoilt(problem) ? (
            <Button size="compact-sm" variant="default" onClick={() => setLooking(true)}>
              {t('file.look')}
            </Button>
          ) : (
            <Button size="compact-sm" variant="default" onClick={() => dispatch(opened('report'))}>
              {t('report.open')}
            </Button>
          )
        }
      >
        {lasting ? t(`file.now.${lasting}`) : error(problem)}
      </Notice>
      {isLooking && <DamageDialog onClose={() => setLooking(false)} />}
    </>
  )
}
