/** The bytes of `size` that a Range header asks for, both ends included. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * `undefined`: the whole file, also for several ranges at once and for what is no range (RFC 9110, 14.2 lets a server
 * answer so). `none`: nothing of the file is in it.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | undefined | 'none' {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  if (from === '') {
    const last = Number(to)
    return last === 0 ? 'none' : { start: Math.max(0, size - last), end: size - 1 }
  }
  const start = Number(from)
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < start) return undefined
  return start >= size ? 'none' : { start, end }
}
