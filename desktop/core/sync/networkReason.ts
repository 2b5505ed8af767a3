import type { ConnectionReason } from '../api/troubles.ts'

/** Codes of the system, of OpenSSL and of undici. */
const reasons: Record<string, ConnectionReason> = {
  ENETUNREACH: 'noNetwork',
  ENETDOWN: 'noNetwork',
  EHOSTUNREACH: 'noNetwork',
  EHOSTDOWN: 'noNetwork',
  EADDRNOTAVAIL: 'noNetwork',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EAI_FAIL: 'dns',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  ECONNRESET: 'cut',
  ECONNABORTED: 'cut',
  EPIPE: 'cut',
  UND_ERR_SOCKET: 'cut',
  CERT_HAS_EXPIRED: 'certificateExpired',
  CERT_NOT_YET_VALID: 'certificateEarly',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateHost',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificateUntrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificateUntrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificateUntrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificateUntrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificateUntrusted',
  CERT_UNTRUSTED: 'certificateUntrusted',
  CERT_REVOKED: 'certificateUntrusted',
  CERT_REJECTED: 'certificateUntrusted',
  CERT_SIGNATURE_FAILURE: 'certificateUntrusted',
  INVALID_CA: 'certificateUntrusted',
  INVALID_PURPOSE: 'certificateUntrusted',
  EPROTO: 'tls',
}

/** What a failed connection says about the network, by the codes of the error, of its causes and of its parts. */
export function networkReason(thrown: unknown): ConnectionReason {
  for (const error of withCauses(thrown)) {
    // A DOMException, as of an AbortSignal, has a number.
    const { code } = error as { code?: unknown }
    const reason = typeof code === 'string' ? (reasons[code] ?? byBeginning(code)) : undefined
    if (reason) return reason
    // Who answers a call of ours with the way to another page is not our server.
    if (/unexpected redirect/.test(error.message)) return 'portal'
    // Ports of other protocols (25, 6000, …), to which nobody speaks HTTP.
    if (error.message === 'bad port') return 'refused'
    if (error.name === 'TimeoutError' || /handshake has timed out/.test(error.message)) return 'timeout'
  }
  return 'timeout'
}

/** Of OpenSSL, and of Node's HTTP parser, to which another protocol makes no sense. */
const byBeginning = (code: string): ConnectionReason | undefined =>
  code.startsWith('ERR_SSL_') ? 'tls' : code.startsWith('HPE_') ? 'notPergel' : undefined

function withCauses(thrown: unknown, depth = 0): Error[] {
  if (!(thrown instanceof Error) || depth > 4) return []
  const parts = thrown instanceof AggregateError ? thrown.errors : []
  return [thrown, ...[thrown.cause, ...parts].flatMap(inner => withCauses(inner, depth + 1))]
}
