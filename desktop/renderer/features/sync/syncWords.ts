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
  state.refused > 0 || state.clashes > 0 || toneOf[state.connection] === 'needs'

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
