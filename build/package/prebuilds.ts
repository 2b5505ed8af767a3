import { cp, mkdir, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Copies SQLite's Node-API binaries into `<folder>/prebuilds`: they work in Node and in Electron alike, so nothing is
 * compiled. All platforms; electron-builder takes the ones of its target.
 */
export async function copyPrebuilds(folder: string): Promise<string[]> {
  const from = join(dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json')), 'prebuilds')
  const to = join(folder, 'prebuilds')
  await mkdir(to, { recursive: true })
  // Electron has no build for musl.
  const names = (await readdir(from)).filter(name => name.endsWith('.node') && !name.startsWith('linuxmusl'))
  await Promise.all(names.map(name => cp(join(from, name), join(to, name))))
  return names.sort()
}
