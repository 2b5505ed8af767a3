import type { ServerFrame } from '../../../shared/sync/protocol.ts'
import { readSnapshotFrame } from '../../core/sync/snapshotFrame.ts'

/** A frame as a desktop received it. */
export interface Received {
  desktop: number
  /** Milliseconds of the simulation's clock. */
  at: number
  frame: ServerFrame
  /** Of a snapshot page: the number its question named. */
  start?: number
}

/** Keeps every frame that reached a desktop, and what a snapshot's question asked for. */
export interface Recorder {
  received(desktop: number, connection: string, data: Buffer, isBinary: boolean): void
  asked(connection: string, data: Buffer): void
  frames(): Promise<Received[]>
  readonly count: number
}

const pageLimit = 100_000_000

export function createRecorder(): Recorder {
  const raw: { desktop: number; at: number; connection: string; data: Buffer; isBinary: boolean }[] = []
  /** Snapshot questions by connection and id. */
  const starts = new Map<string, number>()
  return {
    get count() {
      return raw.length
    },
    received(desktop, connection, data, isBinary) {
      raw.push({ desktop, at: performance.now(), connection, data, isBinary })
    },
    asked(connection, data) {
      if (!data.toString('latin1', 0, 20).startsWith('{"t":"snapshot"')) return
      const { id, start } = JSON.parse(data.toString('utf8')) as { id: number; start: { number: number } }
      starts.set(`${connection}:${id}`, start.number)
    },
    async frames() {
      const frames: Received[] = []
      for (const { desktop, at, connection, data, isBinary } of raw) {
        const { text, ...id } = isBinary ? await readSnapshotFrame(data, pageLimit) : { text: data.toString('utf8') }
        const frame = { ...JSON.parse(String(text)), ...id } as ServerFrame
        const start = frame.t === 'snapshotPage' ? starts.get(`${connection}:${frame.id}`) : undefined
        frames.push({ desktop, at, frame, ...(start === undefined ? {} : { start }) })
      }
      return frames
    },
  }
}
