import { hkdfSync } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { definitions } from '../../../shared/entities/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { safeFileName } from '../../../shared/files/fileName.ts'
import { lengthOfPart, partBytes, partsOf } from '../../../shared/files/transfer.ts'
import type { RecordKey, RecordState } from '../../../shared/record.ts'
import type { Transfer } from '../api/files.ts'
import type { Database } from '../storage/database.ts'
import { createFilesThread, type FilesThread } from './createFilesThread.ts'
import { type FileCopy, fileCopies } from './fileCopies.ts'
import type { FileLine } from './fileLine.ts'
import type { FileRecord } from './mover.ts'
import { otherContents } from './sealedFile.ts'
import { createTransfers, type TransferOptions } from './transfers.ts'

export const fileKind = definitions.file.name

export interface FilesOptions {
  database: Database
  /** Of the database; the contents get a key of their own from it. */
  key: Uint8Array
  /** Where the contents lie. */
  folder: string
  line: (thread: FilesThread) => FileLine
  shown(key: RecordKey): { state: RecordState; waiting: boolean } | undefined
  isOnline(): boolean
  now(): number
  random(): number
  newId(): string
  log(event: string, details?: Record<string, unknown>): void
  waits?: TransferOptions['waits']
  /** Bytes of fetched files that are kept. */
  limit?: number
}

/** The contents of files on this machine, and their way to the server and back. */
export interface Files {
  transfers(): Transfer[]
  onTransfers(listener: () => void): () => void
  /** Something that decides about transfers may be different. */
  kick(isBack?: boolean): void

  begin(file: { parent: RecordKey; name: string; size: number }): Promise<string>
  write(id: string, offset: number, bytes: Uint8Array): Promise<void>
  /** Everything was written: gives what the record shall say. The file waits for its record from here on. */
  finish(id: string): Promise<{ parent: RecordKey; name: string }>
  drop(id: string): Promise<void>

  pause(id: string): void
  resume(id: string): void
  stop(id: string): Promise<void>
  fetch(id: string): Promise<void>
  isHere(id: string): boolean
  read(id: string, offset: number, length: number): Promise<Uint8Array>
  /** A plain copy that may only be read, in a folder of ours that is emptied when the app starts and ends. Gives its path. */
  plainCopy(id: string): Promise<string>
  copyTo(id: string, path: string): Promise<void>
  facts(id: string): { name: string; size: number }
  /** While something reads it, it stays. */
  hold<T>(id: string, work: () => Promise<T>): Promise<T>

  space(): { used: number; limit: number }
  makeRoom(): Promise<void>
  close(): Promise<void>
}

const defaultLimit = 2_000_000_000
const tellMs = 200

export function createFiles(options: FilesOptions): Files {
  const { database, folder, shown, now, newId, log, limit = defaultLimit } = options
  const key = new Uint8Array(hkdfSync('sha256', options.key, new Uint8Array(32), 'pergel files 1', 32))
  const plain = join(folder, 'open')
  const copies = fileCopies(database)
  const thread = createFilesThread({ folder, key }, thrown => log('files.died', { reason: String(thrown) }))
  const listeners = new Set<() => void>()
  const held = new Map<string, number>()
  /** Bytes written of what is being copied. */
  const copying = new Map<string, number>()
  let telling: ReturnType<typeof setTimeout> | undefined

  const changed = (): void => {
    telling ??= setTimeout(() => {
      telling = undefined
      for (const listener of listeners) listener()
    }, tellMs).unref()
  }
  const failed = (event: string) => (thrown: unknown) => log(event, { reason: String(thrown) })

  const transfers = createTransfers({
    ...{
      copies,
      thread,
      line: options.line(thread),
      isOnline: options.isOnline,
      now,
      random: options.random,
      log,
      changed,
    },
    record: id => recordOf(shown({ kind: fileKind, id })),
    settled: () => void shrink(limit).catch(failed('files.shrink')),
    ...(options.waits ? { waits: options.waits } : {}),
  })

  /** Removes what was not used for longest until the rest fits; never what was used last, be it larger than all that fits. */
  const shrink = async (most: number): Promise<void> => {
    const idle = copies.idle()
    let used = idle.reduce((sum, { size }) => sum + size, 0)
    for (const { id, size } of most > 0 ? idle.slice(0, -1) : idle) {
      if (used <= most) return
      if (held.has(id)) continue
      used -= size
      copies.remove(id)
      await thread.ask('remove', { id })
    }
  }
  const whole = (id: string): FileCopy => {
    const copy = copies.get(id)
    if (!copy || copy.direction === 'down' || copy.state === 'copying') throw new AppError('content.notHere')
    return copy
  }
  const hold: Files['hold'] = async (id, work) => {
    held.set(id, (held.get(id) ?? 0) + 1)
    try {
      return await work()
    } finally {
      const left = (held.get(id) ?? 1) - 1
      if (left > 0) held.set(id, left)
      else held.delete(id)
    }
  }
  const removePlain = () => rmSync(plain, { recursive: true, force: true })

  /** What a process that died has left: half copies, plain copies, contents that nothing names. */
  const tidy = async (): Promise<void> => {
    removePlain()
    for (const { id, state } of copies.moving()) if (state === 'copying') copies.remove(id)
    const ids = copies.ids()
    // Only where there is something to remove: the thread takes 20 MB, and most days see no file.
    if (otherContents(folder, ids).length > 0) await thread.ask('keepOnly', { ids })
  }
  const begun = tidy().catch(failed('files.tidy'))

  return {
    transfers: () =>
      transfers.list().map(one => (one.state === 'copying' ? { ...one, done: copying.get(one.id) ?? 0 } : one)),
    onTransfers(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    kick: transfers.kick,

    async begin({ parent, name, size }) {
      await begun
      const id = newId()
      await thread.ask('begin', { id })
      const start = { hash: undefined, text: '', have: 0, error: undefined, added: now(), used: now() }
      copies.put({ ...start, id, parent, name, size, direction: 'up', state: 'copying' })
      copying.set(id, 0)
      changed()
      return id
    },
    async write(id, offset, bytes) {
      const written = copying.get(id)
      const copy = copies.get(id)
      if (written === undefined || !copy) throw new AppError('record.notFound')
      if (offset !== written || offset + bytes.length > copy.size)
        throw new AppError('input.invalid', { fields: { offset: { reason: 'badValue' } } })
      copying.set(id, offset + bytes.length)
      await thread.ask('append', { id, bytes })
      changed()
    },
    async finish(id) {
      const copy = copies.get(id)
      const written = copying.get(id)
      if (!copy?.parent || written === undefined) throw new AppError('record.notFound')
      const { hash, size, text } = await thread.ask('end', { id, name: copy.name })
      copying.delete(id)
      // The page promised more than came: it was changed while it was read.
      if (size !== copy.size) {
        await this.drop(id)
        throw new AppError('content.damaged')
      }
      copies.change(id, { hash, text, have: partsOf(size), state: 'waiting' })
      changed()
      return { parent: copy.parent, name: copy.name }
    },
    async drop(id) {
      copying.delete(id)
      if (copies.get(id)?.direction === 'up') copies.remove(id)
      await thread.ask('remove', { id })
      changed()
    },

    pause: transfers.pause,
    resume: transfers.resume,
    stop: transfers.stop,
    async fetch(id) {
      await begun
      await transfers.fetch(id)
    },
    isHere: id => {
      const copy = copies.get(id)
      return copy !== undefined && copy.direction !== 'down' && copy.state !== 'copying'
    },
    async read(id, offset, length) {
      const { size } = whole(id)
      const end = Math.min(size, offset + length)
      const pieces: Uint8Array[] = []
      for (let at = offset; at < end; ) {
        const part = Math.floor(at / partBytes)
        const bytes = await thread.ask('read', { id, part, length: lengthOfPart(size, part) })
        const piece = bytes.subarray(at - part * partBytes, Math.min(bytes.length, end - part * partBytes))
        pieces.push(piece)
        at += piece.length
      }
      return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)
    },
    async plainCopy(id) {
      const { size } = whole(id)
      const { name } = this.facts(id)
      const place = join(plain, newId())
      mkdirSync(place, { recursive: true, mode: 0o700 })
      const path = join(place, safeFileName(name))
      await hold(id, () => thread.ask('copyTo', { id, size, path, overwrite: false }))
      return path
    },
    async copyTo(id, path) {
      const { size } = whole(id)
      await hold(id, () => thread.ask('copyTo', { id, size, path, overwrite: true }))
    },
    facts(id) {
      const { size, name } = whole(id)
      // It may have been renamed since.
      return { size, name: recordOf(shown({ kind: fileKind, id }))?.name ?? name }
    },
    hold,

    space: () => ({ used: copies.idle().reduce((sum, { size }) => sum + size, 0), limit }),
    makeRoom: () => shrink(0),
    async close() {
      clearTimeout(telling)
      await transfers.close()
      await thread.close()
      removePlain()
    },
  }
}

function recordOf(found: { state: RecordState; waiting: boolean } | undefined): FileRecord | undefined {
  if (!found) return undefined
  const { values, archived } = found.state
  const { name, size, hash, uploadedAt } = values
  return {
    name: typeof name === 'string' ? name : '',
    waiting: found.waiting,
    archived,
    content:
      typeof uploadedAt === 'string' && typeof size === 'number' && typeof hash === 'string'
        ? { size, hash }
        : undefined,
  }
}
