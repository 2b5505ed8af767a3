import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './childProcess.ts'

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

async function hashOf(paths: string[]) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of await filesIn(path)) hash.update(`${file}\0`).update(await readFile(join(root, file)))
  }
  return hash.digest('hex')
}

/** A file, or the files below a folder, tests left out, in a stable order. */
async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true }).catch(() => undefined)
  if (!entries) return existsSync(join(root, path)) ? [path] : []
  return entries
    .filter(entry => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name).slice(root.length))
    .sort()
}

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
