import { Listening } from './listening.ts'

/** Carries one end of a channel into another process or page. */
export interface Carrier {
  deliver(message: unknown): void
  closed(): void
}

/** MessagePortMain: messages wait until `start`, arrive later and in order, as copies. */
export class DoublePort extends Listening {
  peer: DoublePort | undefined
  #carrier: Carrier | undefined
  #queue: unknown[] = []
  #isStarted = false
  isClosed = false

  postMessage(message: unknown): void {
    const copy = structuredClone(message)
    if (!this.isClosed) setImmediate(() => this.peer?.receive(copy))
  }

  receive(message: unknown): void {
    if (this.isClosed) return
    if (this.#carrier) this.#carrier.deliver(message)
    else if (this.#isStarted) this.emit('message', { data: message, ports: [] })
    else this.#queue.push(message)
  }

  start(): void {
    this.#isStarted = true
    for (const message of this.#queue.splice(0)) this.emit('message', { data: message, ports: [] })
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    setImmediate(() => this.peer?.remoteClosed())
  }

  remoteClosed(): void {
    if (this.isClosed) return
    this.isClosed = true
    if (this.#carrier) this.#carrier.closed()
    else this.emit('close')
  }

  /** This end now lives elsewhere: what comes for it goes there. */
  handOver(carrier: Carrier): void {
    this.#carrier = carrier
    for (const message of this.#queue.splice(0)) carrier.deliver(message)
  }
}

/** MessageChannelMain. */
export class DoubleChannel {
  readonly port1: never
  readonly port2: never

  constructor() {
    const [one, two] = [new DoublePort(), new DoublePort()]
    one.peer = two
    two.peer = one
    // Main knows them as MessagePortMain, of which a DoublePort has what is used.
    this.port1 = one as never
    this.port2 = two as never
  }
}
