import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './childProcess.ts'
import { hashOf } from './hashOf.ts'
import type { Bundle } from './package/bundle.ts'
import { quietly } from './quietly.ts'

/** A desktop that runs here as it is shipped, and what it is made of besides core. */
export interface NodeBundle extends Bundle {
  sources: string[]
}

/** The browser shell, started as `node <path> <arguments>`. */
export const shellBundle: NodeBundle = {
  name: 'desktop',
  entry: 'desktop/browser/cli.ts',
  sources: ['desktop/browser'],
}

const always = ['desktop/core', 'shared', 'build/package', 'package-lock.json']

/**
 * The file that starts the bundle, in `<folder>/<name>`; made anew where its sources are not those of the last time. From
 * its sources core takes 30 MB more and twice as long to start: two threads load some five hundred files each.
 */
export async function nodeBundle(
  { name, entry, sources }: NodeBundle,
  { onStart, folder = join(root, 'dist') }: { onStart: () => void; folder?: string },
): Promise<string> {
  const file = join(folder, name, 'index.cjs')
  const mark = join(folder, `${name}.hash`)
  const hash = await hashOf([...always, ...sources])
  const made = await readFile(mark, 'utf8').catch(() => '')
  if (made === hash && existsSync(file)) return file
  onStart()
  await mkdir(folder, { recursive: true })
  await rm(mark, { force: true })
  await quietly(['build/package/bundleOne.ts', name, entry, folder], 'The desktop could not be bundled')
  await writeFile(mark, hash)
  return file
}
