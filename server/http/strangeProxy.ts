import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { isTrusted, peerOf } from './addressOf.ts'
import type { Logger } from './logger.ts'

const forwardedHeaders = ['x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'x-real-ip']

/** Came through a proxy that is not among PERGEL_TRUSTED_PROXIES, or from somebody who pretends so. */
export const isForwardedByStranger = (request: IncomingMessage | undefined, trusted: BlockList): boolean =>
  request !== undefined &&
  forwardedHeaders.some(name => request.headers[name] !== undefined) &&
  !isTrusted(peerOf(request), trusted)

/**
 * Says once that a proxy is not trusted: all who come through it count as one caller, with one rate limit and one
 * lock-out after wrong passwords. Its address is what the operator has to name; one that is not of a private network may
 * be a person's and stays out of the log.
 */
export function strangeProxyNotice(logger: Logger, trusted: BlockList): (request: IncomingMessage | undefined) => void {
  let isSaid = false
  return request => {
    if (isSaid || !isForwardedByStranger(request, trusted)) return
    isSaid = true
    logger.warn('forwarded by an untrusted proxy', {
      proxy: request && isPrivate(peerOf(request)) ? peerOf(request) : undefined,
      effect: 'all callers behind it share one rate limit',
      remedy: 'name it in PERGEL_TRUSTED_PROXIES, or have it send no X-Forwarded headers',
    })
  }
}

const privateNetworks = new BlockList()
for (const [network, bits, family] of [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
] as const)
  privateNetworks.addSubnet(network, bits, family)

const isPrivate = (address: string): boolean =>
  isIP(address) !== 0 && privateNetworks.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')
