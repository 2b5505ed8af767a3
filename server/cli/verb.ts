import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { ConfigError } from '../config.ts'
import { serverWords } from '../http/words.ts'

/** One word (or two) of the command line. `run` prints what it has to say and throws where it cannot do it. */
export interface Verb {
  /** How it is called, with its options. */
  usage: string
  /** One sentence for the list of verbs, and what else is to know, a line each. */
  about: string
  details?: readonly string[]
  options: ParseArgsOptionsConfig
  /** The exit code where it is not 0. */
  run: (values: Values) => Promise<number | undefined>
}
export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>

/** A line for the person at the terminal; nothing is wrong with the program. */
export class UsageError extends Error {}

/** Runs a verb with its arguments and gives the exit code: 0, 1 where it failed, 2 where it was called wrongly. */
export async function runVerb(verb: Verb, args: string[]): Promise<number> {
  try {
    const options = { ...verb.options, help: { type: 'boolean', short: 'h' } } satisfies ParseArgsOptionsConfig
    const { values } = parseArgs({ args, options, strict: true, allowPositionals: false })
    if (values.help) {
      console.log(helpOf(verb))
      return 0
    }
    return (await verb.run(values)) ?? 0
  } catch (error) {
    console.error(lineOf(error))
    return isWrongCall(error) ? 2 : 1
  }
}

/** How people call this program: `npm run server --` in the project, `pergel-server` where it is installed. */
export const calledAs = (): string => process.env['PERGEL_COMMAND'] || 'npm run server --'

function helpOf({ usage, about, details = [] }: Verb): string {
  return [`${calledAs()} ${usage}`, '', about, ...(details.length > 0 ? ['', ...details] : [])].join('\n')
}

const isWrongCall = (error: unknown): boolean =>
  error instanceof UsageError ||
  (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))

/** One clear line, whatever happened. */
function lineOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof UsageError) return error.message
  if (isWrongCall(error)) return `${oneLine(error)}; --help shows what is possible`
  if (error instanceof AppError) {
    const fields = Object.keys(error.fields ?? {})
    const reason = error.params?.['reason'] ?? (error.cause ? oneLine(error.cause) : '')
    const detail = serverWords('en').detail(error)
    return [detail, fields.length > 0 ? `(${fields.join(', ')})` : '', reason ? `(${reason})` : '']
      .filter(Boolean)
      .join(' ')
  }
  return listening(error) ?? oneLine(error)
}

/** Why the address cannot be taken, by the variable that named it. */
function listening(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return undefined
  const { PERGEL_HOST: host, PERGEL_PORT: port } = process.env
  const line = listenFaults[String(error.code)]
  const isOurs =
    error.syscall === 'listen' || (error.syscall === 'getaddrinfo' && 'hostname' in error && error.hostname === host)
  return isOurs && line ? line({ host: JSON.stringify(host ?? ''), port: port ?? '' }) : undefined
}

const noSuchHost = ({ host }: { host: string }) =>
  `PERGEL_HOST: ${host} cannot be used; allowed: a name or an address of this machine, or 0.0.0.0 for all of them`
const listenFaults: Record<string, (given: { host: string; port: string }) => string> = {
  EADDRINUSE: () => 'PERGEL_PORT: another program listens there already; give another port',
  EACCES: ({ port }) => `PERGEL_PORT: this user may not listen on ${port}; give a port from 1024 on, or the right to`,
  EADDRNOTAVAIL: noSuchHost,
  ENOTFOUND: noSuchHost,
  EAI_AGAIN: noSuchHost,
}

const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).split('\n')[0] ?? ''

/** A text option that must be there. */
export function required(values: Values, name: string): string {
  const value = values[name]
  if (typeof value !== 'string' || value.trim() === '')
    throw new UsageError(`--${name} is missing; --help shows what is possible`)
  return value.trim()
}

export const optional = (values: Values, name: string): string | undefined => {
  const value = values[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** A whole number from `least` on. */
export function wholeNumber(values: Values, name: string, least: number): number | undefined {
  const text = optional(values, name)
  if (text === undefined) return undefined
  const parsed = z.coerce.number().int().min(least).safeParse(text)
  if (!parsed.success)
    throw new UsageError(`--${name}: ${JSON.stringify(text)} cannot be used; allowed: a whole number from ${least}`)
  return parsed.data
}
