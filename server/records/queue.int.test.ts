import { afterAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { openDatabase } from '../db/database.ts'
import { openPostgres } from '../db/postgres.ts'
import { verifyCompany } from '../log/verify.ts'
import { person } from './testing/office.ts'
import { lead, salesOffice } from './testing/salesOffice.ts'
import { createWriter } from './writer.ts'

const { test, firm, ayse } = await salesOffice()
afterAll(() => test.drop())

describe('the queue', () => {
  it('commits what waits together', async () => {
    const before = firm.commits.length
    const people = Array.from({ length: 20 }, () => person(firm.writer, { ...ayse.author, device: uuidv7() }))
    await Promise.all(people.map(one => one.send({ label: 'create', patches: [lead(uuidv7())] })))
    expect(firm.commits.length - before).toBeLessThan(6)
    for (const [i, commit] of firm.commits.entries())
      if (i > 0) expect(commit.after).toBe(firm.commits[i - 1]?.head.number)
  })

  it('gives numbers without gap or disorder to eight writers at once', async () => {
    const databases = Array.from({ length: 8 }, () =>
      openDatabase({ url: test.ownerUrl, appPassword: test.secret.appPassword, max: 2 }),
    )
    const seen: number[][] = []
    const start = firm.commits.at(-1)?.head.number ?? 0
    await Promise.all(
      databases.map(async (database, i) => {
        const numbers: number[] = []
        seen[i] = numbers
        const writer = createWriter({
          database,
          now: Date.now,
          onCommit: c => numbers.push(...c.rows.map(row => row.number)),
        })
        const one = person(writer, { ...ayse.author, device: uuidv7() })
        for (let n = 0; n < 25; n++) {
          const answers = await one.send(
            { label: 'create', patches: [lead(uuidv7())] },
            { label: 'create', patches: [lead(uuidv7()), lead(uuidv7())] },
          )
          expect(answers.map(a => a.status)).toEqual(['accepted', 'accepted'])
        }
        await writer.idle()
      }),
    )
    await Promise.all(databases.map(database => database.close()))
    for (const numbers of seen) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    const all = seen.flat().sort((a, b) => a - b)
    expect(all).toEqual(Array.from({ length: 8 * 25 * 3 }, (_, i) => start + 1 + i))
    const { log } = await verifyCompany(test.database, firm.company)
    expect(log.problems).toEqual([])
    // The first writer knows of the others' commits from the next write on.
    expect((await ayse.send({ label: 'create', patches: [lead(uuidv7())] }))[0]?.status).toBe('accepted')
  })

  it('announces each commit once', async () => {
    const heard: string[] = []
    const listening = await test.database.sql.listen('pergel_commit', payload => heard.push(payload))
    await ayse.send({ label: 'create', patches: [lead(uuidv7())] }, { label: 'create', patches: [lead(uuidv7())] })
    const number = firm.commits.at(-1)?.head.number
    while (!heard.includes(`${firm.company}:${number}`)) await new Promise(resolve => setTimeout(resolve, 5))
    expect(heard.filter(payload => payload === `${firm.company}:${number}`)).toHaveLength(1)
    await listening.unlisten()
  })

  it('tries entries one by one when the database takes exception to one of them', async () => {
    const owner = openPostgres(test.ownerUrl, { max: 1, onnotice: () => {} })
    await owner.unsafe(`alter table lead add constraint no_bad check (name is distinct from 'Kötü')`)
    const errors: unknown[] = []
    const strict = createWriter({ database: test.database, now: Date.now, onError: error => errors.push(error) })
    const one = person(strict, { ...ayse.author, device: uuidv7() })
    const ids = [uuidv7(), uuidv7(), uuidv7()]
    const bad = one.entry({ label: 'create', patches: [lead(ids[1] ?? '', { name: 'Kötü' })] })
    const rest = [ids[0], ids[2]].map(id => one.entry({ label: 'create', patches: [lead(id ?? '')] }))
    const answers = await strict.submit(
      one.author,
      [rest[0], bad, rest[1]].flatMap(entry => entry ?? []),
    )
    expect(answers.map(a => (a.status === 'refused' ? a.error.code : a.status))).toEqual([
      'accepted',
      'internal',
      'accepted',
    ])
    expect(errors).toHaveLength(1)
    await owner.unsafe('alter table lead drop constraint no_bad')
    expect(await strict.submit(one.author, [bad])).toEqual([answers[1]])
    await owner.end()
  })

  it('decides nothing while the database is away', async () => {
    const database = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', appPassword: 'x', max: 1 })
    const writer = createWriter({ database, now: Date.now })
    await expect(writer.submit(ayse.author, [ayse.entry({ patches: [] })])).rejects.toMatchObject({
      code: 'server.unavailable',
    })
    await database.close()
  })
})
