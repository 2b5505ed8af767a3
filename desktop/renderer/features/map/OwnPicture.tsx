import type { Point } from '../../../../shared/provinceCentres.ts'
import { townsIn } from './labels.ts'
import styles from './map.module.css'
import { onScreen, type Size, type View } from './projection.ts'

/** What Pergel knows by itself: where the centres of the provinces are, over a net of degrees. Nobody is asked for it. */
export function OwnPicture({ view, size, first }: { view: View; size: Size; first: Point }) {
  if (size.width === 0) return null
  const towns = townsIn(view, size, first)
  const here = (degree: number) => onScreen({ latitude: degree, longitude: degree }, view, size)
  const nearest = towns[0]?.code
  return (
    <svg width={size.width} height={size.height} className={styles.own} aria-hidden>
      {degrees.map(degree => (
        <g key={degree} className={styles.net}>
          <line x1={here(degree).x} x2={here(degree).x} y1={0} y2={size.height} />
          <line y1={here(degree).y} y2={here(degree).y} x1={0} x2={size.width} />
        </g>
      ))}
      {towns.map(({ code, name, x, y, label }) => (
        <g key={code} className={styles.town} data-near={code === nearest || undefined}>
          <circle cx={x} cy={y} r={code === nearest ? 3.5 : 2.5} />
          {label && (
            <text x={label.x} y={label.y + 4} textAnchor={label.anchor}>
              {name}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

/** Meridians and parallels of and around Turkey. */
const degrees = Array.from({ length: 30 }, (_, at) => 20 + at)
