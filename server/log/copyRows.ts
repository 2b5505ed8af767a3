const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')

/**
 * Cuts the stream of a `COPY … TO STDOUT (FORMAT binary)` into rows. `push` calls `onRow` with a row's bytes behind its
 * column count: each column as 4 bytes of length (-1: null) and the value. The bytes are only lent until it returns.
 */
export function copyRows(onRow: (row: Buffer, columns: number) => void): {
  push(chunk: Buffer): void
  /** Throws when the stream broke off. */
  end(): void
} {
  let rest: Buffer = Buffer.alloc(0)
  let started = false
  let ended = false

  function take(bytes: Buffer): number {
    let at = 0
    if (!started) {
      if (bytes.length < 19) return 0
      if (!bytes.subarray(0, 11).equals(signature)) throw new Error('not a binary COPY')
      at = 19 + bytes.readInt32BE(15)
      started = true
    }
    for (;;) {
      const end = rowEnd(bytes, at)
      if (end === undefined) return at
      if (end === at + 2) {
        ended = true
        return end
      }
      onRow(bytes.subarray(at + 2, end), bytes.readInt16BE(at))
      at = end
    }
  }

  return {
    push(chunk) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      rest = bytes.subarray(take(bytes))
    },
    end() {
      if (!ended) throw new Error('COPY broke off')
    },
  }
}

/** Undefined: the row is not all there yet. The trailer is a row of -1 columns and ends after its count. */
function rowEnd(bytes: Buffer, start: number): number | undefined {
  if (start + 2 > bytes.length) return undefined
  let at = start + 2
  for (let columns = bytes.readInt16BE(start); columns > 0; columns--) {
    if (at + 4 > bytes.length) return undefined
    at += 4 + Math.max(bytes.readInt32BE(at), 0)
  }
  return at > bytes.length ? undefined : at
}
