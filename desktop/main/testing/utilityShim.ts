import { isMainThread } from 'node:worker_threads'
import { Listening } from './listening.ts'
import { DoublePort } from './ports.ts'
import type { Frame } from './utilityProcess.ts'

class ParentDouble extends Listening {
  readonly #ports = new Map<number, DoublePort>()
  #waiting: Frame[] | undefined = []

  constructor() {
    super()
    process.on('message', (frame: Frame) => {
      if (this.#waiting) this.#waiting.push(frame)
      else this.#receive(frame)
    })
  }

  override on(event: string, listener: (...args: never[]) => void): never {
    this.listen(event, listener)
    const waiting = this.#waiting ?? []
    this.#waiting = undefined
    for (const frame of waiting) this.#receive(frame)
    return this as never
  }

  postMessage(message: unknown): void {
    send({ t: 'message', message, ports: [] })
  }

  #receive(frame: Frame): void {
    if (frame.t === 'message') {
      const ports = frame.ports.map(id => this.#port(id))
      this.emit('message', { data: frame.message, ports })
    } else if (frame.t === 'port') this.#ports.get(frame.id)?.receive(frame.message)
    else this.#ports.get(frame.id)?.remoteClosed()
  }

  #port(id: number): DoublePort {
    const port = new DoublePort()
    const far = new DoublePort()
    port.peer = far
    far.peer = port
    far.handOver({
      deliver: message => send({ t: 'port', id, message }),
      closed: () => send({ t: 'portClosed', id }),
    })
    this.#ports.set(id, port)
    return port
  }
}

function send(frame: Frame): void {
  if (process.connected) process.send?.(frame)
}

/** Loaded before the script of a utility process: gives it `process.parentPort`. Threads of its own get nothing. */
if (isMainThread) {
  const parent = new ParentDouble()
  Object.assign(process, { parentPort: parent })
  // Electron ends its utility processes with itself.
  process.once('disconnect', () => process.exit(1))
}
