import { Modal } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconDownload, IconExternalLink, IconX } from '@tabler/icons-react'
import { type ComponentType, type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { opensOutside, type ShownAs, shownAs } from '../../../../shared/files/mediaTypes.ts'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { PictureView } from './PictureView.tsx'
import { PdfView } from './pdf/PdfView.tsx'
import styles from './preview.module.css'
import type { PreviewKeys, ShownFile } from './shownFile.ts'
import { TextView } from './TextView.tsx'
import { useFileActions } from './useFileActions.ts'

interface Props {
  /** Those that can be gone through. */
  files: readonly ShownFile[]
  /** The one that is shown; undefined: none. */
  shown: string | undefined
  onShow: (id: string | undefined) => void
}

/** Pictures, PDFs and texts in the app. Arrows go to the next one, Esc closes. */
export function PreviewDialog({ files, shown, onShow }: Props) {
  const { t } = useTranslation('files')
  const { number } = useFormat()
  const actions = useFileActions()
  const at = files.findIndex(({ id }) => id === shown)
  const file = files[at]
  const View = views[(file && shownAs(file.name)) ?? 'image']
  const keys: PreviewKeys = useRef(undefined)
  /** Esc ends the search first. */
  const [isFinding, setFinding] = useState(false)
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
    if (keys.current?.(event)) return event.preventDefault()
    // In a field, keys are for the field.
    if (event.target instanceof HTMLInputElement) return
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
      closeOnEscape={!isFinding}
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
            {opensOutside(file.name) && (
              <IconButton
                label={t('previews.openOutside')}
                icon={IconExternalLink}
                onClick={() => void actions.open(file.id, file.name)}
              />
            )}
            <CloseButton onClose={() => onShow(undefined)} />
          </header>
          <div className={styles.stage}>
            <View key={file.id} file={file} keys={keys} onFinding={setFinding} />
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

interface ViewProps {
  file: ShownFile
  keys: PreviewKeys
  onFinding: (isFinding: boolean) => void
}
const views: Readonly<Record<ShownAs, ComponentType<ViewProps>>> = {
  image: PictureView,
  pdf: PdfView,
  text: TextView,
}

function CloseButton({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  return (
    <IconButton label={t('actions.close')} icon={IconX} keys={t('help.keys.esc')} onClick={onClose} data-autofocus />
  )
}
