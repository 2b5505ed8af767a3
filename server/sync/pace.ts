import type { ClientFrame } from '../../shared/sync/protocol.ts'
import type { Limit } from '../http/rateLimit.ts'

/** What a frame costs the server, in presence frames. An entry's own cost is shared out by the company's lock. */
const costs: Record<ClientFrame['t'], number> = {
  hello: 1,
  push: 1,
  pull: 2,
  snapshot: 4,
  digest: 20,
  views: 1,
  history: 2,
  viewed: 2,
  presence: 1,
}

/** How fast one socket is read: a bucket of `requests` that fills again within `seconds`. */
export interface Pace {
  /** Takes a frame's cost. Gives how long no further one is to be read, in milliseconds; 0: go on. */
  take: (t: ClientFrame['t']) => number
}

export function createPace({ requests, seconds }: Limit, now: () => number): Pace {
  const perUnit = (seconds * 1000) / requests
  /** When the bucket will be full again. */
  let fullAt = 0
  return {
    take: t => {
      const at = now()
      fullAt = Math.max(fullAt, at) + costs[t] * perUnit
      return Math.max(0, Math.ceil(fullAt - at - seconds * 1000))
    },
  }
}
