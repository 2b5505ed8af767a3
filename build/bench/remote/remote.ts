import { spawn } from 'node:child_process'
import { root } from '../../childProcess.ts'
import type { Handlers } from './serve.ts'

/** A process of the benchmark, asked by name; see serve.ts. */
export interface Remote<H extends Handlers> {
  call<N extends keyof H & string>(name: N, ...args: Parameters<H[N]>): Promise<Awaited<ReturnType<H[N]>>>
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
  /** Asks it to end and waits for that; it cleans up behind itself. */
  stop(): Promise<void>
}

interface Answer {
  id: number
  value?: unknown
  error?: string
}

/** Starts a script that calls `serve`. It ends when we do. Its output is ours only with PERGEL_BENCH_TALK. */
export function startRemote<H extends Handlers>(
  script: string,
  { args = [] as string[], env = {} as NodeJS.ProcessEnv } = {},
): Remote<H> {
  const guard = new URL('../../stopWithParent.ts', import.meta.url).href
  const talks = process.env['PERGEL_BENCH_TALK'] ? 'inherit' : 'ignore'
  const nodeArgs = process.env['PERGEL_BENCH_PROFILE'] === undefined ? [] : profiling(script)
  const child = spawn(process.execPath, [...nodeArgs, '--import', guard, script, ...args], {
    cwd: root,
    stdio: ['ignore', talks, 'inherit', 'ipc'],
    serialization: 'advanced',
    detached: process.platform !== 'win32',
    env: { ...process.env, ...env },
  })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let lastId = 0
  let hasEnded = false
  const ended = new Promise<void>(done => child.once('exit', () => done()))
  void ended.then(() => {
    hasEnded = true
    for (const { reject } of waiting.values()) reject(new Error(`${script} has ended`))
    waiting.clear()
  })
  child.on('message', message => {
    const { id, value, error } = message as Answer
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) asked?.resolve(value)
    else asked?.reject(new Error(error))
  })
  return {
    call: (name, ...given) =>
      new Promise((resolve, reject) => {
        if (hasEnded) return reject(new Error(`${script} has ended`))
        const id = ++lastId
        waiting.set(id, { resolve: value => resolve(value as never), reject })
        child.send({ id, name, args: given })
      }),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    stop: async () => {
      if (child.connected) child.disconnect()
      const late = setTimeout(() => child.kill('SIGKILL'), 30_000)
      await ended
      clearTimeout(late)
    },
  }
}

/** With PERGEL_BENCH_PROFILE=<folder> each process leaves a CPU profile there. */
const profiling = (script: string): string[] => [
  '--cpu-prof',
  `--cpu-prof-dir=${process.env['PERGEL_BENCH_PROFILE']}`,
  `--cpu-prof-name=${script.split('/').slice(-2).join('-')}-${Date.now()}.cpuprofile`,
]
