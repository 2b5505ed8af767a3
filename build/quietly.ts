import { spawn } from 'node:child_process'
import { root } from './childProcess.ts'

/**
 * Runs a script on this Node in a process of its own, so that its memory is given back. Throws what it printed, after
 * `failure`, when it fails.
 */
export function quietly(args: string[], failure: string): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Vitest sets this for its own; a build that sees it would be a test build.
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const kill = () => child.kill()
  process.once('exit', kill)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      output += chunk
    })
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', code => {
      process.off('exit', kill)
      if (code === 0) done()
      else fail(new Error(`${failure}:\n${output}`))
    })
  })
}
