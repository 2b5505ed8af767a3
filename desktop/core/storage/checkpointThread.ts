import { parentPort, workerData } from 'node:worker_threads'
import type { ConnectionOptions } from './connection.ts'
import { openCheckpointer } from './database.ts'

/** What the thread is asked: to carry the log over once, or to let go of the file. */
export type ToCheckpointer = 'run' | 'close'
/** Pages that are still in the log alone, or why it did not work. */
export type FromCheckpointer = { left: number } | { failed: string }

const port = parentPort
if (!port) throw new Error('the checkpointer runs as a worker')
const checkpointer = openCheckpointer(workerData as Pick<ConnectionOptions, 'file' | 'key'>)

port.on('message', (message: ToCheckpointer) => {
  if (message === 'run') port.postMessage(run())
  else {
    checkpointer.close()
    port.close()
  }
})

function run(): FromCheckpointer {
  try {
    return { left: checkpointer.run() }
  } catch (thrown) {
    return { failed: String(thrown) }
  }
}
