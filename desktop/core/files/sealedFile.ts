import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readSync, rmSync, writevSync } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'
import { partBytes } from '../../../shared/files/transfer.ts'

const nonceBytes = 12
const tagBytes = 16
const overhead = nonceBytes + tagBytes
/** Every part has its place in the file, so that any of them can be written and read alone. */
const slotBytes = partBytes + overhead

/** One content on this machine: a file whose parts are sealed one by one (AES-256-GCM), each bound to its file and place. */
export interface SealedFile {
  write(part: number, bytes: Uint8Array): void
  /** `length`: of the part. Throws storage.damaged. */
  read(part: number, length: number): Buffer
  /** Forces it to the disk. */
  sync(): void
  close(): void
}

const ending = '.content'
export const contentName = (id: string): string => id + ending

/** Names of contents in the folder that are none of these files'. */
export function otherContents(folder: string, ids: readonly string[]): string[] {
  const own = new Set(ids.map(contentName))
  return existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith(ending) && !own.has(name)) : []
}

export function openSealedFile(path: string, options: { key: Uint8Array; id: string; isNew?: boolean }): SealedFile {
  const { key, id, isNew } = options
  const file = openSync(path, isNew ? 'w+' : 'r+', 0o600)
  const context = (part: number) => Buffer.from(`file ${id} ${part}`)
  return {
    write(part, bytes) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context(part))
      const sealed = cipher.update(bytes)
      // In this mode nothing is left for the end but the tag.
      cipher.final()
      writeAll(file, [nonce, cipher.getAuthTag(), sealed], part * slotBytes)
    },
    read(part, length) {
      const sealed = scratch.subarray(0, length + overhead)
      for (let done = 0; done < sealed.length; ) {
        const more = readSync(file, sealed, done, sealed.length - done, part * slotBytes + done)
        if (more === 0) throw new AppError('storage.damaged', { params: { file: 'content' } })
        done += more
      }
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
          .setAAD(context(part))
          .setAuthTag(sealed.subarray(nonceBytes, overhead))
        const bytes = decipher.update(sealed.subarray(overhead))
        decipher.final()
        return bytes
      } catch (cause) {
        throw new AppError('storage.damaged', { params: { file: 'content' }, cause })
      }
    },
    sync: () => fsyncSync(file),
    close: () => closeSync(file),
  }
}

/** What is read before it is opened; one for all, since nothing comes between. */
const scratch = Buffer.allocUnsafeSlow(slotBytes)

function writeAll(file: number, pieces: Buffer[], at: number): void {
  let left = pieces
  for (let to = at; left.length > 0; ) {
    let written = writevSync(file, left, to)
    to += written
    left = left.flatMap(piece => {
      const rest = piece.subarray(Math.min(piece.length, written))
      written -= piece.length - rest.length
      return rest.length > 0 ? [rest] : []
    })
  }
}

export const removeSealedFile = (path: string): void => rmSync(path, { force: true })
