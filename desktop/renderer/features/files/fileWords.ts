import type { Transfer } from '../../../core/api/files.ts'

export type SizeUnit = 'b' | 'kb' | 'mb' | 'gb'

/** Bytes as people read them: 1.234.567 is 1,2 MB, 48.213 is 48 KB. Units of a thousand, as the systems show them. */
export function sizeOf(bytes: number): { value: number; unit: SizeUnit } {
  const units: SizeUnit[] = ['b', 'kb', 'mb', 'gb']
  let value = bytes
  let at = 0
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000
    at++
  }
  const unit = units[at] ?? 'gb'
  return { value: at === 0 || value >= 10 ? Math.round(value) : Math.round(value * 10) / 10, unit }
}

/** From 0 to 1. */
export const shareOf = ({ done, size }: Pick<Transfer, 'done' | 'size'>): number => (size === 0 ? 1 : done / size)

/** Seconds until it has arrived; undefined while nobody can say. */
export function secondsLeft({ done, size, perSecond }: Pick<Transfer, 'done' | 'size' | 'perSecond'>) {
  return perSecond > 0 && done < size ? Math.max(1, Math.round((size - done) / perSecond)) : undefined
}
