import { type ChildProcess, spawn } from 'node:child_process'
import { killTree, root } from './childProcess.ts'

/**
 * Runs a Node program with our output and answers its exit code; 1 when it did not end within `limit` ms.
 * In a process group of its own, so that what it started can be ended with it.
 */
export function runCommand(options: { args: string[]; env?: NodeJS.ProcessEnv; limit: number }): Promise<number> {
  const child = spawn(process.execPath, options.args, {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
  })
  running.add(child)
  const timer = setTimeout(() => {
    console.log(`Not done after ${Math.round(options.limit / 1000)} s; ending it.`)
    endTree(child)
  }, options.limit)
  return new Promise(done => {
    const end = (code: number) => {
      clearTimeout(timer)
      running.delete(child)
      done(code)
    }
    child.once('error', error => {
      console.log(error.message)
      end(1)
    })
    child.once('exit', code => end(code ?? 1))
  })
}

/** Ends every command that runs, and resolves when all have ended. */
export async function endCommands() {
  const all = [...running]
  await Promise.all(
    all.map(child => {
      const ended = new Promise(done => child.once('exit', done))
      endTree(child)
      return ended
    }),
  )
}

const running = new Set<ChildProcess>()

/** Politely first: test runners put their databases away. */
function endTree(child: ChildProcess) {
  const timer = setTimeout(() => killTree(child), 10_000)
  child.once('exit', () => clearTimeout(timer))
  if (process.platform !== 'win32' && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
  else child.kill()
}
