import { AppError, asAppError, type ErrorBody, type ErrorCode } from '../../../shared/errors.ts'
import type { Entry } from '../../../shared/record.ts'
import type { Answer } from '../../../shared/sync/protocol.ts'
import { type Backoff, type BackoffSettings, createBackoff } from './backoff.ts'
import type { Outbox } from './outbox.ts'
import type { OutboxAnswers } from './outboxAnswers.ts'

export interface SenderSettings {
  outbox: Outbox
  answers: OutboxAnswers
  random(): number
  log(event: string, details?: Record<string, unknown>): void
  /** What the server says while the line is there and takes nothing (a full disk of its own); undefined: it takes again. */
  trouble?(problem: ErrorBody | undefined): void
  waits?: Partial<Omit<BackoffSettings, 'random'>>
}

/** What the sender needs of a connection: it rejects when the connection ends before the answer. */
export interface Receiver {
  readonly epoch: number
  push(entries: Entry[]): Promise<Answer[]>
}

/** Sends the outbox: strictly by seq, one batch in flight, again after a lost answer (the server knows each id). */
export interface Sender {
  /** A connection is there; undefined: it is gone. */
  setReceiver(receiver: Receiver | undefined): void
  /** Something waits: send now, whatever wait is under way. */
  kick(): void
  close(): void
}

export function createSender({
  outbox,
  answers,
  random,
  log,
  waits,
  trouble = () => undefined,
}: SenderSettings): Sender {
  const backoff: Backoff = createBackoff({ random, first: 500, soon: 5_000, late: 30_000, patience: 10, ...waits })
  let receiver: Receiver | undefined
  let isSending = false
  let again: NodeJS.Timeout | undefined

  const send = async (to: Receiver): Promise<void> => {
    isSending = true
    try {
      let most: number | undefined
      for (let batch = outbox.nextBatch(); to === receiver && batch.length > 0; batch = outbox.nextBatch(most)) {
        outbox.markSent(batch)
        const answered = await to.push(batch).catch((thrown: unknown) => faultyAlone(batch, thrown))
        if (answered === 'one by one') {
          most = 1
          continue
        }
        const moved = await answers.take(answered, to.epoch, () => to === receiver)
        trouble(undefined)
        most = undefined
        // Nothing moved: all wait for something else, or the server is in trouble. Not again at once.
        if (moved === 0) return retryLater()
        backoff.reset()
      }
    } catch (thrown) {
      log('push.failed', { reason: thrown instanceof Error ? thrown.message : String(thrown) })
      if (to === receiver) {
        const error = asAppError(thrown)
        trouble(error.toBody())
        retryLater(Number(error.params?.['seconds'] ?? 0) * 1000)
      }
    } finally {
      isSending = false
      // A connection that came while the old one's answer was awaited has not been served yet.
      if (receiver && to !== receiver) void send(receiver)
    }
  }

  /** Not before the server wants to be asked again. */
  const retryLater = (least = 0): void => {
    clearTimeout(again)
    again = setTimeout(kick, Math.max(backoff.next(), least))
    again.unref()
  }
  const kick = (): void => {
    clearTimeout(again)
    if (receiver && !isSending) void send(receiver)
  }

  return {
    setReceiver(next) {
      receiver = next
      trouble(undefined)
      backoff.reset()
      kick()
    },
    kick,
    close() {
      receiver = undefined
      clearTimeout(again)
    },
  }
}

/** The server could not read the batch: one entry that it cannot read must not hold up the others. */
function faultyAlone(batch: readonly Entry[], thrown: unknown): Answer[] | 'one by one' {
  if (!(thrown instanceof AppError) || !unreadable.has(thrown.code)) throw thrown
  const [first] = batch
  if (!first || batch.length > 1) return 'one by one'
  return [{ seq: first.seq, id: first.id, status: 'refused', error: thrown.toBody() }]
}
const unreadable: ReadonlySet<ErrorCode> = new Set(['input.malformed', 'input.invalid', 'input.tooLarge'])
