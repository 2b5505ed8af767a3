import { expect, it } from 'vitest'
import { minimumKdf } from '../shared/auth/splitKey.ts'
import type { PeopleOptions } from './auth/people.ts'
import { hasDemo, makeDemo } from './demo.ts'
import { silentLogger } from './http/logger.ts'
import { verifyAll } from './log/verify.ts'
import { createServices } from './services.ts'
import { testDatabase } from './testing/testDatabase.ts'

const options = { records: 400, seed: 'x', until: '2026-11-20T12:00:00.000Z', kdf: minimumKdf }

/** Makes it, ending each try after so many entries as a killed process would, and gives its log without ids. */
async function made(...interruptions: number[]) {
  const { database, secret, drop } = await testDatabase()
  const services = createServices({ installation: { database, secret }, logger: silentLogger })
  const { writer } = services
  for (const most of interruptions) {
    let left = most
    const submit: PeopleOptions['writer']['submit'] = (...args) =>
      left-- > 0 ? writer.submit(...args) : Promise.reject(new Error('killed'))
    await expect(makeDemo({ ...services, writer: { ...writer, submit } }, options)).rejects.toThrow('killed')
    await writer.idle()
    expect(await hasDemo(database)).toBe('partly')
  }
  // The options of the first try count.
  await makeDemo(services, { ...options, records: interruptions.length > 1 ? 9999 : options.records })
  expect(await hasDemo(database)).toBe('yes')
  const [result, ...others] = await verifyAll(database)
  expect(others).toEqual([])
  expect(result?.log.problems).toEqual([])
  const [rows, customers] = await database.inCompany(result?.company ?? '', tx =>
    Promise.all([
      tx`select l.kind, l.label, u.name from log l left join "user" u on u.id = l.user_id order by l.number`,
      tx`select title, created_at, updated_at, archived, status from customer order by number`,
    ]),
  )
  await services.close()
  await drop()
  return { rows: [...rows], customers: [...customers] }
}

it('is the same for the same seed, and also when its making was interrupted, wherever', async () => {
  const [whole, cut] = await Promise.all([made(), made(0, 1, 4, 5, 60)])
  expect(whole.rows.filter(({ label }) => label === 'create').length).toBeGreaterThanOrEqual(400)
  expect(whole.customers.every(({ created_at }) => created_at < options.until)).toBe(true)
  expect(cut).toEqual(whole)
})
