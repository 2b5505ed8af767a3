import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './childProcess.ts'
import { hashOf } from './hashOf.ts'

/** Builds desktop/renderer into dist/renderer unless its sources are those of the last build. Throws when Vite fails. */
export async function buildRenderer(options: { onStart: () => void }) {
  const hash = await hashOf(sources)
  const mark = join(root, 'dist/renderer.hash')
  const built = await readFile(mark, 'utf8').catch(() => '')
  if (built === hash && existsSync(join(root, 'dist/renderer/index.html'))) return
  options.onStart()
  await rm(mark, { force: true })
  await vite(['build', '--config', 'build/vite.config.ts', '--logLevel', 'warn'])
  await mkdir(join(root, 'dist'), { recursive: true })
  await writeFile(mark, hash)
}

/** What the built renderer is made from. */
const sources = ['desktop/renderer', 'desktop/core/api', 'shared', 'build/vite.config.ts', 'package-lock.json']

/** Runs Vite in a process of its own, so that its memory is given back. */
function vite(args: string[]) {
  const child = spawn(process.execPath, ['node_modules/vite/bin/vite.js', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Vitest sets this for its own; a build that sees it would be a test build.
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const kill = () => child.kill()
  process.once('exit', kill)
  let output = ''
  child.stdout.on('data', chunk => {
    output += chunk
  })
  child.stderr.on('data', chunk => {
    output += chunk
  })
  return new Promise<void>((done, fail) => {
    child.on('error', fail)
    child.on('close', code => {
      process.off('exit', kill)
      if (code === 0) done()
      else fail(new Error(`The screens could not be built:\n${output}`))
    })
  })
}
