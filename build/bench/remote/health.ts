import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface Health {
  /** Event-loop delay, milliseconds. */
  p99: number
  max: number
  /** Resident memory now and at its highest since `begin`, MB of 10⁶ bytes. */
  rss: number
  peak: number
  /** CPU seconds since `begin`. */
  cpu: number
}

/** The timer's own interval is part of what the histogram counts. */
const everyMs = 5

export function watchHealth() {
  const delay = monitorEventLoopDelay({ resolution: everyMs })
  delay.enable()
  let peak = 0
  let cpu = process.cpuUsage()
  const rss = () => process.memoryUsage.rss() / 1e6
  setInterval(() => {
    peak = Math.max(peak, rss())
  }, 100).unref()
  return {
    begin() {
      delay.reset()
      peak = rss()
      cpu = process.cpuUsage()
    },
    read(): Health {
      const used = process.cpuUsage(cpu)
      return {
        p99: Math.max(0, delay.percentile(99) / 1e6 - everyMs),
        max: Math.max(0, delay.max / 1e6 - everyMs),
        rss: rss(),
        peak: Math.max(peak, rss()),
        cpu: (used.user + used.system) / 1e6,
      }
    },
  }
}
