import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
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

export function openSealedFile(path: string, options: { key: Uint8Array; id: string; isNew?: boolean }): SealedFile {
  const { key, id, isNew } = options
  const file = openSync(path, isNew ? 'w+' : 'r+', 0o600)
  const context = (part: number) => Buffer.from(`file ${id} ${part}`)
  return {
    write(part, bytes) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context(part))
      const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
      const whole = Buffer.concat([nonce, cipher.getAuthTag(), sealed])
      for (let done = 0; done < whole.length; )
        done += writeSync(file, whole, done, whole.length - done, part * slotBytes + done)
    },
    read(part, length) {
      const sealed = Buffer.allocUnsafe(length + overhead)
      for (let done = 0; done < sealed.length; ) {
        const more = readSync(file, sealed, done, sealed.length - done, part * slotBytes + done)
        if (more === 0) throw new AppError('storage.damaged', { params: { file: 'content' } })
        done += more
      }
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
          .setAAD(context(part))
          .setAuthTag(sealed.subarray(nonceBytes, overhead))
        return Buffer.concat([decipher.update(sealed.subarray(overhead)), decipher.final()])
      } catch (cause) {
        throw new AppError('storage.damaged', { params: { file: 'content' }, cause })
      }
    },
    sync: () => fsyncSync(file),
    close: () => closeSync(file),
  }
}

export const removeSealedFile = (path: string): void => rmSync(path, { force: true })
