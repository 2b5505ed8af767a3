import type postgres from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { openDatabase } from './database.ts'
import { openPostgres } from './postgres.ts'

let test: TestDatabase
let owner: postgres.Sql
const company = uuidv7()

beforeAll(async () => {
  // Of two connections one is for writing.
  test = await testDatabase({ max: 2 })
  owner = openPostgres(test.ownerUrl, { max: 1, onnotice: () => {} })
  await test.database.inCompany(
    company,
    tx =>
      tx`insert into company (id, name, zone, key_wrapped) values (${company}, 'Firma', 'Europe/Istanbul', '\\x00')`,
  )
})
afterAll(async () => {
  await owner?.end()
  await test?.drop()
})
afterEach(() => vi.unstubAllEnvs())

const insert = `insert into secret (company_id, name, value) values ($1, $2, '\\x00')`
const names = async () => (await owner`select name from secret order by name`).map(({ name }) => String(name))
const openNow = async () =>
  (await owner`select 1 from pg_stat_activity where usename = 'pergel_app' and datname = current_database()`).length
const pidOfWriter = () =>
  test.database.write(company, async tx => Number((await tx`select pg_backend_pid() as pid`)[0]?.['pid']))

describe('a transaction that writes', () => {
  it('has committed when the COMMIT that it sent along is answered', async () => {
    const seen = await test.database.write(company, async (tx, commit) => {
      await Promise.all([tx.unsafe(insert, [company, 'sent along']).execute(), commit()])
      return names()
    })
    expect(seen).toContain('sent along')
  })

  it('is undone where a statement failed, though its COMMIT was sent, and says why', async () => {
    const twice = test.database.write(company, async (tx, commit) => {
      const sent = ['half', 'half'].map(name => tx.unsafe(insert, [company, name]).execute())
      await Promise.all([...sent, commit()])
    })
    await expect(twice).rejects.toMatchObject({ code: '23505' })
    expect(await names()).not.toContain('half')
  })

  it('fails in all that went out with a statement that fails, by its error, and its connection goes on', async () => {
    const before = await pidOfWriter()
    // What a connection has said before goes out together.
    const say = (tx: postgres.TransactionSql, name: string, divisor: number) => [
      tx.unsafe(insert, [company, name]).execute(),
      tx.unsafe('select 1 / $1::text::int as one', [divisor], { prepare: true }).execute(),
      tx.unsafe('select $1::text as said', [name], { prepare: true }).execute(),
    ]
    await test.database.write(company, tx => Promise.all(say(tx, 'said before', 1)))
    const results = await test.database
      .write(company, async (tx, commit) => {
        const sent = await Promise.allSettled([...say(tx, 'left out', 0), commit()])
        throw sent.map(one => (one.status === 'rejected' ? one.reason.code : 'done'))
      })
      .catch((codes: unknown) => codes)
    expect(results).toEqual(['done', '22012', '22012', '22012'])
    const said = await test.database.write(company, async (tx, commit) => {
      const [rows] = await Promise.all([say(tx, 'said after', 1)[2], commit()])
      return rows?.[0]?.['said']
    })
    expect(said).toBe('said after')
    expect(await pidOfWriter()).toBe(before)
    expect(await names()).toEqual(expect.arrayContaining(['said before', 'said after']))
    expect(await names()).not.toContain('left out')
  })

  it('leaves no transaction open where a plan that was kept has become stale', async () => {
    await owner`create table stale (n int)`
    await owner`grant select on stale to pergel_app`
    const look = () =>
      test.database.write(company, async tx => {
        const texts = ['select stale.* from stale where $1::text is not null', 'select $1::text as said']
        await Promise.all(texts.map(text => tx.unsafe(text, ['x'], { prepare: true }).execute()))
      })
    await look()
    await look()
    await owner`alter table stale add column m int`
    await expect(look()).rejects.toMatchObject({ code: '0A000' })
    await look()
  })

  it('does not pass for done where nobody looked at the statement that failed', async () => {
    const unseen = test.database.inCompany(company, async tx => {
      await tx.unsafe(insert, [company, 'unseen'])
      await tx`select 1 / 0`.catch(() => {})
    })
    await expect(unseen).rejects.toThrow()
    expect(await names()).not.toContain('unseen')
  })

  it('takes nothing more once its COMMIT was sent', async () => {
    const late = test.database.write(company, async (tx, commit) => {
      await commit()
      await tx.unsafe(insert, [company, 'late'])
    })
    await expect(late).rejects.toThrow()
    expect(await names()).not.toContain('late')
  })

  it('cannot be written into after its end', async () => {
    let kept: postgres.TransactionSql | undefined
    await test.database.write(company, async tx => {
      kept = tx
    })
    await test.database.write(company, async tx => {
      expect(() => kept?.unsafe(insert, [company, 'stray'])).toThrow()
      await tx`select 1`
    })
    expect(await names()).not.toContain('stray')
  })

  it('takes no query that was made before its end and is waited for after it', async () => {
    let made: PromiseLike<unknown> | undefined
    await test.database.write(company, async tx => {
      made = tx.unsafe(insert, [company, 'made before'])
    })
    await test.database.write(company, async tx => {
      await expect(Promise.resolve(made)).rejects.toThrow('has ended')
      await tx`select 1`
    })
    expect(await names()).not.toContain('made before')
  })

  it('fails when its connection breaks between two statements, and the next one gets another', async () => {
    const before = await pidOfWriter()
    const broken = test.database.write(company, async tx => {
      await tx.unsafe(insert, [company, 'broken'])
      await owner`select pg_terminate_backend(${before})`
      while ((await owner`select 1 from pg_stat_activity where pid = ${before}`).length > 0);
      await new Promise(resolve => setTimeout(resolve, 50))
      await tx.unsafe(insert, [company, 'alone'])
    })
    await expect(broken).rejects.toMatchObject({ code: expect.stringMatching(/CONNECTION_CLOSED|57P01/) })
    expect(await pidOfWriter()).not.toBe(before)
    const all = await names()
    expect(all).not.toContain('broken')
    expect(all).not.toContain('alone')
  })

  it.each([
    ['one host', '@127.0.0.1'],
    ['several hosts', '@127.0.0.1,127.0.0.1'],
  ])('leaves nothing behind of what waited to be sent when its connection to %s broke', async (_, host) => {
    const url = test.ownerUrl.replace('@127.0.0.1', host)
    // The address has room for one port alone.
    vi.stubEnv('PGPORT', new URL(url).port)
    const own = openDatabase({ url, appPassword: test.secret.appPassword, max: 2 })
    const pidOfWriter = () =>
      own.write(company, async tx => Number((await tx`select pg_backend_pid() as pid`)[0]?.['pid']))
    const others = await openNow()
    const before = await pidOfWriter()
    const large = 'x'.repeat(1_000_000)
    const broken = own.write(company, async (tx, commit) => {
      const waiting = Array.from({ length: 20 }, (_, i) =>
        tx.unsafe(`insert into secret (company_id, name, value) values ($1, $2, decode(md5($3), 'hex'))`, [
          company,
          `waiting ${i}`,
          large,
        ]),
      )
      const sent = Promise.all([...waiting.map(one => one.execute()), commit()])
      // It may break before we come to wait for it.
      sent.catch(() => {})
      await owner`select pg_terminate_backend(${before})`
      await sent
    })
    await expect(broken).rejects.toThrow()
    expect(await pidOfWriter()).not.toBe(before)
    await new Promise(resolve => setTimeout(resolve, 1500))
    expect((await names()).filter(name => name.startsWith('waiting'))).toEqual([])
    expect(await openNow()).toBe(others + 1)
    await own.close()
  })

  it('comes back with the connection that was used last', async () => {
    const pids = [await pidOfWriter(), await pidOfWriter(), await pidOfWriter()]
    expect(new Set(pids).size).toBe(1)
  })

  it('is not begun once the database was closed', async () => {
    // One connection has never been opened, and one is open.
    const { database, drop } = await testDatabase({ max: 4 })
    await database.write(company, async tx => void (await tx`select 1`))
    await database.close()
    for (let i = 0; i < 2; i++)
      await expect(database.write(company, async tx => void (await tx`select 1`))).rejects.toMatchObject({
        code: 'CONNECTION_ENDED',
      })
    await drop()
  })
})

describe('a transaction that reads', () => {
  it('takes no query that is waited for after its end', async () => {
    let made: PromiseLike<unknown> | undefined
    const read = (work: () => Promise<unknown>) =>
      test.database.inCompany(
        company,
        async tx => {
          made ??= tx`select 1`
          await work()
        },
        { readOnly: true },
      )
    await read(async () => {})
    await read(() => expect(Promise.resolve(made)).rejects.toThrow('has ended'))
  })
})
