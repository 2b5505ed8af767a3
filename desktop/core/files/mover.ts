import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../../shared/errors.ts'
import { lengthOfPart, missingIn, partsOf } from '../../../shared/files/transfer.ts'
import type { Told } from './carry.ts'
import type { FilesThread } from './createFilesThread.ts'
import type { FileCopies, FileCopy } from './fileCopies.ts'
import type { FileLine } from './fileLine.ts'

/** What the record of a file says now; undefined where there is none to see. */
export interface FileRecord {
  name: string
  /** The server has not accepted all of it yet. */
  waiting: boolean
  archived: boolean
  /** Its bytes have come to the server. */
  content: { size: number; hash: string } | undefined
}

export interface MoverOptions {
  copies: FileCopies
  thread: FilesThread
  line: FileLine
  record(id: string): FileRecord | undefined
  /** Between two looks at an upload that the server is still checking, milliseconds. */
  checkMs: number
}

/** How far one file is, told as it moves. */
export interface Moves {
  /** So many bytes are there already. */
  standsAt(bytes: number): void
  /** So many more have gone or come. */
  moved(bytes: number): void
}

/** Brings one file up or down, part by part, from where it stood. Both throw what ended them before the end. */
export interface Mover {
  upload(copy: FileCopy, stop: AbortSignal, moves: Moves): Promise<void>
  download(copy: FileCopy, stop: AbortSignal, moves: Pick<Moves, 'moved'>): Promise<void>
}

const partsInFlight = 2
/** How far a download is, is written down each time so many parts have come. */
const notedEvery = 8

export function createMover({ copies, thread, line, record, checkMs }: MoverOptions): Mover {
  async function upload(copy: FileCopy, stop: AbortSignal, moves: Moves): Promise<void> {
    const { id, size, hash } = copy
    if (hash === undefined) throw new AppError('internal')
    // Somebody else, or this desktop before its answer was lost, has brought it there.
    if (record(id)?.content?.hash === hash) return
    let state = await line.begin(id, { size, hash }, stop)
    for (let round = 0; state.state !== 'done'; ) {
      if (state.state === 'checking') {
        await sleep(checkMs, undefined, { signal: stop })
        state = await line.finish(id, copy.text, stop)
        continue
      }
      if (round++ > 3) throw new AppError('server.unavailable')
      const missing = [...missingIn(state.have, partsOf(size))]
      moves.standsAt(size - missing.reduce((sum, part) => sum + lengthOfPart(size, part), 0))
      const send = async (): Promise<void> => {
        for (let part = missing.shift(); part !== undefined; part = missing.shift()) {
          stop.throwIfAborted()
          const length = lengthOfPart(size, part)
          await line.put(id, part, length, stop)
          moves.moved(length)
        }
      }
      await allOrNone(Array.from({ length: partsInFlight }, send), () => missing.splice(0))
      state = await line.finish(id, copy.text, stop)
    }
  }

  async function download(copy: FileCopy, stop: AbortSignal, moves: Pick<Moves, 'moved'>): Promise<void> {
    const { id } = copy
    const found = record(id)
    if (!found?.content) throw new AppError(found ? 'content.notHere' : 'record.notFound')
    const { size, hash } = found.content
    let have = copy.have
    let noted = have
    copies.change(id, { name: found.name, size, hash, error: undefined })
    const told = ({ have: here, bytes }: Told): void => {
      have = here
      moves.moved(bytes)
      if (have < noted + notedEvery) return
      noted = have
      copies.change(id, { have })
    }
    try {
      if (have < partsOf(size)) await line.read(id, { size, from: have, stop, told })
    } finally {
      copies.change(id, { have })
    }
    if (have < partsOf(size)) throw new AppError('network.offline', { params: { reason: 'cut' } })
    if ((await thread.ask('hash', { id, size })) === hash) return
    await thread.ask('remove', { id })
    copies.change(id, { have: 0 })
    throw new AppError('content.damaged')
  }

  return { upload, download }
}

/** Waits for all, also when one has failed: nothing of it goes on behind the failure. */
async function allOrNone(works: Promise<void>[], giveUp: () => void): Promise<void> {
  for (const work of works) work.catch(giveUp)
  const ended = await Promise.allSettled(works)
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}
