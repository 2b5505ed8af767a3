import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { createLogger } from './logger.ts'
import { isForwardedByStranger, strangeProxyNotice } from './strangeProxy.ts'

const { trustedProxies } = readConfig({ PERGEL_TRUSTED_PROXIES: '10.0.0.1' })
const from = (peer: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress: peer }, headers }) as unknown as IncomingMessage
const forwarded = { 'x-forwarded-for': '203.0.113.5' }

it('headers of a proxy count as foreign unless it is trusted', () => {
  expect(isForwardedByStranger(from('10.0.0.1', forwarded), trustedProxies)).toBe(false)
  expect(isForwardedByStranger(from('127.0.0.1', forwarded), trustedProxies)).toBe(true)
  expect(isForwardedByStranger(from('127.0.0.1', { 'x-forwarded-proto': 'https' }), trustedProxies)).toBe(true)
  expect(isForwardedByStranger(from('127.0.0.1'), trustedProxies)).toBe(false)
})

it('a proxy that is not trusted is named in one line, once; a stranger’s own address in none', () => {
  const lines: string[] = []
  const tell = () =>
    strangeProxyNotice(
      createLogger('info', line => lines.push(line)),
      trustedProxies,
    )
  const first = tell()
  first(from('192.168.1.7'))
  first(from('192.168.1.7', forwarded))
  first(from('192.168.1.8', forwarded))
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', proxy: '192.168.1.7' })
  tell()(from('198.51.100.4', forwarded))
  expect(lines).toHaveLength(2)
  expect(lines[1]).not.toContain('198.51.100.4')
})
