import { AppError } from '../../../shared/errors.ts'
import { compareRev, type Rev } from '../../../shared/record.ts'
import type { Head } from '../../../shared/sync/protocol.ts'
import type { Welcome } from './link.ts'
import type { SyncValues } from './tables.ts'

const kept = 20

/** Of a position that no frame has named: right after a restore. The next page brings one. */
export const unknownHash = '0'.repeat(64)

/** The heads of the log that this desktop has seen records up to: a log that was changed below them is found out. */
export interface WitnessedHeads {
  /** Newest last. */
  all(): Head[]
  witness(head: Head): void
  /** Throws log.mismatch where the server's log is not the one that was witnessed. */
  check(welcome: Pick<Welcome, 'head' | 'heads' | 'restored'>): void
  /** The server was restored to `rev` and says so: what came after it is no longer asked for. */
  forgetAbove(rev: Rev): void
}

export function witnessedHeads(values: SyncValues): WitnessedHeads {
  const all = (): Head[] => (values.get('heads') as Head[] | undefined) ?? []
  return {
    all,
    witness(head) {
      const heads = all()
      const last = heads.at(-1)
      // An empty log has no row that could be shown.
      if (head.number === 0 || head.hash === unknownHash || (last && compareRev(last, head) >= 0)) return
      values.set('heads', [...heads, head].slice(-kept))
    },
    check({ head, heads, restored }) {
      // By number and hash: a head right after a restore has the new epoch, its log row the old one.
      const shown = new Set([...heads, head].map(other => `${other.number}:${other.hash}`))
      for (const seen of all()) {
        // A restore is said aloud, and confirmed by an administrator there; below it the log must still be the same.
        if (restored && compareRev(seen, restored) > 0) continue
        if (!shown.has(`${seen.number}:${seen.hash}`)) {
          throw new AppError('log.mismatch', { params: { epoch: seen.epoch, number: seen.number } })
        }
      }
    },
    forgetAbove(rev) {
      values.set(
        'heads',
        all().filter(head => compareRev(head, rev) <= 0),
      )
    },
  }
}
