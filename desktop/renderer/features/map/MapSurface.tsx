import { IconMinus, IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, type PointerEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Point } from '../../../../shared/provinceCentres.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './map.module.css'
import { OwnPicture } from './OwnPicture.tsx'
import { atScreen, isInside, onScreen, type Pixel, type View } from './projection.ts'
import { Scale } from './Scale.tsx'
import { Tiles } from './Tiles.tsx'

interface Props {
  point: Point
  /** Nobody has put the pin there: it only stands for somewhere around. */
  isRough: boolean
  canMove: boolean
  /** Keeps the new place; false where it could not be kept. */
  onMove: (point: Point) => Promise<boolean>
  /** Pictures of a map are there; else what Pergel knows itself is drawn. */
  hasTiles: boolean
  attribution: string
  label: string
}

const height = 232
const zooms = { tiles: { least: 4, most: 18, near: 13, around: 9 }, own: { least: 5, most: 10, near: 7, around: 7 } }
/** How far an arrow key goes, in pixels. */
const step = { small: 6, large: 48 }
const arrows: Readonly<Record<string, Pixel>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/**
 * A map with a pin. It is dragged by the mouse; by keyboard the arrows move it, Enter or leaving it keeps the new place
 * and Esc puts it back. Where it may not be moved, the arrows move the map.
 */
export function MapSurface({ point, isRough, canMove, onMove, hasTiles, attribution, label }: Props) {
  const { t } = useTranslation('map')
  const limits = hasTiles ? zooms.tiles : zooms.own
  const [view, setView] = useState<View>({ centre: point, zoom: isRough ? limits.around : limits.near })
  const [moved, setMoved] = useState<Point>()
  const [shown, setShown] = useState(point)
  const [width, frame] = useWidth()
  const hint = useId()
  const size = { width, height }
  const zoom = Math.min(limits.most, Math.max(limits.least, view.zoom))
  const seen = { ...view, zoom }
  const pin = onScreen(moved ?? point, seen, size)

  // The place changed elsewhere: taken back, found, or another record.
  if (shown.latitude !== point.latitude || shown.longitude !== point.longitude) {
    setShown(point)
    setMoved(undefined)
    if (!isInside(onScreen(point, seen, size), size, 24)) setView({ ...view, centre: point })
  }
  const keeping = useRef<Point>(undefined)
  const keep = async (next: Point | undefined) => {
    // Enter and leaving the pin right after it are one wish.
    if (!next || next === keeping.current) return
    keeping.current = next
    if (!(await onMove(next))) setMoved(undefined)
    keeping.current = undefined
  }
  const moveMap = ({ x, y }: Pixel) =>
    setView({ ...view, centre: atScreen({ x: width / 2 + x, y: height / 2 + y }, seen, size) })
  const onKeyDown = (event: KeyboardEvent) => {
    const way = arrows[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape' && moved) setMoved(undefined)
    else if (event.key === 'Enter' && moved) void keep(moved)
    else if (event.key === '+' || event.key === '-') setView({ ...view, zoom: zoom + (event.key === '+' ? 1 : -1) })
    else if (way) {
      const by = event.shiftKey ? step.large : step.small
      if (!canMove) moveMap({ x: way.x * by, y: way.y * by })
      else {
        const next = atScreen({ x: pin.x + way.x * by, y: pin.y + way.y * by }, seen, size)
        setMoved(next)
        if (!isInside(onScreen(next, seen, size), size, 12)) setView({ ...view, centre: next })
      }
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const pinDrag = useDrag({
    onDrag: by => canMove && setMoved(atScreen({ x: pin.x + by.x, y: pin.y + by.y }, seen, size)),
    onEnd: () => void keep(moved),
  })
  const mapDrag = useDrag({ onDrag: by => moveMap({ x: -by.x, y: -by.y }), onEnd: () => undefined })

  return (
    <div className={styles.frame} style={{ height }} ref={frame}>
      <div className={styles.ground} {...mapDrag} aria-hidden>
        {hasTiles ? <Tiles view={seen} size={size} /> : <OwnPicture view={seen} size={size} first={point} />}
      </div>
      {width > 0 && (
        <button
          type="button"
          className={styles.pin}
          data-rough={isRough && !moved ? true : undefined}
          data-movable={canMove || undefined}
          style={{ left: pin.x, top: pin.y }}
          aria-label={label}
          aria-describedby={hint}
          onKeyDown={onKeyDown}
          onBlur={() => void keep(moved)}
          {...pinDrag}
        >
          <Pin />
        </button>
      )}
      <div className={styles.zoom}>
        <IconButton
          label={t('zoomIn')}
          icon={IconPlus}
          variant="default"
          disabled={zoom >= limits.most}
          onClick={() => setView({ ...view, zoom: zoom + 1 })}
        />
        <IconButton
          label={t('zoomOut')}
          icon={IconMinus}
          variant="default"
          disabled={zoom <= limits.least}
          onClick={() => setView({ ...view, zoom: zoom - 1 })}
        />
      </div>
      <div className={styles.foot}>
        <Scale latitude={view.centre.latitude} zoom={zoom} />
        <span className={styles.attribution}>{attribution}</span>
      </div>
      <span id={hint} className={styles.unseen}>
        {t(canMove ? 'keysMove' : 'keysLook')}
      </span>
    </div>
  )
}

function Pin() {
  return (
    <svg width="26" height="34" viewBox="0 0 26 34" aria-hidden>
      <path className={styles.pinShape} d="M13 33C13 33 24 20.5 24 12.5A11 11 0 1 0 2 12.5C2 20.5 13 33 13 33Z" />
      <circle className={styles.pinEye} cx="13" cy="12.5" r="4" />
    </svg>
  )
}

/** Its width as laid out, followed while it changes. */
function useWidth(): [number, (element: HTMLElement | null) => void] {
  const [width, setWidth] = useState(0)
  const [element, setElement] = useState<HTMLElement | null>(null)
  useLayoutEffect(() => {
    if (!element) return undefined
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return [width, setElement]
}

/** Drags by the pointer, told in steps. */
function useDrag({ onDrag, onEnd }: { onDrag: (by: Pixel) => void; onEnd: () => void }) {
  const last = useRef<Pixel>(undefined)
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      last.current = { x: event.clientX, y: event.clientY }
    },
    onPointerMove: (event: PointerEvent) => {
      if (!last.current) return
      onDrag({ x: event.clientX - last.current.x, y: event.clientY - last.current.y })
      last.current = { x: event.clientX, y: event.clientY }
    },
    onPointerUp: () => {
      if (last.current) onEnd()
      last.current = undefined
    },
    onPointerCancel: () => {
      last.current = undefined
    },
  }
}
