export const logLevels = ['error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

/** What may stand in a line: ids, codes, counts, durations. Never names, addresses, values of records, or tokens. */
export type LogFacts = Record<string, string | number | boolean | undefined>
export type Logger = Record<LogLevel, (event: string, facts?: LogFacts) => void> & {
  /** An unexpected error: its class, code and stack, without the message of a database error, which quotes values. */
  failure: (event: string, thrown: unknown, facts?: LogFacts) => void
}

/** One JSON object a line. */
export function createLogger(level: LogLevel, write: (line: string) => void = toStandardError): Logger {
  const line =
    (at: LogLevel) =>
    (event: string, facts: LogFacts = {}) => {
      if (logLevels.indexOf(at) <= logLevels.indexOf(level))
        write(JSON.stringify({ time: new Date().toISOString(), level: at, event, ...facts }))
    }
  const error = line('error')
  return {
    error,
    warn: line('warn'),
    info: line('info'),
    debug: line('debug'),
    failure: (event, thrown, facts) => error(event, { ...facts, ...describe(thrown) }),
  }
}

export const silentLogger: Logger = createLogger('error', () => {})

function toStandardError(line: string) {
  process.stderr.write(`${line}\n`)
}

function describe(thrown: unknown): LogFacts {
  if (!(thrown instanceof Error)) return { error: typeof thrown }
  const root = thrown.cause instanceof Error ? thrown.cause : thrown
  const code = 'code' in root ? String(root.code) : undefined
  const fromDatabase = root.name === 'PostgresError'
  const frames = (root.stack ?? '').split('\n').filter(frame => /^\s+at /.test(frame))
  return {
    error: root.name,
    code,
    message: fromDatabase ? undefined : root.message,
    stack: frames
      .slice(0, 8)
      .map(frame => frame.trim())
      .join(' | '),
  }
}
