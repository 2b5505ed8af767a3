import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes. A piece that a page hands over has stood in core as a message, as text, and as text within it, before it is bytes. */
const every = { minor: 4_000_000, major: 8_000_000 } as const

/**
 * Told of bytes that pass, has the memory that they stood in given back now and then. Parts are large and soon over, and by
 * itself a thread lets go of such memory only when it holds some sixty megabytes of it. `minor`: only what is young, which
 * takes a millisecond or two; for a thread on which others wait.
 */
export function createGiveBack(type: 'minor' | 'major'): (bytes: number) => void {
  let collect: ((options: { type: 'minor' | 'major' }) => void) | undefined
  let passed = 0
  return bytes => {
    passed += bytes
    if (passed < every[type]) return
    passed = 0
    // Not before somebody moves that much: the flag is the process's.
    setFlagsFromString('--expose-gc')
    collect ??= runInNewContext('gc') as typeof collect
    collect?.({ type })
  }
}
