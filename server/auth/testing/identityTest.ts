import { expect } from 'vitest'
import { fromBase64Url, toBase64Url } from '../../../shared/auth/bytes.ts'
import { newCredentials } from '../../../shared/auth/credentials.ts'
import { minimumKdf, splitPassword } from '../../../shared/auth/splitKey.ts'
import { testPassword, testServer } from '../../testing/testServer.ts'

/** The cheapest derivation that the server takes. */
export const kdf = minimumKdf
export const made = async (password = testPassword) => newCredentials(password, { kdf })

/** A server with one company, on which everybody signs in as often as they like, and what tests of identity ask of it. */
export async function identityTest() {
  let clock = 0
  const now = () => Date.now() + clock
  const test = await testServer({ now, limits: { signIn: { requests: 100_000, seconds: 1 } } })
  const company = await test.company()

  const post = (path: string, body?: unknown, token?: string) =>
    test.call('POST', `/auth${path}`, { ...(body === undefined ? {} : { body }), ...(token ? { token } : {}) })
  const rows = (text: string, id = company.id) => test.database.database.inCompany(id, tx => tx.unsafe(text))
  return {
    test,
    company,
    post,
    rows,
    now,
    /** Lets time go on, in milliseconds. Only ever forward: limits remember when they were last asked. */
    pass(ms: number) {
      clock += ms
    },
    async keyOf(email: string, password = testPassword) {
      const { salt, kdf: parameters } = (await post('/salt', { email })).body
      const keys = await splitPassword(password, fromBase64Url(salt), parameters)
      return { ...keys, authKey: toBase64Url(keys.authKey) }
    },
    /** What the access log says was done in a company. */
    async actions(id: string) {
      await test.server.parts.services.access.flush()
      return (await rows('select action from access_log order by number', id)).map(row => row['action'])
    },
    roleOf: async (builtIn: string) =>
      String((await rows(`select id from role where built_in = '${builtIn}'`))[0]?.['id']),
    /** As the administration window does. */
    async deactivate(user: string) {
      const key = await company.key('admin')
      const answer = await test.call('PATCH', `/api/v1/users/${user}`, { token: key, body: { isActive: false } })
      expect(answer.status).toBe(200)
    },
  }
}
