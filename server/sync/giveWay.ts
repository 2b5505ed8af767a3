import { setTimeout as sleep } from 'node:timers/promises'

/** All answers together hold the event loop for so long, milliseconds. */
const sliceMs = 3
/** So long they wait for writes that are under way, so that they come also where somebody writes all the time. */
const patienceMs = 10

let writes = 0
let gap = Promise.withResolvers<void>()
let sliceEnd = 0
let next: Promise<void> | undefined

/** Work that goes before all that gives way. */
export async function urgently<T>(write: () => Promise<T>): Promise<T> {
  writes++
  try {
    return await write()
  } finally {
    if (--writes === 0) {
      gap.resolve()
      gap = Promise.withResolvers()
    }
  }
}

/**
 * Before work that nobody waits for as they wait for a write: resolves when its turn has come. When a role changes, two
 * hundred desktops ask for the same page in one moment and are sent it in another. A commit passes the event loop three
 * times and stood behind all of them, and each that is sent something wants the processor too.
 */
export async function giveWay(): Promise<void> {
  while (performance.now() >= sliceEnd) {
    next ??= nextSlice()
    await next
  }
}

async function nextSlice(): Promise<void> {
  await new Promise(setImmediate)
  if (writes > 0) await Promise.race([gap.promise, sleep(patienceMs)])
  next = undefined
  sliceEnd = performance.now() + sliceMs
}
