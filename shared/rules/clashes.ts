import { sameValue } from '../value.ts'

/** Whose value the record holds now; `third`: one that was written since. */
export const standings = ['mine', 'theirs', 'third'] as const
export type Standing = (typeof standings)[number]

/** The one rule by which both sides say what came of a clash: what stands is compared with both values. */
export const standingOf = (clash: { mine?: unknown; theirs?: unknown }, stands: unknown): Standing =>
  sameValue(stands, clash.mine) ? 'mine' : sameValue(stands, clash.theirs) ? 'theirs' : 'third'
