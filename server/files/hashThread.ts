import { parentPort, workerData } from 'node:worker_threads'
import { type Hashing, hashParts } from './hashParts.ts'

/** Hashes one content and ends: gigabytes would keep the server's own thread busy for many seconds. */
hashParts(workerData as Hashing).then(
  hash => parentPort?.postMessage({ hash }),
  thrown => parentPort?.postMessage({ failed: String(thrown) }),
)
