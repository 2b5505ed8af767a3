import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export interface Child {
  name: string
  /** The exit code; 1 when a signal ended it. */
  exited: Promise<number>
  /** The first match of a line of its output. Rejects when the child ends before, or after `timeout` ms. */
  line: (pattern: RegExp, timeout: number) => Promise<RegExpExecArray>
  /** Asks it to end, insists after `grace` ms (15,000), and resolves when it has ended. */
  stop: (grace?: number) => Promise<void>
}

/**
 * Starts a script on this Node. It ends when we end, even when we are killed.
 * Not in our process group: a terminal's Ctrl-C would otherwise reach the database before the server is done with it,
 * and we could not choose the order.
 */
export function startChild(options: {
  name: string
  args: string[]
  env?: NodeJS.ProcessEnv
  cwd?: string
  /** Another program than this Node; it has to end by itself when the channel to us is gone. */
  program?: string
  onLine: (line: string) => void
}): Child {
  const { name, args, onLine, program } = options
  const child = spawn(program ?? process.execPath, program ? args : ['--import', guard, ...args], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  const seen: string[] = []
  const watchers = new Set<(line: string) => void>()
  const read = [child.stdout, child.stderr].map(stream => {
    const lines = createInterface({ input: stream ?? Readable.from([]) }).on('line', line => {
      seen.push(line)
      if (seen.length > 1000) seen.shift()
      onLine(line)
      for (const watch of watchers) watch(line)
    })
    return new Promise(done => lines.once('close', done))
  })
  // Not 'close': it does not come when we have let go of the channel ourselves. The wait for the last lines is short,
  // because a grandchild may hold the pipe open.
  const exited = new Promise<number>(done => {
    const end = (code: number | null) => void Promise.race([Promise.all(read), delay(500)]).then(() => done(code ?? 1))
    child.once('error', () => end(1))
    child.once('exit', end)
  })

  const line = (pattern: RegExp, timeout: number) =>
    new Promise<RegExpExecArray>((found, fail) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        watchers.delete(check)
        settle()
      }
      const check = (text: string) => {
        const match = pattern.exec(text)
        if (match) end(() => found(match))
      }
      const timer = setTimeout(
        () => end(() => fail(new Error(`${name} gave no answer for ${timeout / 1000} s`))),
        timeout,
      )
      watchers.add(check)
      void exited.then(code => end(() => fail(new Error(`${name} ended with code ${code}`))))
      for (const text of seen) check(text)
    })

  const stop = async (grace = 15_000) => {
    // `node --watch` does not load the guard in its own process, and passes a signal on to the script.
    if (args.includes('--watch')) child.kill('SIGTERM')
    else if (child.connected) child.disconnect()
    const timer = setTimeout(() => killTree(child), grace)
    await exited
    clearTimeout(timer)
  }
  return { name, exited, line, stop }
}

/** Ends a child and what it started, at once. */
export function killTree(child: ChildProcess) {
  if (child.pid === undefined || child.exitCode !== null) return
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' })
    return
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // The group is gone already, or the child never had one of its own.
    child.kill('SIGKILL')
  }
}

/**
 * Calls `stop` at the first Ctrl-C or SIGTERM. The echoes that a terminal and npm add within two seconds mean nothing;
 * a later one is a person who does not want to wait, and ends the process.
 */
export function onStopSignal(stop: () => void) {
  let since: number | undefined
  const handle = () => {
    if (since === undefined) {
      since = Date.now()
      stop()
    } else if (Date.now() - since > 2000) process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handle)
}

const guard = new URL('./stopWithParent.ts', import.meta.url).href
/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url))
