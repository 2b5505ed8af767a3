import { AppError } from '../../shared/errors.ts'

/**
 * What is wrong with the database rather than with what was asked of it: `database` it cannot be reached, `databaseFull`
 * it has no room, `databaseBusy` it is out of connections, memory or time. Desktops keep their work and try again.
 */
export const databaseTroubles = ['database', 'databaseFull', 'databaseBusy'] as const
export type DatabaseTrouble = (typeof databaseTroubles)[number]

/** SQLSTATEs, the driver's own codes and the system's. */
const codes: Record<string, DatabaseTrouble> = {
  ...all('database', [
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
    ...['CONNECT_TIMEOUT', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED'],
    // Shutting down, crashed, starting up, dropped, idle for too long; connections that broke; a standby.
    ...['57P01', '57P02', '57P03', '57P04', '57P05', '08000', '08001', '08003', '08004', '08006', '25006'],
    // The disk answers with errors.
    ...['58000', '58030', 'XX001', 'XX002'],
  ]),
  ...all('databaseFull', ['53100']),
  ...all('databaseBusy', [
    // Out of connections, memory, other resources; a lock, a statement or a transaction took too long; deadlocks.
    ...['53000', '53200', '53300', '53400', '55P03', '57014', '25P03', '25P04', '40001', '40P01'],
  ]),
}
function all(trouble: DatabaseTrouble, list: readonly string[]): Record<string, DatabaseTrouble> {
  return Object.fromEntries(list.map(code => [code, trouble]))
}

/** When whoever was refused may come again, in seconds. */
const comeAgain: Record<DatabaseTrouble, number> = { database: 5, databaseFull: 30, databaseBusy: 5 }

export function databaseTrouble(thrown: unknown): DatabaseTrouble | undefined {
  if (thrown instanceof AppError) return databaseTroubles.find(trouble => trouble === thrown.params?.['reason'])
  return thrown instanceof Error && 'code' in thrown ? codes[String(thrown.code)] : undefined
}

export const isDatabaseAway = (thrown: unknown): boolean => databaseTrouble(thrown) !== undefined

export const troubleError = (trouble: DatabaseTrouble, cause?: unknown): AppError =>
  new AppError('server.unavailable', { params: { reason: trouble, seconds: comeAgain[trouble] }, cause })

/** An error of the database as what callers are told; anything else as it is. */
export function asUnavailable(thrown: unknown): unknown {
  const trouble = thrown instanceof AppError ? undefined : databaseTrouble(thrown)
  return trouble ? troubleError(trouble, thrown) : thrown
}
