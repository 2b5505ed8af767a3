import { projectFor } from '../../shared/permissions/project.ts'
import { kindViewKey, type Viewer } from '../../shared/permissions/viewer.ts'
import { isGone, type RecordState } from '../../shared/record.ts'
import type { Head } from '../../shared/sync/protocol.ts'
import { type Change, wholeStatesFor } from './project.ts'

/** A frame as it goes over the wire; the same bytes to all who are told the same. */
export interface LiveFrame {
  after: number
  to: number
  bytes: Buffer
}

/** The frame that tells a viewer who stands at `after` of a run of changes; undefined where it shows them nothing. */
export type Telling = (viewer: Viewer, after: number) => LiveFrame | undefined

/**
 * A view as a whole names a person as soon as any kind asks for one, so hardly two people share one. What a run of
 * changes shows them is the same all the same where they see its kinds alike: it is picked, projected and encoded once
 * for each way of seeing these kinds, and a record once for each set of hidden fields.
 */
export function telling(changes: readonly Change[], head: Head): Telling {
  const kinds = [...new Set(changes.map(change => change.kind))]
  const frames = new Map<string, LiveFrame | undefined>()
  const bodies = new Map<string, string>()
  const encoded = new Map<string, WeakMap<RecordState, string>>()

  const encode = (viewer: Viewer, state: RecordState): string => {
    const [, hidden] = sightOf(viewer, state.kind)
    const known = encoded.get(hidden) ?? new WeakMap<RecordState, string>()
    encoded.set(hidden, known)
    const text = known.get(state) ?? JSON.stringify(projectFor(viewer, state))
    known.set(state, text)
    return text
  }
  const bodyFor = (viewer: Viewer): string =>
    wholeStatesFor(viewer, changes, head.number)
      .map(state => (isGone(state) ? JSON.stringify(state) : encode(viewer, state)))
      .join()

  return (viewer, after) => {
    const sight = kinds.map(kind => sightOf(viewer, kind)[0]).join()
    const key = `${after} ${sight}`
    if (frames.has(key)) return frames.get(key)
    const body = bodies.get(sight) ?? bodyFor(viewer)
    bodies.set(sight, body)
    const frame = body === '' ? undefined : frameOf(after, body, head)
    frames.set(key, frame)
    return frame
  }
}

/** `body`: encoded states with commas between them, or nothing. */
export const frameOf = (after: number, body: string, head: Head): LiveFrame => ({
  after,
  to: head.number,
  bytes: Buffer.from(`{"t":"live","after":${after},"states":[${body}],"to":${JSON.stringify(head)}}`),
})

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
  const sight = [key, `${kind} ${hidden.join()}`] as const
  known.set(kind, sight)
  return sight
}
