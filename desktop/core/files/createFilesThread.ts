import { Worker } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import type { Told } from './carry.ts'
import { createGiveBack } from './giveBack.ts'
import type { FileCall, FileCalls, FilesStart, FromFiles, ToFiles } from './protocol.ts'
import type { During } from './sealedFiles.ts'

/** Asks the thread of files. It starts with the first question, and anew should it have died. */
export interface FilesThread {
  ask<N extends FileCall>(
    name: N,
    args: FileCalls[N]['args'],
    during?: Partial<During>,
  ): Promise<FileCalls[N]['result']>
  close(): Promise<void>
}

/** Bytes that nobody else has are handed over, not copied. */
const moved = (args: FileCalls[FileCall]['args']): ArrayBuffer[] => {
  const bytes = 'bytes' in args ? args.bytes : undefined
  if (bytes?.byteOffset !== 0 || bytes.byteLength !== bytes.buffer.byteLength) return []
  return bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []
}

interface Pending {
  resolve(value: unknown): void
  reject(error: AppError): void
  tell?(told: Told): void
}

export function createFilesThread(start: FilesStart, died: (thrown: unknown) => void): FilesThread {
  const pending = new Map<number, Pending>()
  const giveBack = createGiveBack('minor')
  let worker: Worker | undefined
  let nextId = 1
  let isClosed = false

  const failAll = (cause: unknown): void => {
    for (const { reject } of pending.values()) reject(new AppError(isClosed ? 'storage.closed' : 'internal', { cause }))
    pending.clear()
  }
  const running = (): Worker => {
    if (isClosed) throw new AppError('storage.closed')
    if (worker) return worker
    const started = new Worker(new URL('./filesThread.ts', import.meta.url), { workerData: start })
    started.on('message', (answer: FromFiles) => {
      const call = pending.get(answer.id)
      if ('told' in answer) return call?.tell?.(answer.told)
      pending.delete(answer.id)
      if (answer.ok && answer.value instanceof Uint8Array) giveBack(answer.value.length)
      if (answer.ok) call?.resolve(answer.value)
      else call?.reject(new AppError(answer.error.code, answer.error))
    })
    started.on('error', thrown => {
      died(thrown)
      failAll(thrown)
    })
    started.on('exit', () => {
      if (worker === started) worker = undefined
      failAll(new Error('the thread of files ended'))
    })
    // It keeps nobody alive: what is under way is told by who asked.
    started.unref()
    worker = started
    return started
  }

  return {
    ask: (name, args, { stop, tell } = {}) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        const to = running()
        const end = () => to.postMessage({ ended: id } satisfies ToFiles)
        const ended = () => stop?.removeEventListener('abort', end)
        pending.set(id, {
          resolve(value) {
            ended()
            // The thread's table answers by the same protocol.
            resolve(value as never)
          },
          reject(error) {
            ended()
            reject(error)
          },
          ...(tell ? { tell } : {}),
        })
        giveBack('bytes' in args ? args.bytes.length : 0)
        to.postMessage({ id, name, args }, moved(args))
        if (stop?.aborted) end()
        else stop?.addEventListener('abort', end, { once: true })
      }),
    async close() {
      if (isClosed) return
      isClosed = true
      const ending = worker
      if (!ending) return
      const ended = new Promise(resolve => ending.once('exit', resolve))
      ending.postMessage('close')
      await ended
    },
  }
}
