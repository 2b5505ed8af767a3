import { serverAnswer } from '../../../shared/auth/identity.ts'
import { AppError, asAppError } from '../../../shared/errors.ts'
import { protocolVersion } from '../../../shared/sync/protocol.ts'
import type { ServerLook } from '../api/identity.ts'
import { ask, badServer, isThisMachine, requireSafe } from './ask.ts'

/** Looks at what somebody typed as a server's address; whatever is wrong is part of the answer. */
export async function lookAtServer(typed: string): Promise<ServerLook> {
  const address = addressFrom(typed)
  if (address === undefined) return { address: typed.trim(), problem: badServer('badServer').toBody() }
  try {
    requireSafe(address)
    const found = await ask(address, { method: 'GET', path: '/auth/server' }, serverAnswer)
    const { version, hasCompany, needsSetup, sendsMail, contact, minimumClient } = found
    const known = { address, version, hasCompany, needsSetup, sendsMail, ...(contact ? { contact } : {}) }
    if (minimumClient <= protocolVersion) return known
    return { ...known, problem: new AppError('client.tooOld', { params: { minimumClient } }).toBody() }
  } catch (thrown) {
    return { address, problem: withoutOurWords(asAppError(thrown)).toBody() }
  }
}

/** An address as somebody may have typed it, in the form that is kept; what cannot be one is refused where it is used. */
export const meant = (server: string): string => addressFrom(server) ?? server

/** A server that knows no such question, or asks who we are, is none of ours. */
const withoutOurWords = (error: AppError): AppError =>
  error.code === 'record.notFound' || foreign.has(Number(error.params?.['status']))
    ? new AppError('server.unavailable', { params: { reason: 'notPergel' } })
    : error
const foreign = new Set([400, 401, 403, 404, 405, 406, 410, 501])

/**
 * The origin that was meant: https where no scheme was typed, but for this machine itself, where a server on trial
 * speaks plain http. Undefined for what is no address.
 */
export function addressFrom(typed: string): string | undefined {
  const plain = typed.trim().replace(/\/+$/, '')
  if (plain === '' || /\s/.test(plain)) return undefined
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(plain)
  const host = /^(\[[^\]]*\]|[^/:]*)/.exec(plain)?.[0] ?? ''
  const full = hasScheme ? plain : `${isThisMachine(host.toLowerCase()) ? 'http' : 'https'}://${plain}`
  if (!URL.canParse(full)) return undefined
  const { origin, protocol, hostname, username } = new URL(full)
  if (!/^https?:$/.test(protocol) || username !== '') return undefined
  return hostname === 'localhost' || /[.:]/.test(hostname) ? origin : undefined
}
