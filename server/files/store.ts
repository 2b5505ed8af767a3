import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { CompanyKeys } from '../auth/companyKeys.ts'
import { openSealed, seal } from '../auth/envelope.ts'
import { blobKey } from './blobKey.ts'
import { asDiskError, isMissing } from './diskErrors.ts'
import { type BlobPlace, contextOf, folderOf, partName } from './places.ts'

/** The encrypted parts of contents in a folder that all instances share. */
export interface BlobStore {
  /** Writes a part, again where it is there. On the disk for good only after `keep`. Throws storage.full, storage.failed. */
  put(place: BlobPlace, part: number, bytes: Uint8Array): Promise<void>
  /** The parts that are there, in order. */
  parts(place: BlobPlace): Promise<number[]>
  /** Throws storage.failed where it is missing or does not open. */
  read(place: BlobPlace, part: number): Promise<Buffer>
  /** Forces the folder and what is in it to the disk. */
  keep(place: BlobPlace): Promise<void>
  remove(place: BlobPlace): Promise<void>
  /** Contents of a company that lie here and were last touched before `before`. */
  old(company: string, before: number): Promise<string[]>
}

export function blobStore(options: { root: string; keys: Pick<CompanyKeys, 'keyOf'> }): BlobStore {
  const { root, keys } = options
  const fileOf = (place: BlobPlace, part: number) => join(folderOf(root, place), partName(part))

  return {
    put: (place, part, bytes) =>
      onDisk(async () => {
        const sealed = seal(await blobKey(keys, place.company), bytes, contextOf(place, part))
        const folder = folderOf(root, place)
        await mkdir(folder, { recursive: true, mode: 0o700 })
        // Whole or not at all, and two that send the same part at once do not meet in one file.
        const half = join(folder, `${partName(part)}.${randomBytes(6).toString('hex')}`)
        try {
          const file = await open(half, 'wx', 0o600)
          await file.writeFile(sealed).finally(() => file.close())
          await rename(half, fileOf(place, part))
        } catch (thrown) {
          await rm(half, { force: true }).catch(() => undefined)
          throw thrown
        }
      }),
    parts: place =>
      onDisk(async () => {
        const names = await readdir(folderOf(root, place)).catch(thrown => {
          if (isMissing(thrown)) return []
          throw thrown
        })
        return names
          .filter(name => /^\d{6,}$/.test(name))
          .map(Number)
          .sort((a, b) => a - b)
      }),
    read: (place, part) =>
      onDisk(async () => {
        const sealed = await readFile(fileOf(place, part))
        const key = await blobKey(keys, place.company)
        try {
          return openSealed(key, sealed, contextOf(place, part))
        } catch (cause) {
          throw new AppError('storage.failed', { params: { reason: 'damagedPart' }, cause })
        }
      }),
    keep: place =>
      onDisk(async () => {
        const folder = folderOf(root, place)
        for (const name of await readdir(folder)) await sync(join(folder, name))
        // Windows forces no folders; there the files have to do.
        if (process.platform !== 'win32') await sync(folder)
      }),
    remove: place => onDisk(() => rm(folderOf(root, place), { recursive: true, force: true })),
    old: (company, before) =>
      onDisk(async () => {
        const found: string[] = []
        for (const shelf of await readdir(join(root, company)).catch(() => []))
          for (const blob of await readdir(join(root, company, shelf)).catch(() => [])) {
            const facts = await stat(join(root, company, shelf, blob)).catch(() => undefined)
            if (facts && facts.mtimeMs < before) found.push(blob)
          }
        return found
      }),
  }
}

const onDisk = <T>(work: () => Promise<T>): Promise<T> =>
  work().catch(thrown => {
    throw asDiskError(thrown)
  })

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  await file.sync().finally(() => file.close())
}
