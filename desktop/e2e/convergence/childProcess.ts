import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process of the simulation that does what it is told over its channel, until it is told to end or is killed. */
export interface Worker {
  readonly pid: number
  /** Rejects with what went wrong there, or when the process ends before it answers. */
  ask(order: string, args: object): Promise<unknown>
  /** Does nothing for so many milliseconds, as on a machine that sleeps; what is sent to it waits. */
  freeze(ms: number): Promise<void>
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  readonly hasEnded: boolean
}

export interface WorkerSettings {
  file: string
  env?: NodeJS.ProcessEnv
  /** Lines that it writes. */
  onLine: (line: string) => void
  /** Messages that answer nothing. */
  onNotice?: (notice: unknown) => void
}

/** A process that answers later than this hangs, also on a machine with other work. */
const patience = 60_000

export class WorkerEnded extends Error {}

export function startWorker({ file, env, onLine, onNotice }: WorkerSettings): Worker {
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on('line', onLine)
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  let hasEnded = false
  void ended.then(() => {
    hasEnded = true
    for (const { reject } of open.values()) reject(new WorkerEnded(`${file} ended`))
    open.clear()
  })
  child.on('error', () => {})
  child.on('message', message => {
    const { answer, value, error, notice } = message as Partial<Answer> & { notice?: unknown }
    if (notice !== undefined) return onNotice?.(notice)
    const waiting = open.get(answer ?? -1)
    open.delete(answer ?? -1)
    if (error === undefined) waiting?.resolve(value)
    else waiting?.reject(new Error(error))
  })
  let next = 0
  return {
    pid: child.pid ?? 0,
    get hasEnded() {
      return hasEnded
    },
    ask(order, args) {
      if (hasEnded || !child.connected) return Promise.reject(new WorkerEnded(`${file} ended`))
      const n = ++next
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no answer to ${order} within ${patience / 1000} s`)), patience)
        const settled =
          <T>(settle: (value: T) => void) =>
          (value: T): void => {
            clearTimeout(late)
            settle(value)
          }
        open.set(n, { resolve: settled(resolve), reject: settled(reject) })
        child.send({ n, order, args }, () => {})
      })
    },
    async freeze(ms) {
      child.kill('SIGSTOP')
      await sleep(ms)
      child.kill('SIGCONT')
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

interface Answer {
  answer: number
  value: unknown
  error: string
}

/** The other end: answers orders one by one as they come, and ends when the simulation does. */
export function serveOrders(handle: (order: string, args: unknown) => unknown): { notice(notice: unknown): void } {
  const send = (message: object): void => {
    if (process.connected) process.send?.(message)
  }
  process.once('disconnect', () => process.exit())
  process.on('message', async message => {
    const { n, order, args } = message as { n: number; order: string; args: unknown }
    try {
      send({ answer: n, value: await handle(order, args) })
    } catch (thrown) {
      send({ answer: n, error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) })
    }
  })
  return { notice: notice => send({ notice }) }
}
