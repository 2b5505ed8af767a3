import { Button, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ErrorBody } from '../../../../shared/errors.ts'
import { opensOutside } from '../../../../shared/files/mediaTypes.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { shareOf } from './fileWords.ts'
import styles from './preview.module.css'
import type { ShownFile } from './shownFile.ts'
import { useFileActions } from './useFileActions.ts'
import { useFileWords } from './useFileWords.ts'
import { useTransfers } from './useTransfers.ts'

interface Props {
  file: ShownFile
  /** Core could not bring it. */
  error: ErrorBody | undefined
  /** It is here, and cannot be shown: a sentence. */
  failure: string | undefined
}

/** In place of a file that is not shown, or not yet. */
export function PreviewWords({ file, error, failure }: Props) {
  const { t } = useTranslation('files')
  const { error: errorText } = useErrorText()
  const words = useFileWords()
  const actions = useFileActions()
  const transfer = useTransfers().get(file.id)
  if (error || failure)
    return (
      <div className={styles.words}>
        <p role="status">{error ? errorText(error) : failure}</p>
        {!error && opensOutside(file.name) && (
          <Button variant="default" onClick={() => void actions.open(file.id, file.name)}>
            {t('previews.openOutside')}
          </Button>
        )}
      </div>
    )
  // What is on this machine comes at once; only what is fetched shows how far it is.
  if (!transfer || transfer.direction === 'up') return <div className={styles.words} />
  return (
    <div className={styles.words}>
      <p>{t('previews.loading')}</p>
      <Progress
        className={styles.bar ?? ''}
        value={shareOf(transfer) * 100}
        size={4}
        aria-label={t('previews.loading')}
      />
      <p className="numbers">{words.figures(transfer)}</p>
    </div>
  )
}
