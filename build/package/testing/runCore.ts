import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

type Message = { data?: { t: string }; port?: { t: string; id: number; ok: boolean; value?: unknown; error?: unknown } }

/** The bundled core on plain Node, as Electron's main would run it, with one window. Nothing of the project is near it. */
export async function runCore(app: string, profile: string) {
  const child = fork(join(app, 'core/index.cjs'), [], {
    cwd: app,
    env: { PATH: process.env['PATH'] },
    execArgv: ['--import', join(import.meta.dirname, 'parentPort.ts')],
    serialization: 'advanced',
  })
  const waiting = new Map<number, (message: NonNullable<Message['port']>) => void>()
  const exited = once(child, 'exit') as Promise<[number | null]>
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', ({ data, port }: Message) => {
      if (data?.t === 'ready') resolve()
      if (data?.t === 'failed') reject(new Error(JSON.stringify(data)))
      if (port?.t === 'answer') waiting.get(port.id)?.(port)
    })
    void exited.then(([code]) => reject(new Error(`core ended with ${code}`)))
  })
  child.send({ data: { t: 'start', profile, server: 'http://127.0.0.1:9', keyStore: 'none', log: false } })
  await ready
  child.send({ data: { t: 'window' } })
  let nextId = 1
  return {
    call: (name: string, args: unknown) =>
      new Promise<unknown>((resolve, reject) => {
        const id = nextId++
        waiting.set(id, ({ ok, value, error }) => (ok ? resolve(value) : reject(new Error(JSON.stringify(error)))))
        child.send({ port: { t: 'call', id, name, args } })
      }),
    /** Gives the exit code. */
    stop: async () => {
      child.send({ data: { t: 'stop' } })
      return (await exited)[0]
    },
    kill: () => child.kill('SIGKILL'),
  }
}
