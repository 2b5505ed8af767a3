import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minimumKdf } from '../../shared/auth/splitKey.ts'
import { AppError } from '../../shared/errors.ts'
import { builtInRoles } from '../../shared/permissions/rights.ts'
import { type TestCompany, type TestServer, testPassword, testServer } from '../testing/testServer.ts'
import { callerOf } from './callers.ts'
import { addUser } from './people.ts'

let test: TestServer
let ours: TestCompany
let theirs: TestCompany
beforeAll(async () => {
  test = await testServer()
  ours = await test.company()
  theirs = await test.company()
})
afterAll(() => test?.close())

const caller = (token: string | undefined) => {
  const { services, sessions } = test.server.parts
  const authorization = token === undefined ? undefined : `Bearer ${token}`
  return callerOf({ ...services, sessions, now: Date.now }, { authorization, address: '203.0.113.7' })
}

describe('an API key', () => {
  it('stands for its role in its company, is kept as a hash alone, and ends when it is taken back', async () => {
    const key = await ours.key('finance')
    const { company, viewer, key: id, session } = await caller(key)
    expect({ company, session, user: viewer.user }).toEqual({ company: ours.id, session: null, user: id })
    expect(viewer.rights.kinds['customer']?.edit).toBe('all')
    expect(viewer.rights.kinds['lead']?.see).toBe('none')
    const rows = await test.database.database.inCompany(
      ours.id,
      tx => tx`select encode(key_hash, 'escape') as hash from api_key`,
    )
    expect(JSON.stringify(rows)).not.toContain(key.slice(4))
    await caller(key)
    await test.server.parts.services.access.flush()
    const uses = await test.database.database.inCompany(
      ours.id,
      tx => tx`select address from access_log where action = 'key.used' and user_id = ${id}`,
    )
    expect(uses).toEqual([{ address: '203.0.113.7' }])
    await test.database.database.inCompany(ours.id, tx => tx`update api_key set revoked_at = now() where id = ${id}`)
    await expect(caller(key)).rejects.toMatchObject({ code: 'auth.required' })
  })

  it.each([
    undefined,
    '',
    'x',
    'pgk_short',
    `pgk_${'A'.repeat(43)}`,
    `pgs_${'A'.repeat(43)}`,
    `pgk_${'A'.repeat(42)}'`,
  ])('is nothing that anybody can make up (%s)', async token => {
    await expect(caller(token)).rejects.toMatchObject({ code: 'auth.required' })
  })
})

describe('a company', () => {
  it('has the six roles with their rights, and the users given, in its log', async () => {
    const { database } = test.database
    const { token } = await test.signIn(ours.admin.email)
    expect((await caller(token)).viewer).toMatchObject({
      team: expect.any(String),
      rights: { abilities: expect.arrayContaining(['admin']) },
    })
    const [roles, log] = await database.inCompany(ours.id, async tx => [
      await tx`select built_in, name from role order by id`,
      await tx`select kind from log order by number`,
    ])
    expect(roles?.map(({ built_in }) => built_in)).toEqual([...builtInRoles])
    expect(log?.map(({ kind }) => kind)).toEqual([...builtInRoles.map(() => 'role'), 'team', 'team', 'user'])
  })

  it('shares an address with no other: one account per address on a server', async () => {
    const { services } = test.server.parts
    const again = addUser(services, theirs.id, {
      name: 'x',
      email: ours.admin.email.toUpperCase(),
      role: 'sales',
      password: testPassword,
      kdf: minimumKdf,
    })
    await expect(again).rejects.toEqual(new AppError('record.exists'))
  })

  it('encrypts its secrets under a key of its own', async () => {
    const { secrets, keys, database } = test.server.parts.services
    await secrets.set(ours.id, 'smtp', 'parola-1')
    await secrets.set(ours.id, 'smtp', 'parola-2')
    await secrets.set(theirs.id, 'smtp', 'başka')
    expect([
      await secrets.get(ours.id, 'smtp'),
      await secrets.get(theirs.id, 'smtp'),
      await secrets.get(ours.id, 'x'),
    ]).toEqual(['parola-2', 'başka', undefined])
    expect(await keys.keyOf(ours.id)).not.toEqual(await keys.keyOf(theirs.id))
    const [row] = await database.inCompany(ours.id, tx => tx<{ value: Buffer }[]>`select value from secret`)
    expect(row?.value.includes('parola')).toBe(false)
    // Put into another company's place it does not open.
    await database.inCompany(theirs.id, tx => tx`update secret set value = ${row?.value ?? null}`)
    await expect(secrets.get(theirs.id, 'smtp')).rejects.toThrow()
    await secrets.remove(ours.id, 'smtp')
    expect(await secrets.get(ours.id, 'smtp')).toBeUndefined()
  })
})
