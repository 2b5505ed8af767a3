import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../../shared/testing/random.ts'
import type { Faults } from './faultProxy.ts'

/** One direction of a connection: frames in order, except for the faults. */
export interface Lane {
  take(data: Buffer, isBinary: boolean): void
  /** Runs `fn` when all that was taken has been delivered. */
  after(fn: () => void): void
  stall(): void
  close(): void
}

export interface LaneSettings {
  random: Random
  faults: () => Faults
  /** Whether frames like this one may pass each other, and come twice. */
  mayPass: (text: string) => boolean
  /** `fin` false: the beginning of a frame whose end will never come. */
  deliver: (data: Buffer, isBinary: boolean, fin: boolean) => void
  /** Breaks the connection. */
  tear: () => void
}

const longestDelay = 60
const longestLateness = 150
/** Copies that are kept to come again later. */
const keptCopies = 3

export function createLane({ random, faults, mayPass, deliver, tear }: LaneSettings): Lane {
  let line: Promise<void> = Promise.resolve()
  let isOver = false
  let isStalled = false
  let late: { data: Buffer; timer: NodeJS.Timeout } | undefined
  const copies: Buffer[] = []

  const flush = (): void => {
    const held = late
    late = undefined
    if (!held) return
    clearTimeout(held.timer)
    send(held.data, false)
  }
  const send = (data: Buffer, isBinary: boolean): void => {
    if (!isOver && !isStalled) deliver(data, isBinary, true)
  }

  const pass = async (data: Buffer, isBinary: boolean): Promise<void> => {
    const rates = faults()
    if (random.chance(rates.delay)) await sleep(random.int(1, longestDelay))
    if (isOver || isStalled) return
    if (random.chance(rates.tear) && data.length > 20) {
      deliver(data.subarray(0, data.length >> 1), isBinary, false)
      return tear()
    }
    if (isBinary || !mayPass(data.toString('latin1', 0, 20))) {
      flush()
      copies.length = 0
      return send(data, isBinary)
    }
    if (!late && random.chance(rates.reorder)) {
      late = { data, timer: setTimeout(flush, random.int(5, longestLateness)) }
      return
    }
    send(data, false)
    if (random.chance(0.5)) flush()
    if (random.chance(rates.duplicate)) send(data, false)
    // An old frame comes once more, behind those that were sent after it.
    if (copies.length > 0 && random.chance(rates.duplicate)) send(random.pick(copies), false)
    copies.push(data)
    if (copies.length > keptCopies) copies.shift()
  }

  return {
    take(data, isBinary) {
      line = line.then(() => pass(data, isBinary))
    },
    after(fn) {
      line = line.then(() => {
        flush()
        fn()
      })
    },
    stall() {
      isStalled = true
    },
    close() {
      isOver = true
      clearTimeout(late?.timer)
    },
  }
}
