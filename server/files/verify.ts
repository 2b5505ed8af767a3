import { Worker } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import { type Hashing, hashParts } from './hashParts.ts'

/** Up to here the server's own thread does it, in slices of one part, sooner than a thread could start. */
const partsHere = 8

/** SHA-256 of what lies on the disk, in hex. Throws storage.failed where it cannot be read. */
export async function hashOf(hashing: Hashing): Promise<string> {
  try {
    return await (hashing.parts <= partsHere ? hashParts(hashing) : inThread(hashing))
  } catch (cause) {
    throw new AppError('storage.failed', { params: { reason: 'damagedPart' }, cause })
  }
}

function inThread(hashing: Hashing): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./hashThread.ts', import.meta.url), { workerData: hashing })
    worker.once('message', (answer: { hash?: string; failed?: string }) =>
      answer.hash === undefined ? reject(new Error(answer.failed)) : resolve(answer.hash),
    )
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`the thread ended with ${code}`)))
  })
}
