/** Errors of the driver and of the system that mean: no database at the other end. */
const codes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH'],
  ...['CONNECT_TIMEOUT', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED'],
  // Shutting down, crashed, starting up, too many connections.
  ...['57P01', '57P02', '57P03', '53300'],
])

export const isDatabaseAway = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && codes.has(String(thrown.code))
