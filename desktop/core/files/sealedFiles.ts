import { createHash, type Hash } from 'node:crypto'
import { chmodSync, closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { AppError } from '../../../shared/errors.ts'
import { lengthOfPart, partBytes, partsOf } from '../../../shared/files/transfer.ts'
import { carryDown, carryUp, type Told } from './carry.ts'
import type { FileCall, FileCalls, FilesStart } from './protocol.ts'
import { contentName, openSealedFile, otherContents, removeSealedFile, type SealedFile } from './sealedFile.ts'
import { textIn } from './text/textIn.ts'

/** The contents on this machine, as the thread that works on them has them. */
export type SealedFiles = {
  [N in FileCall]: (
    args: FileCalls[N]['args'],
    during: During,
  ) => FileCalls[N]['result'] | Promise<FileCalls[N]['result']>
}
/** For what takes its time: when it is no longer wanted, and how far it is. */
export interface During {
  stop: AbortSignal
  tell(told: Told): void
}

interface Growing {
  file: SealedFile
  hash: Hash
  size: number
  /** The part that is not full yet, in memory that every part uses. */
  rest: Buffer
  restBytes: number
}

export function sealedFiles({ folder, key }: FilesStart): SealedFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const growing = new Map<string, Growing>()
  const pathOf = (id: string) => join(folder, contentName(id))
  const open = (id: string, isNew = false) => openSealedFile(pathOf(id), { key, id, isNew })

  const within = async <T>(id: string, work: (file: SealedFile) => T | Promise<T>): Promise<T> => {
    const file = open(id)
    try {
      return await work(file)
    } finally {
      file.close()
    }
  }
  const forget = (id: string): void => {
    growing.get(id)?.file.close()
    growing.delete(id)
  }
  const flush = (one: Growing): void => {
    const { file, size, rest, restBytes } = one
    if (restBytes > 0) file.write(Math.floor((size - 1) / partBytes), rest.subarray(0, restBytes))
    one.restBytes = 0
  }
  /** Each part in turn; between two, whatever else waits has its turn. */
  async function* parts(file: SealedFile, size: number): AsyncGenerator<Buffer> {
    for (let part = 0; part < partsOf(size); part++) {
      yield file.read(part, lengthOfPart(size, part))
      await setImmediate()
    }
  }

  return {
    begin({ id }) {
      forget(id)
      growing.set(id, {
        file: open(id, true),
        hash: createHash('sha256'),
        size: 0,
        rest: Buffer.allocUnsafeSlow(partBytes),
        restBytes: 0,
      })
    },
    append({ id, bytes }) {
      const one = growing.get(id)
      if (!one) throw new AppError('record.notFound')
      one.hash.update(bytes)
      for (let at = 0; at < bytes.length; ) {
        const piece = bytes.subarray(at, at + partBytes - one.restBytes)
        one.rest.set(piece, one.restBytes)
        one.restBytes += piece.length
        one.size += piece.length
        at += piece.length
        if (one.restBytes === partBytes) flush(one)
      }
    },
    async end({ id, name }) {
      const one = growing.get(id)
      if (!one) throw new AppError('record.notFound')
      flush(one)
      one.file.sync()
      const { size, hash } = one
      forget(id)
      // A text that cannot be had is no reason to refuse the file.
      const text = await within(id, file =>
        textIn(name, size, part => file.read(part, lengthOfPart(size, part))),
      ).catch(() => '')
      return { hash: hash.digest('hex'), size, text }
    },
    send: ({ id, part, length, address }, { stop }) =>
      within(id, file => carryUp(address, file.read(part, length), stop)),
    async receive({ id, size, from, address }, during) {
      const file = open(id, from === 0)
      try {
        return await carryDown(address, { file, size, from }, during)
      } finally {
        file.close()
      }
    },
    put: ({ id, part, bytes }) => {
      const file = open(id, part === 0)
      try {
        file.write(part, bytes)
      } finally {
        file.close()
      }
    },
    read: ({ id, part, length }) => within(id, file => file.read(part, length)),
    hash: ({ id, size }) =>
      size === 0
        ? createHash('sha256').digest('hex')
        : within(id, async file => {
            file.sync()
            const hash = createHash('sha256')
            for await (const bytes of parts(file, size)) hash.update(bytes)
            return hash.digest('hex')
          }),
    async copyTo({ id, size, path, overwrite }) {
      const out = openSync(path, overwrite ? 'w' : 'wx', 0o600)
      try {
        if (size > 0)
          await within(id, async file => {
            for await (const bytes of parts(file, size))
              for (let done = 0; done < bytes.length; ) done += writeSync(out, bytes, done)
          })
      } finally {
        closeSync(out)
      }
      // What is only looked at says so: changes to a copy would be lost.
      if (!overwrite) chmodSync(path, 0o400)
    },
    remove({ id }) {
      forget(id)
      removeSealedFile(pathOf(id))
    },
    keepOnly({ ids }) {
      for (const name of otherContents(folder, ids)) removeSealedFile(join(folder, name))
    },
  }
}
