import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { UsedElectron, UsedProcess } from '../electron.ts'
import { Listening } from './listening.ts'
import type { DoublePort } from './ports.ts'

/** Between this process and the utility process; see utilityShim.ts. */
export type Frame =
  | { t: 'message'; message: unknown; ports: number[] }
  | { t: 'port'; id: number; message: unknown }
  | { t: 'portClosed'; id: number }

const shim = new URL('./utilityShim.ts', import.meta.url).href

/** utilityProcess: a real Node process that runs the real script, with `process.parentPort` and ports in it. */
export function doubleUtilityProcess(): UsedElectron['utilityProcess'] & { running: DoubleProcess[]; forked: number } {
  const running: DoubleProcess[] = []
  const double = {
    running,
    forked: 0,
    fork: (path: string, args: string[] = []): UsedProcess => {
      const child = new DoubleProcess(path, args)
      running.push(child)
      double.forked += 1
      child.once('exit', () => running.splice(running.indexOf(child), 1))
      return child
    },
  }
  return double
}

export class DoubleProcess extends Listening implements UsedProcess {
  readonly #child: ChildProcess
  readonly #ports = new Map<number, DoublePort>()
  #nextPort = 1

  constructor(path: string, args: string[]) {
    super()
    this.#child = fork(path, args, {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      execArgv: ['--import', shim],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#child.on('message', frame => this.#receive(frame as Frame))
    this.#child.once('exit', (code, signal) => {
      for (const port of this.#ports.values()) port.close()
      this.emit('exit', code ?? (signal ? 1 : 0))
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  postMessage(message: unknown, transfer: unknown[] = []): void {
    const ports = (transfer as DoublePort[]).map(port => {
      const id = this.#nextPort++
      this.#ports.set(id, port)
      return { id, port }
    })
    this.#send({ t: 'message', message, ports: ports.map(({ id }) => id) })
    for (const { id, port } of ports)
      port.handOver({
        deliver: data => this.#send({ t: 'port', id, message: data }),
        closed: () => this.#send({ t: 'portClosed', id }),
      })
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM')
  }

  /** As a fault in native code or the system would. */
  crash(): void {
    this.#child.kill('SIGKILL')
  }

  #send(frame: Frame): void {
    if (this.#child.connected) this.#child.send(frame, () => undefined)
  }

  #receive(frame: Frame): void {
    if (frame.t === 'message') this.emit('message', frame.message)
    else {
      const port = this.#ports.get(frame.id)
      if (frame.t === 'port') port?.postMessage(frame.message)
      else port?.close()
    }
  }
}
