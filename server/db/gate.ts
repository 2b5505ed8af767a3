import { troubleError } from './away.ts'

/**
 * As many at a time as there are connections. Whoever has waited too long for one is refused before anything of theirs has
 * begun: left in the driver's queue it would be answered long after they have gone, or done after they were told it was not.
 */
export interface Gate {
  pass<T>(work: () => Promise<T>): Promise<T>
  readonly waiting: number
}

export function createGate(settings: { places: number; patience: number }): Gate {
  let free = settings.places
  const line: { enter: () => void; late: NodeJS.Timeout }[] = []

  const enter = (): Promise<void> => {
    if (free > 0) {
      free--
      return Promise.resolve()
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const place = {
      enter: resolve,
      late: setTimeout(() => {
        line.splice(line.indexOf(place), 1)
        reject(troubleError('databaseBusy'))
      }, settings.patience),
    }
    line.push(place)
    return promise
  }
  const leave = (): void => {
    const next = line.shift()
    if (!next) {
      free++
      return
    }
    clearTimeout(next.late)
    next.enter()
  }
  return {
    async pass(work) {
      await enter()
      try {
        return await work()
      } finally {
        leave()
      }
    },
    get waiting() {
      return line.length
    },
  }
}
