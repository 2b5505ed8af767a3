import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './childProcess.ts'
import { hashOf } from './hashOf.ts'
import { makeAppFolder } from './package/appFolder.ts'

/** What the Electron app is made from. */
const sources = ['desktop', 'shared', 'resources', 'build/package', 'build/vite.config.ts', 'package-lock.json']

/** The folder that Electron runs, as it is packed; made anew where its sources are not those of the last time. */
export async function electronApp(options: { onStep: (step: string) => void }): Promise<string> {
  const folder = join(root, 'dist/app')
  const mark = join(root, 'dist/app.hash')
  const hash = await hashOf(sources)
  const made = await readFile(mark, 'utf8').catch(() => '')
  if (made === hash && existsSync(join(folder, 'package.json'))) return folder
  await rm(mark, { force: true })
  await makeAppFolder(folder, options)
  await writeFile(mark, hash)
  return folder
}
