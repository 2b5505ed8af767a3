import { parentPort, workerData } from 'node:worker_threads'
import { asAppError } from '../../../shared/errors.ts'
import { createAnswers } from './answers.ts'
import type { FromReader, ReaderStart, ToReader } from './protocol.ts'

/** Runs in a thread of its own, with its own read-only connection to the profile file. */
const port = parentPort
if (!port) throw new Error('the reader runs as a worker')
const answers = createAnswers(workerData as ReaderStart)
const waiting: ToReader[] = []
let isRunning = false
let isClosed = false

port.on('message', (message: ToReader | 'close') => {
  if (message === 'close') {
    isClosed = true
    answers.close()
    port.close()
    return
  }
  waiting.push(message)
  if (!isRunning) setImmediate(work)
  isRunning = true
})

/** One call a turn, so that later ones can overtake; between calls, columns that will be needed are loaded. */
function work(): void {
  if (isClosed) return
  const next = waiting.shift()
  isRunning = next !== undefined || answers.warmSome()
  if (isRunning) setImmediate(work)
  if (!next) return
  const { id, channel } = next
  const isOvertaken = channel !== undefined && waiting.some(later => later.channel === channel)
  port?.postMessage(isOvertaken ? { id, ok: true, overtaken: true, took: 0 } : answer(next))
}

function answer(call: ToReader): FromReader {
  const started = performance.now()
  try {
    const value = answers.answer(call)
    return { id: call.id, ok: true, value, took: performance.now() - started }
  } catch (thrown) {
    const error = asAppError(thrown)
    if (error.code === 'internal') console.error(thrown)
    return { id: call.id, ok: false, error: error.toBody(), took: performance.now() - started }
  }
}
