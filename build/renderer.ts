import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './childProcess.ts'
import { hashOf } from './hashOf.ts'
import { quietly } from './quietly.ts'

/** Builds desktop/renderer into dist/renderer unless its sources are those of the last build. Throws when Vite fails. */
export async function buildRenderer(options: { onStart: () => void }) {
  const hash = await hashOf(sources)
  const mark = join(root, 'dist/renderer.hash')
  const built = await readFile(mark, 'utf8').catch(() => '')
  if (built === hash && existsSync(join(root, 'dist/renderer/index.html'))) return
  options.onStart()
  await rm(mark, { force: true })
  const args = ['node_modules/vite/bin/vite.js', 'build', '--config', 'build/vite.config.ts', '--logLevel', 'warn']
  await quietly(args, 'The screens could not be built')
  await mkdir(join(root, 'dist'), { recursive: true })
  await writeFile(mark, hash)
}

/** What the built renderer is made from. */
const sources = ['desktop/renderer', 'desktop/core/api', 'shared', 'build/vite.config.ts', 'package-lock.json']
