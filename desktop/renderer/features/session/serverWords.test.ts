import { expect, test } from 'vitest'
import type { ErrorBody } from '../../../../shared/errors.ts'
import find from '../../../../shared/locales/tr/session.json' with { type: 'json' }
import { isOfServer, serverProblem } from './serverWords.ts'

test.each<[ErrorBody, string]>([
  [{ code: 'input.invalid', fields: { server: { reason: 'insecureServer' } } }, 'insecureServer'],
  [{ code: 'input.invalid', fields: { server: { reason: 'badServer' } } }, 'badServer'],
  [{ code: 'network.offline' }, 'away'],
  [{ code: 'network.offline', params: { reason: 'certificateExpired' } }, 'certificateExpired'],
  [{ code: 'network.offline', params: { reason: 'tls' } }, 'certificate'],
  [{ code: 'server.unavailable', params: { reason: 'notPergel' } }, 'notPergel'],
  [{ code: 'server.unavailable', params: { reason: 'database' } }, 'unavailable'],
  [{ code: 'server.unavailable', params: { reason: 'constructor' } }, 'unavailable'],
  [{ code: 'client.tooOld' }, 'tooOld'],
])('%o has words of its own', (problem, key) => {
  expect(serverProblem(problem)).toBe(key)
  expect(Object.keys(find.find.problems)).toContain(key)
})

test('a wrong password is not about the server', () => {
  expect(isOfServer({ code: 'auth.failed' })).toBe(false)
  expect(isOfServer({ code: 'input.invalid', fields: { password: { reason: 'tooShort' } } })).toBe(false)
})
