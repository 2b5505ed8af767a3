import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
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
 * The file that starts the bundle, in a folder named after its sources, `<folder>/<name>-<hash>`; as long as this process
 * lives, the folder stays. It is made beside and put there whole, and never changed again: a desktop that runs loads
 * parts of its bundle later. It is a bundle because from its sources core takes 30 MB more and twice as long to start:
 * two threads load some five hundred files each.
 */
export async function nodeBundle(
  { name, entry, sources }: NodeBundle,
  { onStart, folder = join(root, 'dist') }: { onStart: () => void; folder?: string },
): Promise<string> {
  const hash = (await hashOf([...always, ...sources])).slice(0, 16)
  const made = join(folder, `${name}-${hash}`)
  if (!existsSync(made)) {
    onStart()
    await mkdir(folder, { recursive: true })
    const half = `${name}-${hash}-${process.pid}`
    await quietly(['build/package/bundleOne.ts', half, entry, folder], 'The desktop could not be bundled')
    await rename(join(folder, half), made).catch(async error => {
      // Another start has put its own there meanwhile.
      if (!existsSync(made)) throw error
      await rm(join(folder, half), { recursive: true })
    })
  }
  await keep(made)
  await removeOld(folder, name)
  return join(made, 'index.cjs')
}

const day = 24 * 3_600_000

/** Often, because a machine that has slept for days may see another start soon after it wakes. */
const keptEachMs = 60_000

/** Says now and from time to time that the folder is in use. Whoever calls this lives as long as what runs in there. */
async function keep(folder: string): Promise<void> {
  const touch = () => utimes(folder, new Date(), new Date())
  await touch()
  // A folder that somebody removed by hand needs no more of it.
  const timer = setInterval(() => void touch().catch(() => clearInterval(timer)), keptEachMs)
  timer.unref()
}

/** Earlier bundles, and halves of them, that nobody has used for a day. */
async function removeOld(folder: string, name: string): Promise<void> {
  const isOfName = new RegExp(`^${name}-[0-9a-f]{16}(-\\d+)?$`)
  for (const other of await readdir(folder)) {
    if (!isOfName.test(other)) continue
    const path = join(folder, other)
    // Another start may be removing it too.
    const there = await stat(path).catch(() => undefined)
    if (there && there.mtimeMs < Date.now() - day) await rm(path, { recursive: true, force: true })
  }
}
