import { parentPort, workerData } from 'node:worker_threads'
import { alteredIn } from './rowBatch.ts'
import type { RowShape } from './rowBytes.ts'
import type { Checked, ToCheck } from './rowChecks.ts'

parentPort?.on('message', ({ buffer, used }: ToCheck) => {
  const altered = alteredIn({ bytes: Buffer.from(buffer), used }, workerData as RowShape)
  parentPort?.postMessage({ buffer, used, altered } satisfies Checked, [buffer])
})
