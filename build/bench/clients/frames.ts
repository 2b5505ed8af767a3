import { zstdDecompressSync } from 'node:zlib'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import type { Answer, Head, ServerFrame } from '../../../shared/sync/protocol.ts'

/** What a light client keeps of a frame: which records it shows at which number, without what they hold. */
export interface LightFrame {
  t: ServerFrame['t']
  id?: number
  after?: number
  to?: Head
  more?: boolean
  states: { id: string; number: number; gone: boolean }[]
  answers?: Answer[]
  next?: string
  head?: Head
  view?: string
  viewer?: Viewer
  error?: string
}

/**
 * Reads frames. Many clients in one process are sent the same bytes; what was just read for one is not read again for
 * the next, so that the process measures the server and not its own JSON.
 */
export function frameReader() {
  const recent: { bytes: Buffer; frame: LightFrame }[] = []
  const once = (bytes: Buffer, read: () => LightFrame): LightFrame => {
    const known = recent.find(one => one.bytes.length === bytes.length && one.bytes.equals(bytes))
    if (known) return known.frame
    const frame = read()
    recent.unshift({ bytes, frame })
    if (recent.length > 12) recent.pop()
    return frame
  }
  return (bytes: Buffer, isBinary: boolean): LightFrame => {
    if (!isBinary) return once(bytes, () => light(bytes.toString()))
    // The question's id, 0 for none, then what all who see the same are sent.
    const id = bytes.readUInt32BE(0)
    const shared = bytes.subarray(4)
    const frame = once(shared, () => light(zstdDecompressSync(shared).toString()))
    return id === 0 ? frame : { ...frame, id }
  }
}

function light(text: string): LightFrame {
  const frame = JSON.parse(text) as ServerFrame & Partial<Omit<LightFrame, 'states' | 'error'>>
  const states = 'states' in frame ? frame.states : []
  return {
    t: frame.t,
    ...(frame.id === undefined ? {} : { id: frame.id }),
    ...(frame.after === undefined ? {} : { after: frame.after }),
    ...(frame.to === undefined ? {} : { to: frame.to }),
    ...(frame.more === undefined ? {} : { more: frame.more }),
    ...(frame.answers === undefined ? {} : { answers: frame.answers }),
    ...(frame.next === undefined ? {} : { next: frame.next }),
    ...(frame.head === undefined ? {} : { head: frame.head }),
    ...(frame.view === undefined ? {} : { view: frame.view }),
    ...(frame.viewer === undefined ? {} : { viewer: frame.viewer }),
    ...('error' in frame ? { error: frame.error.code } : {}),
    states: states.map(state => ({ id: state.id, number: state.number, gone: 'gone' in state })),
  }
}
