import { Button } from '@mantine/core'
import { IconLock, IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { NothingHere } from '../../features/sync/NothingHere.tsx'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useEscape } from '../useEscape.ts'
import styles from './detail.module.css'
import { useArrivalFocus } from './useArrivalFocus.ts'

interface Props {
  kind: AnyKind
  id: string
  isPage: boolean
  onClose: () => void
}

/** Not found and not allowed look alike, so that nobody learns of what they may not see. */
export function NotHere({ kind, id, isPage, onClose }: Props) {
  const { t } = useTranslation(['records', 'app'])
  const { label } = useFormat()
  const Glyph = iconOfKind(kind.name)
  const panel = useRef<HTMLElement>(null)
  useArrivalFocus(panel, id)
  useEscape(onClose)
  return (
    <section
      ref={panel}
      id="record"
      className={styles.panel}
      data-page={isPage || undefined}
      aria-label={t('records:detail.notHere')}
      tabIndex={-1}
    >
      <header className={styles.header}>
        <div className={styles.top}>
          <span className={styles.kindIcon} aria-hidden>
            <Glyph size={18} stroke={1.5} />
          </span>
          <h2 className={styles.title}>{label(kind.label.one)}</h2>
          <IconButton label={t('records:detail.close')} icon={IconX} keys={t('app:help.keys.esc')} onClick={onClose} />
        </div>
      </header>
      <NothingHere
        icon={IconLock}
        title={t('records:detail.notHere')}
        hint={t('records:detail.notHereHint')}
        action={
          <Button variant="default" onClick={onClose}>
            {t('records:detail.backToList')}
          </Button>
        }
      />
    </section>
  )
}
