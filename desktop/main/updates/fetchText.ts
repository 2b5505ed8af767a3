/** Beyond this it is no release, whatever it is. */
const mostBytes = 200_000
const patienceMs = 30_000

/** Text of a small file; null where the server says 404. Throws for every other answer than 200, and when it is away. */
export const fetchText =
  (fetch: typeof globalThis.fetch) =>
  async (url: string): Promise<string | null> => {
    const answer = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(patienceMs) })
    if (answer.status === 404) {
      await answer.body?.cancel()
      return null
    }
    if (answer.status !== 200 || !answer.body) throw new Error(`${new URL(url).pathname} answered ${answer.status}`)
    const parts: Uint8Array[] = []
    let length = 0
    for await (const part of answer.body) {
      length += part.length
      if (length > mostBytes) throw new Error(`${new URL(url).pathname} is longer than ${mostBytes} bytes`)
      parts.push(part)
    }
    return Buffer.concat(parts).toString('utf8')
  }
