import { type RefObject, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../../../shared/byteSize.ts'
import { useFormat } from '../../i18n/format.ts'
import { PreviewWords } from './PreviewWords.tsx'
import styles from './preview.module.css'
import type { PreviewKeys, ShownFile } from './shownFile.ts'
import { mostTextBytes } from './textOf.ts'
import { useText } from './useText.ts'

/** A text in the app, letter for letter: nothing in it is obeyed. */
export function TextView({ file, keys }: { file: ShownFile; keys: PreviewKeys }) {
  const { t } = useTranslation('files')
  const { language } = useFormat()
  const { text, isRead, isTooLarge, error } = useText(file)
  const page = useRef<HTMLElement>(null)
  useScrollKeys(keys, page)
  const pieces = useMemo(() => piecesOf(text ?? ''), [text])
  const failure = isTooLarge ? t('text.tooLarge') : isRead ? t('text.failed') : undefined
  if (text === undefined) return <PreviewWords file={file} error={error} failure={failure} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
    <section ref={page} className={styles.text} aria-label={file.name} tabIndex={0}>
      {file.size > mostTextBytes && (
        <p className={styles.part}>{t('text.part', { size: formatBytes(mostTextBytes, language) })}</p>
      )}
      {text === '' ? <p className={styles.part}>{t('text.empty')}</p> : null}
      {pieces.map(piece => (
        <pre key={piece.at}>{piece.text}</pre>
      ))}
    </section>
  )
}

const linesAtOnce = 200

/** In pieces, of which those far from sight are not laid out. */
function piecesOf(text: string): { at: number; text: string }[] {
  const lines = text === '' ? [] : text.split('\n')
  return Array.from({ length: Math.ceil(lines.length / linesAtOnce) }, (_, at) => ({
    at,
    text: lines.slice(at * linesAtOnce, (at + 1) * linesAtOnce).join('\n'),
  }))
}

/** Up, down and pages scroll, wherever in the dialog the focus is; the arrows to the sides are the dialog's. */
function useScrollKeys(keys: PreviewKeys, page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    keys.current = ({ key }) => {
      const view = page.current
      const by = view && steps[key]?.(view.clientHeight)
      if (by === undefined || by === null) return false
      view?.scrollBy(0, by)
      return true
    }
    return () => {
      keys.current = undefined
    }
  }, [keys, page])
}

const steps: Record<string, (height: number) => number> = {
  ArrowDown: () => 60,
  ArrowUp: () => -60,
  PageDown: height => height * 0.9,
  PageUp: height => -height * 0.9,
}
