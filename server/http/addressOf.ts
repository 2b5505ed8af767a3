import type { IncomingMessage } from 'node:http'
import { type BlockList, isIP } from 'node:net'

/**
 * The address that a request came from: the nearest one that is not a trusted proxy, reading X-Forwarded-For from its
 * end. What stands before that can be invented by anybody.
 */
export function addressOf(request: IncomingMessage | undefined, trusted: BlockList): string {
  const peer = request ? peerOf(request) : ''
  const header = request?.headers['x-forwarded-for']
  const named = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map(part => plain(part.trim()))
  let at = peer
  while (isTrusted(at, trusted)) {
    const before = named.pop()
    if (before === undefined || isIP(before) === 0) break
    at = before
  }
  return at
}

/** Who is at the other end of the connection, proxy or not. */
export const peerOf = (request: IncomingMessage): string => plain(request.socket.remoteAddress ?? '')

export const isLoopback = (address: string): boolean => address === '::1' || /^127\./.test(address)

/** IPv4 within IPv6 (`::ffff:10.0.0.1`) as IPv4. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '')

export function isTrusted(address: string, trusted: BlockList): boolean {
  const family = isIP(address)
  return family !== 0 && trusted.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
