import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** The mark before the fuses in every Electron binary (Electron's documentation on fuses). */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuses = '101000011'

/** What electron-builder needs of an unpacked runtime for Linux: its files by name, and a binary that has fuses. */
export async function runtimeDouble(folder: string): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true })
  await mkdir(join(folder, 'resources'), { recursive: true })
  await mkdir(join(folder, 'empty'), { recursive: true })
  const binary = Buffer.concat([
    Buffer.alloc(64),
    Buffer.from(sentinel),
    Buffer.from([1, fuses.length]),
    Buffer.from(fuses),
  ])
  await writeFile(join(folder, 'electron'), binary, { mode: 0o755 })
  for (const name of ['tr', 'en-US', 'de', 'fr', 'ja']) await writeFile(join(folder, `locales/${name}.pak`), '')
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version', 'chrome_crashpad_handler', 'chrome-sandbox'])
    await writeFile(join(folder, name), '')
  await asar().createPackage(join(folder, 'empty'), join(folder, 'resources/default_app.asar'))
}

/** The state of each fuse in a binary, in the order of @electron/fuses (`0` off, `1` on). */
export function fusesOf(binary: Buffer): string {
  const at = binary.indexOf(sentinel) + sentinel.length
  return binary.toString('latin1', at + 2, at + 2 + (binary[at + 1] ?? 0))
}

interface Asar {
  createPackage(from: string, to: string): Promise<void>
  listPackage(file: string, options: object): string[]
}

/** electron-builder's own. */
export const asar = (): Asar =>
  createRequire(createRequire(import.meta.url).resolve('electron-builder'))('@electron/asar') as Asar
