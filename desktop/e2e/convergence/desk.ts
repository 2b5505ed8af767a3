import { join } from 'node:path'
import { startWorker, type Worker, WorkerEnded } from './childProcess.ts'
import type { DesktopSettings, Dump, OrderName, Orders } from './orders.ts'

/** One desktop of the simulation over all the lives of its process. */
export interface Desk {
  readonly name: string
  /** Entries that core has acknowledged. */
  readonly acknowledged: Set<string>
  /** Events of core's log, by how often they came. */
  readonly events: Map<string, number>
  /** What its processes wrote: a core that is well writes nothing. */
  readonly lines: string[]
  /** Its process is there and has opened the file. */
  readonly isOpen: boolean
  /** Resolves when it is open: at once, or after the start that is under way. */
  opened(): Promise<void>
  start(skew: number): Promise<void>
  /** Undefined where the process ended before it answered. */
  ask<N extends OrderName>(order: N, args: Orders[N]['args']): Promise<Orders[N]['answer'] | undefined>
  /** Sleeps for so many milliseconds in the middle of whatever it does. */
  freeze(ms: number): Promise<void>
  kill(): Promise<void>
  /** With a new session; also for the processes that follow. */
  signIn(token: string): Promise<void>
}

const file = join(import.meta.dirname, 'desktop', 'desktopProcess.ts')

export function makeDesk(
  name: string,
  settings: Omit<DesktopSettings, 'skew'>,
  onEvent: (event: string, details: unknown) => void,
  onDump: (dump: Dump) => void,
): Desk {
  let worker: Worker | undefined
  let isOpen = false
  const whenOpen: (() => void)[] = []
  const events = new Map<string, number>()
  const lines: string[] = []
  const ask: Desk['ask'] = async (order, args) => {
    try {
      // The process answers an order with what orders.ts says.
      return (await worker?.ask(order, args)) as Orders[typeof order]['answer'] | undefined
    } catch (thrown) {
      if (thrown instanceof WorkerEnded) return undefined
      throw new Error(`${name}, ${order} ${JSON.stringify(args)}: ${(thrown as Error).message}`)
    }
  }
  return {
    name,
    acknowledged: new Set(),
    events,
    lines,
    get isOpen() {
      return isOpen && worker !== undefined && !worker.hasEnded
    },
    opened: () => (isOpen ? Promise.resolve() : new Promise(resolve => whenOpen.push(resolve))),
    async start(skew) {
      worker = startWorker({
        file,
        onLine: line => lines.push(line),
        onNotice(notice) {
          const { event, details, dump } = notice as { event: string; details: unknown; dump?: Dump }
          if (dump) return onDump(dump)
          events.set(event, (events.get(event) ?? 0) + 1)
          onEvent(event, details)
        },
      })
      if (!(await ask('open', { ...settings, skew })))
        throw new Error(`${name} did not open: ${lines.slice(-12).join('\n')}`)
      isOpen = true
      for (const tell of whenOpen.splice(0)) tell()
    },
    ask,
    async freeze(ms) {
      await worker?.freeze(ms)
    },
    async kill() {
      isOpen = false
      await worker?.kill()
      worker = undefined
    },
    async signIn(token) {
      settings.token = token
      // One that is being started is signed out once more and then signed in, if it was given the earlier one.
      if (isOpen) await ask('signIn', { token })
    },
  }
}
