import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { openSealed } from '../auth/envelope.ts'
import { type BlobPlace, contextOf, folderOf, partName } from './places.ts'

export interface Hashing {
  root: string
  place: BlobPlace
  parts: number
  key: Uint8Array
}

/** SHA-256 of a content as it lies on the disk, in hex. Throws where a part is missing or does not open. */
export async function hashParts({ root, place, parts, key }: Hashing): Promise<string> {
  const hash = createHash('sha256')
  const folder = folderOf(root, place)
  for (let part = 0; part < parts; part++) {
    hash.update(openSealed(key, await readFile(join(folder, partName(part))), contextOf(place, part)))
    await setImmediate()
  }
  return hash.digest('hex')
}
