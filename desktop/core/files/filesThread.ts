import { parentPort, workerData } from 'node:worker_threads'
import { asAppError } from '../../../shared/errors.ts'
import { asStorageError } from '../storage/sqliteErrors.ts'
import type { Told } from './carry.ts'
import { createGiveBack } from './giveBack.ts'
import type { FilesStart, FromFiles, ToFiles } from './protocol.ts'
import { type During, sealedFiles } from './sealedFiles.ts'
import { endPdfText } from './text/pdfText.ts'

type Question = Extract<ToFiles, { name: string }>

/**
 * Sealing, hashing, sending, fetching, and taking text out of files, in a thread of its own: none of it may hold up a window
 * or the sync, and what gigabytes leave behind is cleared away in a small heap instead of core's large one.
 */
const giveBack = createGiveBack('major')
const port = parentPort
if (!port) throw new Error('the thread of files runs as a worker')
const files = sealedFiles(workerData as FilesStart)

/** Questions under way, and what ends them. */
const asked = new Map<number, AbortController>()

port.on('message', (message: ToFiles) => {
  if (message === 'close') {
    endPdfText()
    return port.close()
  }
  if ('ended' in message) return asked.get(message.ended)?.abort()
  const { id, args } = message
  const stop = new AbortController()
  asked.set(id, stop)
  const taken = 'bytes' in args ? args.bytes.length : 0
  const tell = (told: Told) => {
    port.postMessage({ id, told } satisfies FromFiles)
    giveBack(told.bytes)
  }
  void answer(message, { stop: stop.signal, tell }).then(([result, moved]) => {
    asked.delete(id)
    const given = moved.reduce((sum, { byteLength }) => sum + byteLength, 0)
    port.postMessage(result, moved)
    giveBack(taken + given + (message.name === 'send' ? message.args.length : 0))
  })
})

async function answer({ id, name, args }: Question, during: During): Promise<[FromFiles, ArrayBuffer[]]> {
  try {
    // The table types what each name takes.
    const value = await files[name](args as never, during)
    // Bytes are handed over, not copied.
    const moved = value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && isWhole(value)
    return [{ id, ok: true, value }, moved ? [value.buffer as ArrayBuffer] : []]
  } catch (thrown) {
    const error = asAppError(asStorageError(thrown))
    if (error.code === 'internal') console.error(thrown)
    return [{ id, ok: false, error: error.toBody() }, []]
  }
}

const isWhole = (bytes: Uint8Array): boolean => bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
