/** All answers together hold the event loop for so long, milliseconds. */
const sliceMs = 3
/** So long they wait for writes that are under way, so that they come also where somebody writes all the time. */
const patienceMs = 10

let writes = 0
/** Ends the wait for the writes that are under way. */
let goOn: (() => void) | undefined
let sliceEnd = 0
let next: Promise<void> | undefined

/** Work that goes before all that gives way. */
export async function urgently<T>(write: () => Promise<T>): Promise<T> {
  writes++
  try {
    return await write()
  } finally {
    if (--writes === 0) goOn?.()
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
  if (writes > 0) await gap()
  next = undefined
  sliceEnd = performance.now() + sliceMs
}

/** Of one slice at a time. */
async function gap(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, patienceMs)
  goOn = resolve
  await promise
  goOn = undefined
  clearTimeout(timer)
}
