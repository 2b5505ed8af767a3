import { parentPort, workerData } from 'node:worker_threads'
import { asAppError } from '../../../shared/errors.ts'
import { asStorageError } from '../storage/sqliteErrors.ts'
import { createGiveBack } from './giveBack.ts'
import type { FilesStart, FromFiles, ToFiles } from './protocol.ts'
import { sealedFiles } from './sealedFiles.ts'

/** Sealing, hashing, and taking text out of files, in a thread of its own: none of it may hold up a window or the sync. */
const giveBack = createGiveBack('major')
const port = parentPort
if (!port) throw new Error('the thread of files runs as a worker')
const files = sealedFiles(workerData as FilesStart)

port.on('message', (message: ToFiles | 'close') => {
  if (message === 'close') return port.close()
  const { args } = message
  const taken = 'bytes' in args ? args.bytes.length : 0
  void answer(message).then(([result, moved]) => {
    const given = moved.reduce((sum, { byteLength }) => sum + byteLength, 0)
    port.postMessage(result, moved)
    giveBack(taken + given)
  })
})

async function answer({ id, name, args }: ToFiles): Promise<[FromFiles, ArrayBuffer[]]> {
  try {
    // The table types what each name takes.
    const value = await files[name](args as never)
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
