import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { openPostgres } from './postgres.ts'

let test: TestDatabase
const [ours, theirs] = [uuidv7(), uuidv7()]

beforeAll(async () => {
  test = await testDatabase()
  for (const id of [ours, theirs])
    await test.database.inCompany(id, async tx => {
      await tx`insert into company (id, name, zone, key_wrapped) values (${id}, 'Firma', 'Europe/Istanbul', '\\x00')`
      await tx`insert into secret (company_id, name, value) values (${id}, 'smtp', '\\x00')`
    })
})
afterAll(() => test?.drop())

describe('row-level security', () => {
  it('is forced on every table, save the installation’s own and the one that only its definer function reads', async () => {
    const sql = openPostgres(test.ownerUrl, { max: 1 })
    const tables = await sql<{ name: string; forced: boolean; policies: number }[]>`
      select relname as name, relrowsecurity and relforcerowsecurity as forced,
        (select count(*)::int from pg_policy where polrelid = c.oid and polname like '%_company') as policies
      from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname`
    await sql.end()
    const open = tables.filter(t => !t.forced || t.policies !== 1).map(t => t.name)
    expect(open).toEqual(['pergel_migration', 'search_text', 'server_state', 'sign_in_failure'])
    expect(tables.length).toBeGreaterThan(20)
  })

  it('shows the serving role nothing before a company is named', async () => {
    expect(await test.database.sql`select * from company`).toEqual([])
    expect(await test.database.sql`select * from secret`).toEqual([])
  })

  it('shows and changes one company’s rows only', async () => {
    await test.database.inCompany(ours, async tx => {
      expect(await tx`select id from company`).toEqual([{ id: ours }])
      expect(await tx`select company_id from secret`).toEqual([{ company_id: ours }])
      expect((await tx`update secret set value = '\\x01' where company_id = ${theirs}`).count).toBe(0)
      expect((await tx`delete from secret where company_id = ${theirs}`).count).toBe(0)
    })
    expect(await test.database.inCompany(theirs, tx => tx`select value from secret`, { readOnly: true })).toEqual([
      { value: Buffer.from([0]) },
    ])
  })

  it('refuses a row written for another company', async () => {
    const write = test.database.inCompany(
      ours,
      tx => tx`insert into secret (company_id, name, value) values (${theirs}, 'a', '\\x00')`,
    )
    await expect(write).rejects.toThrow(/row-level security/)
  })

  it('forgets the company at the end of the transaction, also on a connection used before', async () => {
    for (let i = 0; i < 12; i++) await test.database.inCompany(ours, tx => tx`select 1`)
    expect(await test.database.sql`select count(*)::int as n from company`).toEqual([{ n: 0 }])
  })

  it('gives the list of companies only to who asks for it', async () => {
    const ids = await test.database.lookup('companies', tx => tx`select id from company order by id`)
    expect(ids).toEqual([{ id: ours }, { id: theirs }])
  })

  it('binds a role that can neither bypass it nor change the log’s past', async () => {
    const [role] = await test.database.sql`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`
    expect(Object.values(role ?? {})).toEqual([false, false, false, false])
    await expect(test.database.inCompany(ours, tx => tx`delete from log`)).rejects.toThrow(/permission denied/)
    await expect(test.database.inCompany(ours, tx => tx`update log set hash = '\\x00'`)).rejects.toThrow(
      /permission denied/,
    )
    await expect(test.database.sql`alter table secret no force row level security`).rejects.toThrow(/must be owner/)
  })
})
