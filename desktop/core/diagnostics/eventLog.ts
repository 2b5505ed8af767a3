import { randomBytes } from 'node:crypto'
import { allKinds } from '../../../shared/entities/index.ts'
import { asAppError, errorStatus } from '../../../shared/errors.ts'
import { connectionReasons } from '../api/troubles.ts'

/** Something that core noted, as far as it cannot say anything about a person. */
export interface NotedEvent {
  at: string
  event: string
  facts?: Record<string, string | number | boolean>
}
export interface NotedError {
  id: string
  at: string
  /** The function that was called, or the screen that broke. */
  where: string
  code: string
}
export interface CallTimes {
  name: string
  calls: number
  failed: number
  /** Milliseconds, of the last calls. */
  p50: number
  p95: number
  longest: number
}

/** What core remembers of its own doing, in memory and never longer than it runs. */
export interface EventLog {
  note(event: string, details?: Record<string, unknown>): void
  called(name: string, ms: number, failure?: unknown): void
  /** Gives the id under which it is kept. */
  failed(where: string, code: string): string
  events(): NotedEvent[]
  /** Oldest first. */
  errors(): NotedError[]
  times(): CallTimes[]
}

const eventsKept = 400
const errorsKept = 50
const timesKept = 200

/** Words that may stand in a fact: all of them from lists of ours. Any other text is left out, whatever it says. */
const knownWords: ReadonlySet<string> = new Set([
  ...Object.keys(errorStatus),
  ...connectionReasons,
  ...allKinds.map(({ name }) => name),
])
/** Codes of Node, OpenSSL and SQLite, and classes of errors that nobody caught (unexpected.ts). */
const isSystemCode = (text: string): boolean =>
  /^(E[A-Z]{2,14}|crash:([A-Z][a-zA-Z]{0,30})?Error|crash:unknown|(SQLITE|ERR|CERT|UNABLE|UND_ERR)_[A-Z_]{2,40})$/.test(
    text,
  )
const isOurName = (text: string): boolean => /^[a-z][a-zA-Z]{0,20}(\.[a-z][a-zA-Z]{0,20}){0,2}$/.test(text)

export function createEventLog(now: () => number): EventLog {
  const events: NotedEvent[] = []
  const errors: NotedError[] = []
  const times = new Map<string, { calls: number; failed: number; last: number[] }>()
  const keep = <T>(list: T[], item: T, most: number) => {
    list.push(item)
    if (list.length > most) list.shift()
  }
  const at = () => new Date(now()).toISOString()

  const log: EventLog = {
    note(event, details = {}) {
      if (!isOurName(event)) return
      const facts = factsOf(details)
      keep(events, { at: at(), event, ...(Object.keys(facts).length > 0 ? { facts } : {}) }, eventsKept)
    },
    called(name, ms, failure) {
      const known = times.get(name) ?? { calls: 0, failed: 0, last: [] }
      times.set(name, known)
      known.calls++
      keep(known.last, ms, timesKept)
      if (failure === undefined) return
      known.failed++
      log.failed(name, asAppError(failure).code)
    },
    failed(where, code) {
      const id = randomBytes(4).toString('hex')
      keep(errors, { id, at: at(), where, code }, errorsKept)
      return id
    },
    events: () => [...events],
    errors: () => [...errors],
    times: () =>
      [...times].map(([name, { calls, failed, last }]) => {
        const sorted = [...last].sort((a, b) => a - b)
        const share = (part: number) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))])
        return { name, calls, failed, p50: share(0.5), p95: share(0.95), longest: rounded(sorted.at(-1)) }
      }),
  }
  return log
}

const rounded = (ms = 0): number => Math.round(ms * 10) / 10

/** Numbers, yes and no, and words of ours: `reason` and its like hold whatever an error said, which may be anything. */
function factsOf(details: Record<string, unknown>): Record<string, string | number | boolean> {
  const facts: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(details)) {
    if (!/^[a-zA-Z]{1,30}$/.test(name)) continue
    if (typeof value === 'boolean' || (typeof value === 'number' && isSmall(value))) facts[name] = value
    else if (typeof value === 'string' && (knownWords.has(value) || isSystemCode(value))) facts[name] = value
  }
  return facts
}

/** Nobody's telephone or tax number is smaller than this. */
const isSmall = (value: number): boolean => Number.isFinite(value) && Math.abs(value) < 100_000_000
