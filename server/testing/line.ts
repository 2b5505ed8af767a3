import WebSocket from 'ws'
import { uuidv7 } from '../../shared/ids.ts'
import type { ClientFrame, ServerFrame } from '../../shared/sync/protocol.ts'

export interface Line {
  /** Everything that was heard, in order; binary pages are left out. */
  heard: ServerFrame[]
  say: (frame: ClientFrame) => void
  /** The first frame heard, now or later, that fits; rejects when the line closes before. */
  hear: <T extends ServerFrame['t']>(t: T) => Promise<Extract<ServerFrame, { t: T }>>
  closed: Promise<void>
  close: () => void
}

/** A raw line to `/sync` that has said hello. */
export async function openLine(url: string, token: string, device = uuidv7()): Promise<Line> {
  // The certificates of tests are signed by nobody.
  const ws = new WebSocket(`${url.replace('http', 'ws')}/sync`, { rejectUnauthorized: false })
  const heard: ServerFrame[] = []
  const waiting = new Set<() => void>()
  const closed = new Promise<void>(done => ws.once('close', () => done()))
  ws.on('message', (data, isBinary) => {
    if (!isBinary) heard.push(JSON.parse(String(data)))
    for (const look of waiting) look()
  })
  ws.on('close', () => {
    for (const look of waiting) look()
  })
  await new Promise<void>((done, fail) => {
    ws.once('open', () => done())
    ws.once('error', fail)
  })
  ws.on('error', () => {})
  const say = (frame: ClientFrame) => ws.send(JSON.stringify(frame))
  say({ t: 'hello', v: 1, token, device, heads: [] })
  return {
    heard,
    say,
    hear: t =>
      new Promise((done, fail) => {
        const look = () => {
          const found = heard.find(frame => frame.t === t)
          if (!found && ws.readyState < ws.CLOSING) return
          waiting.delete(look)
          if (found)
            done(found as never) // Found by the very tag that its type is picked by.
          else fail(new Error(`closed without ${t}; heard ${JSON.stringify(heard)}`))
        }
        waiting.add(look)
        look()
      }),
    closed,
    close: () => ws.terminate(),
  }
}
