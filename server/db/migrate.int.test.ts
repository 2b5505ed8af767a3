import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { type Database, openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'

let test: TestDatabase
let url: string
let owner: postgres.Sql
let database: Database | undefined
beforeAll(async () => {
  test = await testDatabase()
  const name = `upgrade_${randomBytes(6).toString('hex')}`
  const admin = openPostgres(test.ownerUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  await admin.end()
  url = Object.assign(new URL(test.ownerUrl), { pathname: name }).href
  owner = openPostgres(url, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await database?.close()
  const name = new URL(url).pathname.slice(1)
  await owner?.end()
  const admin = openPostgres(test.ownerUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`drop database if exists ${name} with (force)`)
  await admin.end()
  await test?.drop()
})

it('brings a database of the first version to this one, with all that is in it and under the same protection', async () => {
  const text = readFileSync(join(import.meta.dirname, 'migrations', '0000_initial.sql'), 'utf8')
  for (const statement of text.split('--> statement-breakpoint')) await owner.unsafe(statement)
  const hash = createHash('sha256').update(text).digest('hex')
  await owner`create table pergel_migration (
    name text primary key, hash text not null, applied_at timestamptz not null default now())`
  await owner`insert into pergel_migration (name, hash) values ('0000_initial', ${hash})`
  const [company, other, user, device, key] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const bytes = Buffer.alloc(32, 7)
  await owner`insert into company ${owner({ id: company, name: 'Eski', zone: 'Europe/Istanbul', key_wrapped: bytes })}`
  await owner`insert into account ${owner({
    ...{ company_id: company, user_id: user, email: 'eski@firma.test', salt: bytes, kdf: '{}', auth_hash: bytes },
    ...{ vault_key_wrapped: bytes, recovery_hash: bytes, recovery_wrapped: bytes },
    ...{ created_at: '2025-01-01T00:00:00Z', changed_at: '2025-03-01T00:00:00Z' },
  })}`
  await owner`insert into device ${owner({ company_id: company, id: device, user_id: user, name: 'Masa' })}`
  await owner`insert into api_key ${owner({ company_id: company, id: key, key_hash: bytes, name: 'Eski', role_id: user })}`
  await owner`insert into search_state (company_id, number) values (${company}, 12)`

  const { appPassword, proof } = test.secret
  const applied = await migrate({ ownerUrl: url, appPassword, proof })
  expect(applied).toContain('0001_identity')
  expect(applied).not.toContain('0000_initial')
  expect(await migrate({ ownerUrl: url, appPassword, proof })).toEqual([])

  const opened = openDatabase({ url, appPassword, max: 2 })
  database = opened
  await opened.inCompany(company, async tx => {
    const [account] = await tx`select email, language, recovery_changed_at as at, reset_asked_at as asked from account`
    expect(account).toEqual({ email: 'eski@firma.test', language: null, at: '2025-03-01T00:00:00.000Z', asked: null })
    expect(await tx`select name, trust_hash as trust from device`).toEqual([{ name: 'Masa', trust: null }])
    expect(await tx`select name, start, created_by as by from api_key`).toEqual([
      { name: 'Eski', start: null, by: null },
    ])
    expect(await tx`select * from search_state`).toEqual([])
    expect(await tx`select tr_fold('Straße') as folded`).toEqual([{ folded: 'strasse' }])
    const ends = { token_hash: bytes, expires_at: '2030-01-01T00:00:00Z' }
    await tx`insert into reset_link ${tx({ company_id: company, id: user, user_id: user, ...ends })}`
    await tx`insert into invitation ${tx({
      ...{ company_id: company, id: user, email: 'a@b.co', name: 'A', role_id: user, language: 'tr' },
      ...{ invited_by: user, ...ends },
    })}`
  })
  for (const table of ['reset_link', 'invitation', 'account', 'device']) {
    expect(await opened.inCompany(other, tx => tx`select 1 from ${tx(table)}`), table).toHaveLength(0)
    expect(await opened.sql`select 1 from ${opened.sql(table)}`, table).toHaveLength(0)
  }
  const token = bytes.toString('hex')
  expect(await opened.lookup(token, tx => tx`select 1 from invitation`)).toHaveLength(1)
  expect(await opened.lookup(token, tx => tx`select 1 from reset_link`)).toHaveLength(1)
  expect(await opened.lookup(token, tx => tx`select 1 from device`)).toHaveLength(0)
})
