import { expect, test } from 'vitest'
import { networkReason } from './networkReason.ts'

const failed = (cause: unknown) => new TypeError('fetch failed', { cause })
const withCode = (code: string) => Object.assign(new Error(code), { code })

test('a question that nobody answers in time ends by the time, not by a fault', async () => {
  const { reason } = await new Promise<AbortSignal>(resolve => {
    const signal = AbortSignal.timeout(1)
    signal.addEventListener('abort', () => resolve(signal))
  })
  expect(networkReason(reason)).toBe('timeout')
  expect(networkReason(failed(reason))).toBe('timeout')
})

test('a question that was given up says nothing about the network', () => {
  expect(networkReason(AbortSignal.abort().reason)).toBe('timeout')
})

test('the code of a cause, and of one of several parts, counts', () => {
  expect(networkReason(failed(withCode('ECONNREFUSED')))).toBe('refused')
  expect(networkReason(failed(new AggregateError([withCode('ECONNREFUSED')])))).toBe('refused')
  expect(networkReason(failed(withCode('ERR_SSL_WRONG_VERSION_NUMBER')))).toBe('tls')
  expect(networkReason(failed(withCode('HPE_INVALID_CONSTANT')))).toBe('notPergel')
})
