import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, CDPSession } from '@playwright/test'

/** The longest task of a page's main thread, in milliseconds. */
export interface Tasks {
  /** By the time that the thread was computing: what other processes took meanwhile is not in it. */
  cpu: number
  /** By the clock. */
  wall: number
}

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  dur?: number
  tdur?: number
  args: { name?: string; chrome_mojo_event_info?: { mojo_interface_tag?: string } }
}

const driver = 'blink.mojom.DevToolsSession'
const categories = ['toplevel', '__metadata']
/** With PERGEL_BENCH_PROFILE=<folder> each part leaves a trace there that DevTools opens, with what the thread did. */
const profile = process.env['PERGEL_BENCH_PROFILE']
const profiling = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'disabled-by-default-v8.cpu_profiler']

/** Runs `work` and says what it asked of the main thread of the browser's only page. */
export async function tasksDuring<T>(browser: Browser, name: string, work: () => Promise<T>): Promise<[Tasks, T]> {
  const session = await browser.newBrowserCDPSession()
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: profile === undefined ? categories : [...categories, ...profiling] },
  })
  const result = await work()
  await ended(session)
  await session.detach()
  if (profile !== undefined) writeFileSync(join(profile, `${name}.json`), JSON.stringify({ traceEvents: events }))
  return [longest(events), result]
}

async function ended(session: CDPSession): Promise<void> {
  const done = new Promise<void>(resolve => session.once('Tracing.tracingComplete', () => resolve()))
  await session.send('Tracing.end')
  await done
}

/** Other tabs and a spare renderer have such a thread too, and do nothing. What the driver of the browser asks is not the page's. */
function longest(events: readonly TraceEvent[]): Tasks {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const onMain = events.filter(({ ph, pid, tid }) => ph === 'X' && mains.has(`${pid} ${tid}`))
  const asked = onMain.filter(({ args }) => args.chrome_mojo_event_info?.mojo_interface_tag === driver)
  const isDriver = ({ pid, ts, dur = 0 }: TraceEvent) =>
    asked.some(one => one.pid === pid && one.ts >= ts && one.ts <= ts + dur)
  const tasks = onMain.filter(event => event.name === 'ThreadControllerImpl::RunTask' && !isDriver(event))
  if (tasks.length === 0) throw new Error('the browser told of no task')
  const most = (of: 'dur' | 'tdur') => tasks.reduce((max, task) => Math.max(max, task[of] ?? 0), 0) / 1000
  return { cpu: most('tdur'), wall: most('dur') }
}
