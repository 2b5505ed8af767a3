import { useTranslation } from 'react-i18next'
import { matchRanges } from '../../../../shared/text.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { MarkedText } from '../../ui/MarkedText.tsx'
import styles from './Palette.module.css'
import type { PaletteRow } from './rows.ts'

interface Props {
  id: string
  row: PaletteRow
  words: string
  isMarked: boolean
  onPoint: () => void
  onRun: (asPage: boolean) => void
}

/** One row of the palette. The keyboard never comes here: the field above moves the marker. */
export function PaletteRowView({ id, row, words, isMarked, onPoint, onRun }: Props) {
  const { t } = useTranslation('search')
  const Glyph = row.type === 'hit' ? iconOfKind(row.hit.kind) : row.action.icon
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and takes the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isMarked}
      className={styles.row}
      data-marked={isMarked}
      data-tall={row.type === 'hit' && row.hit.snippet !== undefined ? true : undefined}
      onMouseMove={isMarked ? undefined : onPoint}
      onMouseDown={event => event.preventDefault()}
      onClick={event => onRun(event.ctrlKey || event.metaKey)}
    >
      <Glyph size={18} stroke={1.5} className={styles.rowIcon} aria-hidden />
      {row.type === 'action' ? (
        <span className={styles.title}>
          <MarkedText text={row.action.text} marks={matchRanges(row.action.text, words)} />
        </span>
      ) : (
        <>
          <span className={styles.title}>
            <MarkedText text={row.hit.title} marks={row.hit.marks} />
          </span>
          <span className={styles.subtitle}>
            <MarkedText text={row.hit.subtitle} marks={matchRanges(row.hit.subtitle, words)} />
          </span>
          {row.hit.archived && <span className={styles.archived}>{t('archived')}</span>}
          {row.hit.snippet !== undefined && (
            <span className={styles.snippet}>
              <MarkedText text={row.hit.snippet} marks={matchRanges(row.hit.snippet, words)} />
            </span>
          )}
        </>
      )}
    </div>
  )
}
