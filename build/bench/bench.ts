import type { Remote } from './remote/remote.ts'
import type { Common } from './remote/serve.ts'
import { type Figure, resultOf, tableOf } from './result.ts'
import { openWorld, type World } from './world.ts'

/** What a scenario works with. */
export interface Bench {
  /** A folder that goes when the run ends. */
  readonly folder: string
  readonly figures: Figure[]
  add(figure: Figure): void
  /** Whether a figure of this name, or one beginning so, was asked for. */
  wants(name: string): boolean
  /** So many records, fewer in a small run. */
  scaled(count: number): number
  /** The running server with its company of 200 and more, made by the first scenario that asks. */
  world(): Promise<World>
  /** Runs `work` and adds the event-loop delay of these processes meanwhile under `<name>.loop.<process>`. */
  watched<T>(
    name: string,
    processes: Record<string, Remote<Common & Record<string, never>> | Watched>,
    work: () => Promise<T>,
  ): Promise<T>
  /** Ended when the run ends, whatever happens. */
  later(end: () => Promise<void>): void
  close(): Promise<void>
}
// biome-ignore lint/suspicious/noExplicitAny: every remote answers the common calls, whatever else it answers
type Watched = Remote<any>
export interface Scenario {
  name: string
  run(bench: Bench): Promise<void>
}

export const loopTarget = 50

export function openBench({ folder, wished, scale }: { folder: string; wished: string[]; scale: number }): Bench {
  const figures: Figure[] = []
  const ends: (() => Promise<void>)[] = []
  let world: Promise<World> | undefined
  const bench: Bench = {
    folder,
    figures,
    add(figure) {
      figures.push(figure)
      console.log(tableOf([resultOf(figure)]).split('\n')[1])
    },
    wants: name => wished.some(only => name.startsWith(only) || only.startsWith(name)),
    scaled: count => Math.max(1, Math.round(count * scale)),
    world: () => {
      world ??= openWorld(bench)
      return world
    },
    async watched(name, processes, work) {
      for (const one of Object.values(processes)) await one.call('healthBegin')
      const result = await work()
      for (const [process, one] of Object.entries(processes)) {
        const { p99, peak, cpu } = await one.call('health')
        console.log(`    ${process}: ${cpu.toFixed(1)} s of CPU`)
        bench.add({ name: `${name}.loop.${process}`, unit: 'ms', value: p99, better: 'less', target: loopTarget })
        const most = process === 'server' ? 300 : process.startsWith('desktop') ? 350 : undefined
        if (most !== undefined)
          bench.add({ name: `${name}.memory.${process}`, unit: 'MB', value: peak, better: 'less', target: most })
      }
      return result
    },
    later: end => void ends.push(end),
    async close() {
      for (const end of ends.toReversed().splice(0)) await end().catch(error => console.error(error))
      ends.length = 0
    },
  }
  return bench
}
