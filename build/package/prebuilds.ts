import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises'
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
  for (const name of names) {
    const [file, copy] = [join(from, name), join(to, name)]
    if (await areSame(file, copy)) continue
    // Never over it: a desktop may be running with it.
    await rm(copy, { force: true })
    await cp(file, copy)
  }
  return names.sort()
}

async function areSame(file: string, copy: string): Promise<boolean> {
  const there = await readFile(copy).catch(() => undefined)
  return there?.equals(await readFile(file)) ?? false
}
