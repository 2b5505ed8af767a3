import { createHash } from 'node:crypto'
import { AppError, type ErrorCode } from '../../../../shared/errors.ts'
import { lengthOfPart, partBytes, partsOf, runsOf, type UploadState } from '../../../../shared/files/transfer.ts'
import type { FilesThread } from '../createFilesThread.ts'
import type { FileLine } from '../fileLine.ts'

interface OnServer {
  size: number
  hash: string
  parts: Map<number, Uint8Array>
  content?: Buffer
  text?: string
}

/** A server for files in memory, and a network that can be told to fail. */
export function fakeLine() {
  const files = new Map<string, OnServer>()
  /** Each call counts one down; at nothing it fails. */
  let callsLeft = Number.POSITIVE_INFINITY
  let failure: ErrorCode = 'network.offline'
  const calls: string[] = []
  const open = new Set<() => void>()

  const pass = async (what: string, stop: AbortSignal): Promise<void> => {
    calls.push(what)
    await new Promise(resolve => setImmediate(resolve))
    if (stop.aborted) throw new AppError('network.offline')
    if (callsLeft-- <= 0) throw new AppError(failure)
  }
  const state = (file: OnServer, name: UploadState['state'] = file.content ? 'done' : 'open'): UploadState => ({
    state: name,
    partBytes,
    parts: partsOf(file.size),
    have: runsOf([...file.parts.keys()].sort((a, b) => a - b)),
  })
  const of = (id: string): OnServer => {
    const file = files.get(id)
    if (!file) throw new AppError('record.notFound')
    return file
  }

  const line = (thread: FilesThread): FileLine => ({
    async begin(id, { size, hash }, stop) {
      await pass('begin', stop)
      const file = files.get(id) ?? { size, hash, parts: new Map() }
      files.set(id, file)
      return state(file)
    },
    async put(id, part, length, stop) {
      const bytes = await thread.ask('read', { id, part, length })
      await pass(`put ${part}`, stop)
      of(id).parts.set(part, Uint8Array.from(bytes))
    },
    async finish(id, text, stop) {
      await pass('finish', stop)
      const file = of(id)
      if (file.parts.size < partsOf(file.size)) return state(file)
      const content = Buffer.concat([...file.parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes))
      if (createHash('sha256').update(content).digest('hex') !== file.hash) {
        files.delete(id)
        throw new AppError('content.damaged')
      }
      file.content = content
      file.text = text
      return state(file)
    },
    async read(id, { size, from, stop, told }) {
      await pass(`read ${from * partBytes}`, stop)
      const { content } = of(id)
      if (!content) throw new AppError('content.notHere')
      let have = from
      for (let at = from * partBytes; at < content.length; at += 400_000) {
        await pass('bytes', stop)
        const come = Math.min(content.length, at + 400_000)
        for (let end = have * partBytes + lengthOfPart(size, have); have < partsOf(size) && end <= come; ) {
          const bytes = Uint8Array.from(content.subarray(have * partBytes, end))
          await thread.ask('put', { id, part: have, bytes })
          have++
          end = have * partBytes + lengthOfPart(size, have)
        }
        told({ have, bytes: come - at })
      }
    },
  })
  return {
    line,
    files,
    calls,
    open,
    failAfter(count: number, code: ErrorCode = 'network.offline') {
      callsLeft = count
      failure = code
    },
    works() {
      callsLeft = Number.POSITIVE_INFINITY
    },
  }
}
