import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface Metrics {
  answered: (status: number, seconds: number) => void
  committed: (rows: number) => void
  /** Read when the page is asked for. */
  gauge: (name: string, help: string, read: () => number) => void
  /** The page in Prometheus' text form. */
  render: () => string
  close: () => void
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export function createMetrics(): Metrics {
  const answers = new Map<number, number>()
  const durations = buckets.map(() => 0)
  let [seconds, answered, commits, rows] = [0, 0, 0, 0]
  const gauges: { name: string; help: string; read: () => number }[] = []
  const loop = monitorEventLoopDelay({ resolution: 10 })
  loop.enable()

  const render = () => {
    const memory = process.memoryUsage()
    const lines = [
      ...head('pergel_http_requests_total', 'counter', 'Answers by status'),
      ...[...answers]
        .sort(([a], [b]) => a - b)
        .map(([status, n]) => `pergel_http_requests_total{status="${status}"} ${n}`),
      ...head('pergel_http_request_seconds', 'histogram', 'Time to answer'),
      ...buckets.map((le, i) => `pergel_http_request_seconds_bucket{le="${le}"} ${durations[i]}`),
      `pergel_http_request_seconds_bucket{le="+Inf"} ${answered}`,
      `pergel_http_request_seconds_sum ${seconds}`,
      `pergel_http_request_seconds_count ${answered}`,
      ...single('pergel_commits_total', 'counter', 'Transactions that added to a log', commits),
      ...single('pergel_log_rows_total', 'counter', 'Rows added to logs', rows),
      ...loopLines(loop),
      ...single('process_resident_memory_bytes', 'gauge', 'Memory of the process', memory.rss),
      ...single('nodejs_heap_size_used_bytes', 'gauge', 'Heap in use', memory.heapUsed),
      ...single(
        'process_cpu_seconds_total',
        'counter',
        'Processor time',
        process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
      ),
      ...single('process_uptime_seconds', 'gauge', 'Since the start', process.uptime()),
      ...gauges.flatMap(({ name, help, read }) => single(name, 'gauge', help, read())),
    ]
    loop.reset()
    return `${lines.join('\n')}\n`
  }

  return {
    answered: (status, took) => {
      answers.set(status, (answers.get(status) ?? 0) + 1)
      answered++
      seconds += took
      buckets.forEach((le, i) => {
        if (took <= le) durations[i] = (durations[i] ?? 0) + 1
      })
    },
    committed: count => {
      commits++
      rows += count
    },
    gauge: (name, help, read) => gauges.push({ name, help, read }),
    render,
    close: () => loop.disable(),
  }
}

const head = (name: string, type: string, help: string) => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
const single = (name: string, type: string, help: string, value: number) => [
  ...head(name, type, help),
  `${name} ${value}`,
]

/** Since the page was last asked for. */
function loopLines(loop: ReturnType<typeof monitorEventLoopDelay>): string[] {
  const name = 'pergel_event_loop_delay_seconds'
  const at = (quantile: number) => {
    const value = loop.percentile(quantile * 100) / 1e9
    return `${name}{quantile="${quantile}"} ${Number.isFinite(value) ? value : 0}`
  }
  return [...head(name, 'summary', 'Delay of the event loop since the last reading'), ...[0.5, 0.9, 0.99].map(at)]
}
