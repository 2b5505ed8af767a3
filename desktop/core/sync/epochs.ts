import { setImmediate as turn } from 'node:timers/promises'
import { compareRev, type RecordKey, type Rev } from '../../../shared/record.ts'
import type { Head } from '../../../shared/sync/protocol.ts'
import type { Database } from '../storage/database.ts'
import type { Copies } from './copies.ts'
import { unknownHash, type WitnessedHeads } from './heads.ts'
import type { Loads } from './loads.ts'
import type { OutboxAnswers } from './outboxAnswers.ts'

export interface EpochSettings {
  database: Database
  copies: Copies
  loads: Loads
  heads: WitnessedHeads
  answers: OutboxAnswers
  project(keys: RecordKey[]): void
}

const pageSize = 500

/**
 * The server was restored to `restored` and goes on in a new epoch. Copies of what it no longer knows are removed and
 * their kinds loaded again (the wire has no question for single records); what it had acknowledged after that moment is
 * offered again in order. May be broken off: until the last step the desktop asks as one of the old epoch.
 */
export async function beginEpoch(settings: EpochSettings, restored: Rev, head: Head): Promise<void> {
  const { database, copies, loads, heads, answers, project } = settings
  const start = { epoch: head.epoch, number: head.number }
  for (let after = ''; ; await turn()) {
    const page = copies.revsAfter(after, pageSize)
    const lost = page.filter(copy => compareRev(copy, restored) > 0)
    database.write(() => {
      // With the removal, so that a kill between the two leaves no hole.
      const kinds = [...new Set(lost.map(({ kind }) => kind))]
      loads.add(kinds.map(kind => ({ kind, mode: 'fill', start })))
      copies.remove(lost.map(({ id }) => id))
      project(lost.map(({ kind, id }) => ({ kind, id })))
    })
    const last = page.at(-1)
    if (!last || page.length < pageSize) break
    after = last.id
  }
  database.write(() => {
    answers.offerAgainAbove(restored)
    heads.forgetAbove(restored)
    copies.setPosition({ ...restored, hash: unknownHash })
  })
}
