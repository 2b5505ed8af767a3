import { setFlagsFromString } from 'node:v8'

/**
 * Lets the heap of the process grow to twice what lives in it before it is cleared, in place of up to four times: a first
 * copy takes 250 MB instead of 305, in the same time. Said from within, because NODE_OPTIONS does not take it. Not within
 * Electron, whose V8 may have closed its settings by then.
 */
export function growSlowly(): void {
  if (process.versions['electron'] === undefined) setFlagsFromString('--heap-growing-percent=100')
}
