import { AppError } from '../../shared/errors.ts'
import type { Database, Transaction } from '../db/database.ts'
import { newToken, tokenHash, tokenKind } from './tokens.ts'

export interface KnownDevice {
  company: string
  user: string
  device: string
}

/** The device that a device token was given to, or undefined: it was made up, or taken back. */
export async function knownDevice(database: Database, token: string | undefined): Promise<KnownDevice | undefined> {
  if (token === undefined || tokenKind(token) !== 'device') return undefined
  const hash = tokenHash(token)
  const [row] = await database.lookup(
    hash.toString('hex'),
    tx => tx<KnownDevice[]>`
      select company_id as company, user_id as "user", id as device from device where trust_hash = ${hash}`,
  )
  return row
}

/**
 * Writes down that a user works on a device; `token`: what it will prove itself by, in place of what it had. Throws
 * input.invalid for the device of a colleague: entries are answered by device, and on theirs one could take their
 * numbers away.
 */
export async function keepDevice(
  tx: Transaction,
  given: { company: string; user: string; device: { id: string; name: string }; token: string | undefined },
): Promise<void> {
  const { company, user, device } = given
  const trust = given.token === undefined ? null : tokenHash(given.token)
  const stands = await tx`
    insert into device (company_id, id, user_id, name, trust_hash)
    values (${company}, ${device.id}, ${user}, ${device.name}, ${trust})
    on conflict (company_id, id) do update set name = ${device.name}, last_seen_at = now(),
      trust_hash = coalesce(${trust}, device.trust_hash)
      where device.user_id = ${user}`
  if (stands.count === 0) throw new AppError('input.invalid', { fields: { device: { reason: 'badValue' } } })
}

/** For who has just shown a link or a code: their next sign-in here passes a lock that somebody else keeps up. */
export async function welcomeDevice(
  tx: Transaction,
  given: { company: string; user: string; device: { id: string; name: string } | undefined },
): Promise<{ deviceToken?: string }> {
  const { device } = given
  if (!device) return {}
  const deviceToken = newToken('device')
  await keepDevice(tx, { ...given, device, token: deviceToken })
  return { deviceToken }
}

/** No device of the user is known any more. */
export async function forgetDevices(tx: Transaction, company: string, user: string): Promise<void> {
  await tx`update device set trust_hash = null where company_id = ${company} and user_id = ${user}`
}
