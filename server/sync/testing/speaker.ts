import { zstdDecompressSync } from 'node:zlib'
import { WebSocket } from 'ws'
import { uuidv7 } from '../../../shared/ids.ts'
import type { Entry, Patch } from '../../../shared/record.ts'
import type { ServerFrame } from '../../../shared/sync/protocol.ts'

type FrameOf<T extends ServerFrame['t']> = Extract<ServerFrame, { t: T }>

/** A desktop that only speaks: every frame it hears is kept. */
export interface Speaker {
  heard: ServerFrame[]
  closed: Promise<number>
  say(frame: unknown): void
  sayText(text: string | Buffer): void
  hear<T extends ServerFrame['t']>(t: T, is?: (frame: FrameOf<T>) => boolean): Promise<FrameOf<T>>
  entry(patches: Patch[], more?: Partial<Entry>): Entry
  push(entries: unknown[]): Promise<FrameOf<'answers'>>
  end(): void
}

/** A raw line to the `/sync` of a server, on which nobody has said hello yet. */
export function speakerTo(url: string): Promise<Speaker> {
  const ws = new WebSocket(`${url.replace('http', 'ws')}/sync`)
  const heard: ServerFrame[] = []
  const waiting: (() => void)[] = []
  let [seq, id] = [0, 0]
  ws.on('message', (data: Buffer, binary) => {
    const frame = binary
      ? { ...JSON.parse(String(zstdDecompressSync(data.subarray(4)))), id: data.readUInt32BE(0) }
      : JSON.parse(String(data))
    heard.push(frame as ServerFrame)
    for (const look of waiting) look()
  })
  ws.on('error', () => undefined)
  const made: Speaker = {
    heard,
    closed: new Promise(resolve => ws.on('close', resolve)),
    say: frame => ws.send(JSON.stringify(frame)),
    sayText: text => ws.send(text),
    hear: (t, is = () => true) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`never heard ${t}: ${JSON.stringify(heard).slice(0, 500)}`)),
          15_000,
        )
        const look = () => {
          const found = heard.find(frame => frame.t === t && is(frame as never))
          if (!found) return
          clearTimeout(late)
          resolve(found as never)
        }
        waiting.push(look)
        look()
      }),
    entry: (patches, more = {}) => ({
      seq: ++seq,
      id: uuidv7(),
      operation: uuidv7(),
      label: 'edit',
      after: [],
      at: new Date().toISOString(),
      patches,
      ...more,
    }),
    push: entries => {
      const asked = ++id
      made.say({ t: 'push', id: asked, entries })
      return made.hear('answers', frame => frame.id === asked)
    },
    end: () => ws.terminate(),
  }
  return new Promise(resolve => ws.on('open', () => resolve(made)))
}
