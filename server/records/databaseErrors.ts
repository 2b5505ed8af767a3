/**
 * True where one entry's content is to blame (its SQLSTATE says data, constraint, program limit; or our code broke on it),
 * false where it may go well the next time: connection, shutdown, resources, deadlock, time-outs, missing rights,
 * a plan that another server's migration made stale.
 */
export function isAboutEntry(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (/^[0-9A-Z]{5}$/.test(code)) return !/^(08|0A|25|40|42|53|55|57|58|XX)/.test(code)
  // The driver's own codes (CONNECTION_CLOSED) and the system's (ECONNREFUSED).
  return code === ''
}
