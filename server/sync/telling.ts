import { promisify } from 'node:util'
import { constants, zstdCompress } from 'node:zlib'
import { projectFor } from '../../shared/permissions/project.ts'
import { kindViewKey, type Viewer } from '../../shared/permissions/viewer.ts'
import { isGone, type RecordState } from '../../shared/record.ts'
import type { Head } from '../../shared/sync/protocol.ts'
import { concerning } from './concerning.ts'
import { type Change, wholeStatesFor } from './project.ts'

/** A frame as it goes over the wire, in parts that many frames share. */
export interface LiveFrame {
  after: number
  to: number
  parts: readonly Buffer[]
  /** The same as a binary frame under zstd, once somebody unpacks it; see `pack`. */
  packed?: Buffer
}

/** The frame that tells a viewer who stands at `after` of a run of changes; undefined where it shows them nothing. */
export type Telling = (viewer: Viewer, after: number) => LiveFrame | undefined

/** What a viewer is shown of one kind: encoded states with commas between them, and what tells it from others. */
interface Shown {
  key: string
  text: string
}

/** From so many bytes on what is shown goes out as a part of its own; below, one buffer is cheaper to send than two. */
const sharedBytes = 16_000

/**
 * A view as a whole names a person as soon as any kind asks for one, so hardly two people share one. What a run of
 * changes shows them is the same all the same where they are shown the same of each kind: that is picked, projected and
 * encoded once for each way of seeing the kind, and a record once for each set of hidden fields.
 */
export function telling(changes: readonly Change[], head: Head): Telling {
  const kinds = [...Map.groupBy(changes, change => change.kind)].map(([kind, ofKind]) => showing(kind, ofKind, head))
  const bodies = new Map<string, Buffer>()
  const frames = new Map<string, LiveFrame>()

  return (viewer, after) => {
    // One personal record among a thousand that all see must not make a frame of its own for everybody.
    const shown = kinds.map(of => of(viewer)).filter(({ text }) => text !== '')
    if (shown.length === 0) return undefined
    const what = shown.map(({ key }) => key).join()
    const body = bodies.get(what) ?? bodyOf(shown.map(({ text }) => text).join(), head)
    bodies.set(what, body)
    const frame = frames.get(`${after} ${what}`) ?? frameOf(after, body, head)
    frames.set(`${after} ${what}`, frame)
    return frame
  }
}

/** The frame that only moves a checkpoint. */
export const emptyFrame = (after: number, head: Head): LiveFrame => frameOf(after, bodyOf('', head), head)

/**
 * A thousand records to two hundred desktops are hundreds of megabytes, and a tenth of it packed. Once for all who are told
 * the same.
 */
export async function pack(frame: LiveFrame): Promise<void> {
  if (frame.packed || frame.parts.length < 2) return
  frame.packed = Buffer.concat([noQuestion, await compress(Buffer.concat(frame.parts), fastest)])
}
const compress = promisify(zstdCompress)
const fastest = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }
/** What stands in the place of a question's id. */
const noQuestion = Buffer.alloc(4)

const bodyOf = (states: string, head: Head): Buffer => Buffer.from(`${states}],"to":${JSON.stringify(head)}}`)

function frameOf(after: number, body: Buffer, head: Head): LiveFrame {
  const parts = [Buffer.from(`{"t":"live","after":${after},"states":[`), body]
  return { after, to: head.number, parts: body.length < sharedBytes ? [Buffer.concat(parts)] : parts }
}

function showing(kind: string, changes: readonly Change[], head: Head): (viewer: Viewer) => Shown {
  const shown = new Map<string, Shown>()
  const encoded = new Map<string, WeakMap<RecordState, string>>()
  const concerned = concerning(kind, changes)

  const encode = (viewer: Viewer, state: RecordState): string => {
    const [, hidden] = sightOf(viewer, kind)
    const known = encoded.get(hidden) ?? new WeakMap<RecordState, string>()
    encoded.set(hidden, known)
    const text = known.get(state) ?? JSON.stringify(projectFor(viewer, state))
    known.set(state, text)
    return text
  }
  const textFor = (viewer: Viewer): string =>
    wholeStatesFor(viewer, concerned(viewer), head.number)
      .map(state => (isGone(state) ? JSON.stringify(state) : encode(viewer, state)))
      .join()

  return viewer => {
    const [sight] = sightOf(viewer, kind)
    const known = shown.get(sight)
    if (known) return known
    const made = { key: `${kind} ${shown.size}`, text: textFor(viewer) }
    shown.set(sight, made)
    return made
  }
}

type Sight = readonly [key: string, hidden: string]
const sights = new WeakMap<Viewer, Map<string, Sight>>()

/** How a viewer sees a kind, and which of its fields are hidden; asked for at every commit. */
function sightOf(viewer: Viewer, kind: string): Sight {
  const known = sights.get(viewer) ?? new Map<string, Sight>()
  sights.set(viewer, known)
  const found = known.get(kind)
  if (found) return found
  const key = kindViewKey(viewer, kind)
  const [, hidden] = JSON.parse(key) as [string, string[]]
  const sight = [key, hidden.join()] as const
  known.set(kind, sight)
  return sight
}
