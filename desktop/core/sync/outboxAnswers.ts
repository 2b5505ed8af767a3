import { setImmediate as turn } from 'node:timers/promises'
import type { ErrorCode } from '../../../shared/errors.ts'
import { compareRev, type RecordKey, type Rev } from '../../../shared/record.ts'
import type { Answer } from '../../../shared/sync/protocol.ts'
import type { Database } from '../storage/database.ts'
import type { Outbox } from './outbox.ts'
import { keysOf, type OutboxEntry, type OutboxRows } from './outboxRows.ts'

export interface AnswerSettings {
  database: Database
  outbox: Outbox
  project(keys: RecordKey[]): void
  /** The same without projecting: they stand as they did. */
  tell(keys: RecordKey[]): void
  /** See Projection. */
  isMet(id: string): boolean
  position(): Rev | undefined
  /** Rev of the copy or tombstone of a record. */
  revOf(id: string): Rev | undefined
}

export interface OutboxAnswers {
  /**
   * Takes the server's answers, given in this epoch, some at a time with a turn of the event loop in between; after a turn
   * only while `isCurrent`: the server repeats the others. Gives how many entries left the queue by them.
   */
  take(answers: readonly Answer[], epoch: number, isCurrent?: () => boolean): Promise<number>
  /** The copies are complete up to this rev: what was answered up to there is settled. Inside their transaction. */
  settle(position: Rev): void
  /** The server knows answers up to `seq` from this device: a file restored from an older copy goes on above it. */
  jumpAbove(seq: number): void
  /** The server lost everything above `rev`: what it had answered after that is offered again, in order. */
  offerAgainAbove(rev: Rev): number
}

/** Refusals that say nothing about the entry: it waits. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'rate.limited',
  'server.unavailable',
  'network.offline',
  'epoch.changed',
])

/** Records that answers may show anew before the event loop has its turn; a single entry may touch twice as many. */
const recordsAtOnce = 100
/** And answers: such as show nothing anew cost little, but not nothing. */
const answersAtOnce = 10

export function outboxAnswers(settings: AnswerSettings): OutboxAnswers {
  const { database, outbox, project, tell, isMet, position, revOf } = settings
  const { rows } = outbox
  const hasCome = (id: string, answered: Rev | undefined): boolean => {
    const copy = revOf(id)
    return copy !== undefined && answered !== undefined && compareRev(copy, answered) >= 0
  }

  /** The records that look different by an answer; undefined: it stays in the queue. */
  const takeOne = (found: OutboxEntry, answer: Answer, epoch: number): RecordKey[] | undefined => {
    switch (answer.status) {
      case 'accepted':
      case 'merged': {
        const rev = { epoch, number: answer.number }
        const standing = position()
        const state = standing && compareRev(standing, rev) >= 0 ? 'settled' : answer.status
        rows.setState(found, state, { answer, rev })
        return keysOf([found])
      }
      case 'refused': {
        // The seq was used up by another life of this device's file. Again after a new one: it is the id that the
        // server knows, from another device, and a person has to look.
        if (answer.error.code === 'idempotency.reused' && found.answer === undefined) {
          rows.setState(found, 'waiting', { answer })
          rows.renumber(found)
          return keysOf([found])
        }
        if (passing.has(answer.error.code)) return undefined
        const dependents = dependentsOf(rows, found.entry.id)
        rows.setState(found, 'refused', { answer })
        for (const dependent of dependents) if (dependent.state !== 'held') rows.setState(dependent, 'held')
        return keysOf([found, ...dependents])
      }
      case 'held':
        // What it rests on may be on its way: then it is offered again with the next batch.
        if (!isBlocked(rows, answer.on)) return undefined
        rows.setState(found, 'held', { answer })
        return keysOf([found])
      default:
        return answer satisfies never
    }
  }

  /** Takes the first of these answers; gives how many those were, and how many entries left the queue. */
  const takeSome = (answers: readonly Answer[], epoch: number): { taken: number; moved: number } => {
    let [taken, moved] = [0, 0]
    const touched = new Map<string, RecordKey>()
    const met = new Map<string, RecordKey>()
    for (const answer of answers) {
      if (touched.size >= recordsAtOnce || taken >= answersAtOnce) break
      taken++
      const found = rows.find(answer.id)
      // A repeated answer, or one to an entry that was held meanwhile, changes nothing.
      if (!found || (found.state !== 'waiting' && found.state !== 'sent')) continue
      const gone = takeOne(found, answer, epoch)
      if (gone === undefined) continue
      moved++
      for (const key of gone) (isMet(key.id) ? met : touched).set(`${key.kind}:${key.id}`, key)
    }
    if (touched.size > 0) project([...touched.values()])
    if (met.size > 0) tell([...met.values()])
    return { taken, moved }
  }

  return {
    async take(answers, epoch, isCurrent = () => true) {
      let moved = 0
      // What a power cut takes of many is offered again, and answered again. One of them waits for the disk all the same.
      const sync = answers.length > 1 ? 'normal' : 'full'
      for (let rest = answers; rest.length > 0 && (rest === answers || isCurrent()); ) {
        const some = database.write(() => takeSome(rest, epoch), { sync })
        moved += some.moved
        rest = rest.slice(some.taken)
        await (rest.length > 0 ? turn() : undefined)
      }
      if (sync === 'normal' && moved > 0 && isCurrent()) database.flush()
      return moved
    },

    settle(standing) {
      const reached = rows.page(
        "WHERE state IN ('accepted', 'merged') AND state <> 'settled' AND (epoch, number) <= (?, ?) ORDER BY seq",
        standing.epoch,
        standing.number,
      )
      if (reached.length === 0) return
      for (const found of reached) rows.setState(found, 'settled')
      // What has come as a copy has been shown with it; the rest left this user's sight with the change.
      project(reached.flatMap(found => keysOf([found]).filter(({ id }) => !isMet(id) && !hasCome(id, found.answered))))
    },

    jumpAbove(seq) {
      database.write(() => rows.raiseSeq(seq))
    },

    offerAgainAbove(rev) {
      return database.write(() => {
        const lost = rows.page(
          "WHERE state IN ('accepted', 'merged', 'settled') AND (epoch, number) > (?, ?) ORDER BY seq",
          rev.epoch,
          rev.number,
        )
        for (const found of lost) {
          rows.setState(found, 'waiting')
          database
            .prepare('UPDATE outbox SET answer = NULL, epoch = NULL, number = NULL WHERE seq = ?')
            .run(found.entry.seq)
        }
        project(keysOf(lost))
        return lost.length
      })
    },
  }
}

/** Whether one of these entries will never be accepted as it is. An entry that is not here any more has been. */
export const isBlocked = (rows: OutboxRows, on: readonly string[]): boolean =>
  on.some(id => blocked.has(rows.find(id)?.state ?? 'settled'))
const blocked: ReadonlySet<string> = new Set(['refused', 'held', 'replaced', 'discarded'])

/** Unanswered and held entries that rest on this one, directly or through others, in order of seq. */
export function dependentsOf(rows: OutboxRows, id: string): OutboxEntry[] {
  const on = new Set([id])
  const dependents: OutboxEntry[] = []
  // `after` names earlier entries only, but a renumbered entry may stand behind what rests on it.
  const candidates = rows.inState('waiting', 'sent', 'held')
  for (let before = -1; before !== dependents.length; ) {
    before = dependents.length
    for (const found of candidates) {
      if (on.has(found.entry.id) || !found.entry.after.some(entry => on.has(entry))) continue
      on.add(found.entry.id)
      dependents.push(found)
    }
  }
  return dependents.sort((a, b) => a.entry.seq - b.entry.seq)
}
