import type { ErrorBody } from '../../../../shared/errors.ts'
import type { SyncState } from '../../../core/api/functions.ts'
import type { Tone } from '../../ui/Notice.tsx'

type Connection = SyncState['connection']

/** The colour beside the word: turquoise for live, coral where the person must do something. */
export const toneOf: Record<Connection, Tone> = {
  online: 'live',
  connecting: 'neutral',
  offline: 'neutral',
  signedOut: 'needs',
  replaced: 'needs',
  tooOld: 'needs',
  leaseOver: 'needs',
}

/** Does anything wait for the person rather than for the line? */
export const needsPerson = (state: SyncState): boolean =>
  state.refused > 0 ||
  state.clashes > 0 ||
  fileProblemOf(state) !== undefined ||
  // Somebody has to be told; the others end by themselves.
  state.reason === 'databaseFull' ||
  toneOf[state.connection] === 'needs'

/** Nothing waits for the line or for the person. */
export const isAllWell = ({ waiting, refused, clashes }: Pick<SyncState, 'waiting' | 'refused' | 'clashes'>): boolean =>
  waiting + refused + clashes === 0

/** The disk or the file itself is in trouble, whatever the line does. */
export const fileProblemOf = ({ problem }: SyncState): ErrorBody | undefined =>
  problem?.code.startsWith('storage.') && problem.code !== 'storage.closed' ? problem : undefined

/** Only another file helps. */
export const isSpoilt = ({ code }: ErrorBody): boolean => code === 'storage.damaged' || code === 'storage.wrongKey'

/** A fault that ends by itself once its cause has: the words are `problems:file.now`. */
export const lastingFault = ({ code }: ErrorBody): 'full' | 'readOnly' | 'failed' | undefined =>
  (['full', 'readOnly', 'failed'] as const).find(fault => code === `storage.${fault}`)

/** How wrong a clock is, in the largest unit that says it. */
export function clockError(skew: number): {
  way: 'ahead' | 'behind'
  unit: 'minutes' | 'hours' | 'days'
  count: number
} {
  const minutes = Math.round(Math.abs(skew) / 60_000)
  const way = skew > 0 ? 'ahead' : 'behind'
  if (minutes < 90) return { way, unit: 'minutes', count: minutes }
  return minutes < 48 * 60
    ? { way, unit: 'hours', count: Math.round(minutes / 60) }
    : { way, unit: 'days', count: Math.round(minutes / 1440) }
}

/** Progress of the first copy: share from 0 to 1 and seconds left, unknown while nothing has come yet. */
export function firstSyncProgress(progress: NonNullable<SyncState['firstSync']>): {
  share: number
  secondsLeft: number | undefined
} {
  const { done, total, perSecond } = progress
  const share = total > 0 ? Math.min(1, done / total) : 0
  const secondsLeft = perSecond > 0 ? Math.max(0, Math.ceil((total - done) / perSecond)) : undefined
  return { share, secondsLeft }
}
