import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './records.module.css'
import { narrowest, widest } from './useSplit.ts'

interface Props {
  /** Share of the record, in hundredths of the whole. */
  share: number
  onMove: (share: number) => void
  /** Let go: from now on it is remembered. */
  onSettle: (share: number) => void
  onReset: () => void
}

/** Between a list and the record beside it: dragged, or moved by arrows; a double click puts it where it was at first. */
export function SplitDivider({ share, onMove, onSettle, onReset }: Props) {
  const { t } = useTranslation('grid')
  const last = useRef(share)
  const moved = (event: PointerEvent) => {
    const whole = event.currentTarget.parentElement?.getBoundingClientRect()
    if (!whole || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    last.current = Math.round(((whole.right - event.clientX) / whole.width) * 100)
    onMove(last.current)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = steps[event.key]?.(share)
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onSettle(to)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line cannot be moved
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('split.divider')}
      aria-valuenow={share}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      className={styles.divider}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        last.current = share
      }}
      onPointerMove={moved}
      onPointerUp={event => {
        event.currentTarget.releasePointerCapture(event.pointerId)
        if (last.current !== share) onSettle(last.current)
        else onSettle(share)
      }}
      onDoubleClick={onReset}
      onKeyDown={onKeyDown}
    />
  )
}

const steps: Record<string, (share: number) => number> = {
  ArrowLeft: share => share + 2,
  ArrowRight: share => share - 2,
  PageUp: share => share + 10,
  PageDown: share => share - 10,
  Home: () => narrowest,
  End: () => widest,
}
