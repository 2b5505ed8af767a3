const [newline, comma, brace] = [10, 44, 123]
const opening = Buffer.from('"states":[\n')

/** A page as JSON, and by its id what a state says beside it, as it came: the file keeps that without making it anew. */
export interface SnapshotPage {
  json: unknown
  texts: ReadonlyMap<string, Buffer>
}

/**
 * Reads an unpacked page, whose bytes are its own from here on. Where its states stand on lines of their own behind all
 * else (see the protocol), each is read by itself; any other page is JSON as well. Throws where it is none.
 */
export function readPage(page: Buffer): SnapshotPage {
  const texts = new Map<string, Buffer>()
  const first = page.indexOf(newline) + 1
  if (first < opening.length || !opening.equals(page.subarray(first - opening.length, first)))
    return { json: JSON.parse(page.toString('utf8')), texts }
  const states: unknown[] = []
  let at = first
  while (page[at] === brace) {
    const next = page.indexOf(newline, at)
    const end = page[next - 1] === comma ? next - 1 : next
    const state = JSON.parse(page.toString('utf8', at, end))
    states.push(state)
    const text = withoutId(page.subarray(at, end), state)
    if (text) texts.set(state.id, text)
    at = next + 1
  }
  return { json: { ...JSON.parse(page.toString('utf8', 0, first) + page.toString('utf8', at)), states }, texts }
}

/** `{"id":"…",` and the rest: the comma becomes the brace of what the rest is. What RxDB keeps beside it stays out. */
function withoutId(line: Buffer, state: { id?: unknown; _meta?: unknown }): Buffer | undefined {
  const start = `{"id":"${state.id}",`
  if (state._meta !== undefined || line.toString('latin1', 0, start.length) !== start) return undefined
  line[start.length - 1] = brace
  return line.subarray(start.length - 1)
}
