import { Button, NumberInput, Tooltip } from '@mantine/core'
import { IconSearch, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import styles from './pdf.module.css'
import { largest, smallest, zoomStep } from './zoom.ts'

interface Props {
  /** The page in the middle of the window, from 0 on. */
  at: number
  count: number
  scale: number
  isFitted: boolean
  onGo: (page: number) => void
  onZoom: (scale: number | undefined) => void
  onFind: () => void
}

/** Where one is in a document, and how large it is. */
export function PdfBar({ at, count, scale, isFitted, onGo, onZoom, onFind }: Props) {
  const { t } = useTranslation(['files', 'app'])
  const { number } = useFormat()
  const [typed, setTyped] = useState<string | number>(at + 1)
  useEffect(() => setTyped(at + 1), [at])
  const go = () => {
    const page = Math.min(count, Math.max(1, Math.round(Number(typed) || at + 1)))
    setTyped(page)
    if (page !== at + 1) onGo(page - 1)
  }
  return (
    <div className={styles.bar}>
      <NumberInput
        className={styles.number ?? ''}
        size="xs"
        hideControls
        allowDecimal={false}
        allowNegative={false}
        aria-label={t('pdf.goTo')}
        value={typed}
        onChange={setTyped}
        onBlur={go}
        onKeyDown={event => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          go()
        }}
      />
      <span className={`${styles.count} numbers`}>{t('pdf.of', { count: number(count) })}</span>
      <IconButton
        label={t('pdf.zoomOut')}
        keys={`${t('app:help.keys.ctrl')} −`}
        icon={IconZoomOut}
        size={28}
        disabled={scale <= smallest}
        onClick={() => onZoom(zoomStep(scale, -1))}
      />
      <Tooltip label={t('pdf.fit')}>
        <Button
          className={`${styles.zoom} numbers`}
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-pressed={isFitted}
          aria-label={`${t('pdf.fit')}: ${number(Math.round(scale * 100))} %`}
          onClick={() => onZoom(undefined)}
        >
          {number(Math.round(scale * 100))} %
        </Button>
      </Tooltip>
      <IconButton
        label={t('pdf.zoomIn')}
        keys={`${t('app:help.keys.ctrl')} +`}
        icon={IconZoomIn}
        size={28}
        disabled={scale >= largest}
        onClick={() => onZoom(zoomStep(scale, 1))}
      />
      <IconButton
        className={styles.finder ?? ''}
        label={t('pdf.find.label')}
        keys={`${t('app:help.keys.ctrl')} F`}
        icon={IconSearch}
        size={28}
        onClick={onFind}
      />
    </div>
  )
}
