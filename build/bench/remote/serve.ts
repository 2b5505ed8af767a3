import { type Health, watchHealth } from './health.ts'

// biome-ignore lint/suspicious/noExplicitAny: handlers take whatever their caller sends them
export type Handlers = Record<string, (...args: any[]) => unknown>

/** What every process of the benchmark answers besides. */
export interface Common {
  /** Forgets what was seen so far. */
  healthBegin(): void
  health(): Health
}

interface Asked {
  id: number
  name: string
  args: unknown[]
}

/** Answers the parent's calls one by one as they come; `stop` runs when the parent lets go. */
export function serve<H extends Handlers>(handlers: H, stop: () => Promise<void>): void {
  const watch = watchHealth()
  // Whoever asked may be gone meanwhile.
  const tell = (answer: object) => process.send?.(answer, undefined, undefined, () => {})
  const all: Handlers = { ...handlers, healthBegin: watch.begin, health: watch.read }
  process.on('message', async message => {
    const { id, name, args } = message as Asked
    try {
      tell({ id, value: await all[name]?.(...args) })
    } catch (thrown) {
      tell({ id, error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) })
    }
  })
  // stopWithParent.ts let go of the channel; this process lives by it.
  process.channel?.ref()
  const end = () => void stop().finally(() => process.exit(0))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end)
}
