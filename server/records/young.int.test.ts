import { afterAll, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import type { Database, Transaction } from '../db/database.ts'
import { testDatabase } from '../testing/testDatabase.ts'
import { changed, office } from './testing/office.ts'
import { customer } from './testing/salesOffice.ts'

const test = await testDatabase()
afterAll(() => test.drop())

/** The database, and what the write path asks it. */
function overheard(database: Database) {
  const said = new Set<string>()
  const listening = (tx: Transaction): Transaction =>
    new Proxy(tx, {
      get: (of, name) => {
        if (name !== 'unsafe') return Reflect.get(of, name)
        return (...given: Parameters<Transaction['unsafe']>) => {
          said.add(given[0])
          return of.unsafe(...given)
        }
      },
    })
  const write: Database['write'] = (company, work) =>
    database.write(company, (tx, commit) => work(listening(tx), commit))
  return { said, database: { ...database, write } }
}

// The plan is kept: of a company that imports its records in its first minute each would read all of them.
it('looks everything up by an index of its own, also where the plan is made before the tables have grown', async () => {
  const { said, database } = overheard(test.database)
  const firm = await office(database)
  const [ayse, mehmet] = [await firm.hire('sales', 'a'), await firm.hire('sales', 'a')]
  const [hers, his] = [ayse, mehmet].map(({ author }) => author.viewer.user)
  const key = { kind: 'customer', id: uuidv7() }
  await ayse.send({ label: 'create', patches: [customer(key.id, { owner: hers })] })
  const operation = uuidv7()
  await ayse.send({ operation, patches: [changed(key, { owner: [hers, his] })] })
  const back = [changed(key, { owner: [his, hers] })]
  expect(await ayse.send({ undoes: operation, patches: back })).toMatchObject([{ status: 'accepted' }])

  const lookUps = [...said].filter(sql => / cross join lateral | union all /.test(sql))
  expect(lookUps.length).toBeGreaterThan(5)
  const plans = await test.database.write(firm.company, tx =>
    Promise.all(lookUps.map(sql => tx.unsafe<{ 'QUERY PLAN': string }[]>(`explain (generic_plan) ${sql}`))),
  )
  const conditions = plans.flat().flatMap(row => /Index Cond: \((.*)\)$/.exec(row['QUERY PLAN'])?.[1] ?? [])
  expect(conditions.length).toBeGreaterThan(lookUps.length)
  expect(conditions.filter(condition => /^\w+ = \$1$/.test(condition))).toEqual([])
})
