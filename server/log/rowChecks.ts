import { Worker } from 'node:worker_threads'
import { addRow, alteredIn, emptyBatch, type RowBatch } from './rowBatch.ts'
import { placeOf, type RowShape } from './rowBytes.ts'

/** A batch on its way to the thread and back; from there with where the altered rows begin. */
export interface ToCheck {
  buffer: ArrayBuffer
  used: number
}
export interface Checked extends ToCheck {
  altered: number[]
}

const batchBytes = 256_000
/**
 * Batches that the thread has in hand: enough that it never waits for the next. That some are back is seen only when the
 * socket has been read, which takes up to 2 MB at a time.
 */
const mostAtThread = 16

/**
 * Checks rows against their own hashes, which is most of what verifying does, on two threads: what the other one has no
 * time for is checked here, so that nothing piles up. `altered` is told of each wrong row, in no order.
 */
export function rowChecks(
  shape: RowShape,
  altered: (place: { epoch: number; number: number }) => void,
): {
  /** The bytes are copied. */
  add(row: Buffer): void
  /** All has been checked when this resolves. Rejects where the thread broke. */
  end(): Promise<void>
  /** Ends the thread; needed in any case. */
  close(): Promise<void>
} {
  let batch = emptyBatch(batchBytes)
  let thread: Worker | undefined
  let atThread = 0
  const spare: RowBatch[] = []
  let broken: unknown
  /** Nothing is at the thread any more, or it broke. */
  let settled = () => {}

  const tell = ({ bytes }: RowBatch, starts: readonly number[]): void => {
    for (const start of starts) altered(placeOf(bytes, start))
  }
  const take = ({ buffer, used, altered: starts }: Checked): void => {
    atThread--
    const back = { bytes: Buffer.from(buffer), used }
    tell(back, starts)
    spare.push({ ...back, used: 0 })
    if (atThread === 0) settled()
  }
  const start = (): Worker => {
    const worker = new Worker(new URL('./rowThread.ts', import.meta.url), { workerData: shape })
    worker.on('message', take)
    worker.on('error', thrown => {
      broken = thrown
      settled()
    })
    worker.on('exit', code => {
      if (atThread > 0) broken ??= new Error(`the thread ended with ${code}`)
      settled()
    })
    return worker
  }
  const checkHere = (): void => {
    tell(batch, alteredIn(batch, shape))
    batch.used = 0
  }
  const passOn = (): void => {
    thread ??= start()
    atThread++
    const { buffer } = batch.bytes
    thread.postMessage({ buffer, used: batch.used } satisfies ToCheck, [buffer])
    batch = spare.pop() ?? emptyBatch(batchBytes)
  }

  return {
    add(row) {
      if (addRow(batch, row)) return
      if (atThread === mostAtThread || broken) checkHere()
      else if (batch.used > 0) passOn()
      if (addRow(batch, row)) return
      // One row that is larger than a batch.
      batch = emptyBatch(row.length + 4)
      addRow(batch, row)
    },
    async end() {
      checkHere()
      if (atThread > 0 && !broken)
        await new Promise<void>(done => {
          settled = done
        })
      if (broken) throw broken
    },
    async close() {
      await thread?.terminate()
    },
  }
}
