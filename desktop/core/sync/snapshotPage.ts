import { setImmediate as turn } from 'node:timers/promises'
import type { Texts } from '../storage/collectionTable.ts'

const [newline, comma, brace] = [10, 44, 123]
const opening = Buffer.from('"states":[\n')

/** A page as JSON, and by its id what a state says beside it, as it came: the file keeps that without making it anew. */
export interface SnapshotPage {
  json: unknown
  texts: Texts
}

/** For how long at a time the event loop is held, in milliseconds: lists are asked for meanwhile. */
const sliceMs = 4

/**
 * Reads an unpacked page, whose bytes are its own from here on, in slices with a turn of the event loop between them. Where
 * its states stand on lines of their own behind all else (see the protocol), each is read by itself; any other page is
 * JSON as well. Throws where it is none.
 */
export async function readPage(page: Buffer): Promise<SnapshotPage> {
  const first = page.indexOf(newline) + 1
  if (first < opening.length || !opening.equals(page.subarray(first - opening.length, first)))
    return { json: JSON.parse(page.toString('utf8')), texts: new Map() }
  const states: unknown[] = []
  const starts = new Map<string, number>()
  const endFrom = (start: number): number => {
    const end = page.indexOf(newline, start)
    return page[end - 1] === comma ? end - 1 : end
  }
  let at = first
  let began = performance.now()
  while (page[at] === brace) {
    if (performance.now() - began > sliceMs) {
      await turn()
      began = performance.now()
    }
    const end = endFrom(at)
    const state = JSON.parse(page.toString('utf8', at, end))
    states.push(state)
    const start = at + cutId(page, at, state)
    if (start > at) starts.set(state.id, start)
    at = page.indexOf(newline, end) + 1
  }
  return {
    json: { ...JSON.parse(page.toString('utf8', 0, first) + page.toString('utf8', at)), states },
    texts: {
      get(id) {
        const start = starts.get(id)
        return start === undefined ? undefined : page.subarray(start, endFrom(start))
      },
    },
  }
}

/**
 * `{"id":"…",` and the rest: the comma becomes the brace of what the rest is. Gives how far from `at` that is; 0 where the
 * state does not begin so, holds something that RxDB keeps beside it, or is gone: a tombstone keeps less.
 */
function cutId(
  page: Buffer,
  at: number,
  { id, gone, _meta }: { id?: unknown; gone?: unknown; _meta?: unknown },
): number {
  const start = `{"id":"${id}",`
  if (gone !== undefined || _meta !== undefined || page.toString('latin1', at, at + start.length) !== start) return 0
  page[at + start.length - 1] = brace
  return start.length - 1
}
