import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import type { Random } from '../../../shared/testing/random.ts'
import { createLane, type Lane } from './lane.ts'
import type { Recorder } from './recorder.ts'

/** How often the network does what; all of them 0 is a good network. */
export interface Faults {
  /** A frame waits some milliseconds; those behind it wait too. */
  delay: number
  duplicate: number
  /** A frame is passed by those behind it, where the protocol must stand that. */
  reorder: number
  /** The connection breaks in the middle of a frame. */
  tear: number
}
export const noFaults: Faults = { delay: 0, duplicate: 0, reorder: 0, tear: 0 }

export interface FaultProxy {
  /** What the desktop takes for its server. */
  readonly url: string
  faults: Faults
  /** False: what is open breaks, and nobody gets through. */
  setOpen(isOpen: boolean): void
  /** Breaks what is open; the next try gets through. */
  cut(): void
  /** Nothing passes either way and nobody is told, until the next cut. */
  stall(): void
  close(): Promise<void>
}

/** The network between one desktop and the server, frame by frame. Whatever reaches the desktop is recorded. */
export async function faultProxy(options: {
  desktop: number
  /** ws:// address of the server's /sync. */
  target: () => string
  random: Random
  recorder: Recorder
}): Promise<FaultProxy> {
  const { desktop, target, random, recorder } = options
  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  await new Promise(resolve => sockets.once('listening', resolve))
  let isOpen = true
  let generation = 0
  const pairs = new Set<{ end(): void; stall(): void }>()

  sockets.on('connection', client => {
    client.on('error', () => {})
    if (!isOpen) return client.terminate()
    const upstream = new WebSocket(target(), { perMessageDeflate: false, maxPayload: 100_000_000 })
    const connection = `${desktop}.${++generation}`
    const end = (): void => {
      for (const lane of lanes) lane.close()
      client.terminate()
      upstream.terminate()
      pairs.delete(pair)
    }
    const settings = { random, faults: () => proxy.faults, tear: end }
    const up = createLane({
      ...settings,
      mayPass: text => text.startsWith('{"t":"push"') || text.startsWith('{"t":"views"'),
      deliver: (data, isBinary, fin) => {
        if (upstream.readyState === WebSocket.OPEN) upstream.send(data, { binary: isBinary, fin })
      },
    })
    const down = createLane({
      ...settings,
      // Frames before and after a change of view are made for different people: their order is the protocol's.
      mayPass: text => /^\{"t":"(live|answers|page|done|digest)"/.test(text),
      deliver: (data, isBinary, fin) => {
        if (client.readyState !== WebSocket.OPEN) return
        if (fin) recorder.received(desktop, connection, data, isBinary)
        client.send(data, { binary: isBinary, fin })
      },
    })
    const lanes: Lane[] = [up, down]
    const pair = { end, stall: () => void lanes.map(lane => lane.stall()) }
    pairs.add(pair)

    const early: [Buffer, boolean][] = []
    client.on('message', (data: Buffer, isBinary) => {
      recorder.asked(connection, data)
      if (upstream.readyState === WebSocket.OPEN) up.take(data, isBinary)
      else early.push([data, isBinary])
    })
    upstream.on('open', () => {
      for (const [data, isBinary] of early.splice(0)) up.take(data, isBinary)
    })
    upstream.on('message', (data: Buffer, isBinary) => down.take(data, isBinary))
    client.on('close', end)
    upstream.on('error', end)
    // What is still on its way arrives; then the desktop sees the end too.
    upstream.on('close', (code, reason) => down.after(() => closeLike(client, code, reason)))
  })

  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${(sockets.address() as AddressInfo).port}`,
    faults: noFaults,
    setOpen(next) {
      isOpen = next
      if (!isOpen) this.cut()
    },
    cut() {
      for (const pair of [...pairs]) pair.end()
    },
    stall() {
      for (const pair of pairs) pair.stall()
    },
    async close() {
      this.setOpen(false)
      await new Promise(resolve => sockets.close(resolve))
    },
  }
  return proxy
}

function closeLike(socket: WebSocket, code: number, reason: Buffer): void {
  if (code === 1000 || (code >= 3000 && code <= 4999)) socket.close(code, reason)
  else socket.terminate()
}
