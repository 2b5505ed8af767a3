import { Button, Modal, Progress } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconDownload, IconExternalLink, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { shareOf } from './fileWords.ts'
import styles from './preview.module.css'
import { useFileActions } from './useFileActions.ts'
import { useFileWords } from './useFileWords.ts'
import { type Picture, usePicture } from './usePicture.ts'
import { useTransfers } from './useTransfers.ts'

interface File {
  id: string
  name: string
  size: number
}
interface Props {
  /** The pictures that can be gone through. */
  files: readonly File[]
  /** The one that is shown; undefined: none. */
  shown: string | undefined
  onShow: (id: string | undefined) => void
}

/** A picture in the app. Arrows go to the next one, Esc closes. */
export function PreviewDialog({ files, shown, onShow }: Props) {
  const { t } = useTranslation('files')
  const { number } = useFormat()
  const actions = useFileActions()
  const at = files.findIndex(({ id }) => id === shown)
  const file = files[at]
  const picture = usePicture(file)
  const go = (to: number) => {
    const next = files[(to + files.length) % files.length]
    if (next) onShow(next.id)
  }
  const steps: Record<string, () => void> = {
    ArrowRight: () => go(at + 1),
    ArrowLeft: () => go(at - 1),
    Home: () => go(0),
    End: () => go(files.length - 1),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (!step || files.length < 2) return
    event.preventDefault()
    step()
  }
  return (
    <Modal
      opened={file !== undefined}
      onClose={() => onShow(undefined)}
      withCloseButton={false}
      padding={0}
      size="min(1200px, 92vw)"
      centered
      aria-label={file?.name ?? ''}
      onKeyDown={onKeyDown}
    >
      {file && (
        <div className={styles.dialog}>
          <header className={styles.head}>
            <h2 className={styles.title}>{file.name}</h2>
            {files.length > 1 && (
              <span className={`${styles.place} numbers`}>
                {t('previews.place', { at: number(at + 1), count: files.length })}
              </span>
            )}
            <IconButton label={t('save')} icon={IconDownload} onClick={() => void actions.save(file.id, file.name)} />
            <IconButton
              label={t('previews.openOutside')}
              icon={IconExternalLink}
              onClick={() => void actions.open(file.id, file.name)}
            />
            <CloseButton onClose={() => onShow(undefined)} />
          </header>
          <div className={styles.stage}>
            <Shown key={file.id} file={file} picture={picture} />
            {files.length > 1 && (
              <>
                <IconButton
                  className={styles.previous ?? ''}
                  variant="default"
                  size={36}
                  label={t('previews.previous')}
                  keys="←"
                  icon={IconChevronLeft}
                  onClick={() => go(at - 1)}
                />
                <IconButton
                  className={styles.next ?? ''}
                  variant="default"
                  size={36}
                  label={t('previews.next')}
                  keys="→"
                  icon={IconChevronRight}
                  onClick={() => go(at + 1)}
                />
              </>
            )}
          </div>
        </div>
      )}
    </Modal>
  )
}

function CloseButton({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  return <IconButton label={t('actions.close')} icon={IconX} keys="Esc" onClick={onClose} data-autofocus />
}

function Shown({ file, picture }: { file: File; picture: Picture }) {
  const { t } = useTranslation('files')
  const { error } = useErrorText()
  const words = useFileWords()
  const actions = useFileActions()
  const transfer = useTransfers().get(file.id)
  const [isBroken, setBroken] = useState(false)
  if (picture.url && !isBroken)
    return <img className={styles.picture} src={picture.url} alt={file.name} onError={() => setBroken(true)} />
  const failure = picture.error
    ? error(picture.error)
    : isBroken
      ? t('previews.failed')
      : picture.isTooLarge
        ? t('previews.tooLarge')
        : undefined
  if (failure)
    return (
      <div className={styles.words}>
        <p>{failure}</p>
        {!picture.error && (
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
