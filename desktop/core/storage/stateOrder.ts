/** A replicated document says which state of its record it is: `rev` is (epoch, number), compared in that order. */
export interface ReplicatedState {
  epoch: number
  number: number
}

/** Whether `a` is an older state than `b`. A state that says nothing about its age is never older. */
export function isOlder(a: Partial<ReplicatedState>, b: Partial<ReplicatedState>): boolean {
  if (a.epoch === undefined || b.epoch === undefined || a.number === undefined || b.number === undefined) return false
  return a.epoch < b.epoch || (a.epoch === b.epoch && a.number < b.number)
}

/**
 * Whether an incoming state is dropped in favour of the stored one: only if strictly older. Never where one of the
 * two is a tombstone: a record that becomes visible again comes back with the number of its last change, which may
 * lie below that of its eviction.
 */
export function isOutdated(incoming: Deletable, stored: Deletable): boolean {
  return !incoming._deleted && !stored._deleted && isOlder(incoming, stored)
}

type Deletable = Partial<ReplicatedState> & { _deleted?: boolean }
