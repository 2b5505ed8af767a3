import type { Transfer } from '../../../core/api/files.ts'

/** From 0 to 1. */
export const shareOf = ({ done, size }: Pick<Transfer, 'done' | 'size'>): number => (size === 0 ? 1 : done / size)

/** Seconds until it has arrived; undefined while nobody can say. */
export function secondsLeft({ done, size, perSecond }: Pick<Transfer, 'done' | 'size' | 'perSecond'>) {
  return perSecond > 0 && done < size ? Math.max(1, Math.round((size - done) / perSecond)) : undefined
}
