import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { UpdateInfo } from 'electron-updater'
import type { Release } from '../../../shared/updates/release.ts'
import { UpdateRefused } from './updateRefused.ts'

/**
 * What the updater has read from its own unsigned file must be the signed release: the same version, every file by its
 * plain name with the signed hash and length. The updater checks what it downloads against these.
 */
export function matchInfo({ version, files }: Pick<UpdateInfo, 'version' | 'files'>, release: Release): void {
  if (version !== release.version) {
    throw new UpdateRefused('altered', `offered is ${version}, signed is ${release.version}`)
  }
  if (files.length === 0) throw new UpdateRefused('altered', 'no file is offered')
  for (const { url, sha512, size } of files) {
    const signed = release.files.find(({ name }) => name === url)
    if (!signed) throw new UpdateRefused('altered', `${url} is not in the signed release`)
    if (sha512 !== signed.sha512 || (size !== undefined && size !== signed.size)) {
      throw new UpdateRefused('altered', `${url} is not the one that was signed`)
    }
  }
}

/** A file on this machine must be one of the release, byte by byte: looked at after the download and before it is run. */
export async function matchFile(file: string, release: Release): Promise<void> {
  const hash = createHash('sha512')
  const { size } = await stat(file).catch(cause => {
    throw new UpdateRefused('altered', `${basename(file)} is gone`, { cause })
  })
  await pipeline(createReadStream(file), hash)
  const sha512 = hash.digest('base64')
  if (!release.files.some(signed => signed.sha512 === sha512 && signed.size === size)) {
    throw new UpdateRefused('altered', `${basename(file)} is not a file of the signed release`)
  }
}
