import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { changed, created, type Office, office, type Person, person } from './testing/office.ts'

let test: TestDatabase
let firm: Office
let desk: Person
let program: Person
const now = '2026-11-21T12:00:00.000Z'
beforeAll(async () => {
  test = await testDatabase()
  firm = await office(test.database, { now: () => Date.parse(now) })
  desk = await firm.hire('sales', 'a')
  program = person(firm.writer, { ...desk.author, source: 'rest', device: null })
})
afterAll(() => test?.drop())

const task = async (values: Record<string, unknown> = {}) => {
  const key = { kind: 'task', id: uuidv7() }
  const made = await desk.send({
    label: 'create',
    patches: [created(key, { subject: 'Ara', state: 'open', ...values })],
  })
  expect(made).toMatchObject([{ status: 'accepted' }])
  return key
}
const doneAt = async (key: { kind: string; id: string }) => (await firm.stored(key))?.values['doneAt']

it('says when a task was done by whichever way its state changes, and nothing once it is open again', async () => {
  const key = await task()
  const tick = changed(key, { state: ['open', 'done'] })
  const back = changed(key, { state: ['done', 'open'] })
  for (const writer of [desk, program]) {
    await writer.send({ patches: [tick] })
    expect(await doneAt(key)).toBe(now)
    await writer.send({ patches: [back] })
    expect(await doneAt(key)).toBeUndefined()
  }
  expect(await doneAt(await task({ state: 'done' }))).toBe(now)
})

it('takes the moment at which a desktop saw it, also hours later, but none that is to come', async () => {
  const [earlier, later] = ['2026-11-20T17:00:00.000Z', '2026-11-22T17:00:00.000Z']
  const tick = (key: { kind: string; id: string }, at: string) =>
    changed(key, { state: ['open', 'done'], doneAt: [undefined, at] })
  const first = await task()
  expect(await desk.send({ patches: [tick(first, earlier)] })).toMatchObject([{ status: 'accepted' }])
  expect(await doneAt(first)).toBe(earlier)
  // Somebody else ticked it apart from that: no clash, and it stays as it was.
  expect(await desk.send({ patches: [tick(first, now)] })).toMatchObject([{ status: 'accepted' }])
  expect(await doneAt(first)).toBe(earlier)
  const second = await task()
  await desk.send({ patches: [tick(second, later)] })
  expect(await doneAt(second)).toBe(now)
})

it('puts the moment back where a reopening is taken back', async () => {
  const key = await task()
  const earlier = '2026-11-19T08:00:00.000Z'
  await desk.send({ patches: [changed(key, { state: ['open', 'done'], doneAt: [undefined, earlier] })] })
  const operation = uuidv7()
  await desk.send({ operation, patches: [changed(key, { state: ['done', 'open'], doneAt: [earlier, undefined] })] })
  expect(await doneAt(key)).toBeUndefined()
  const patches = [changed(key, { state: ['open', 'done'], doneAt: [undefined, earlier] })]
  expect(await desk.send({ label: 'undo', undoes: operation, patches })).toMatchObject([{ status: 'accepted' }])
  expect(await doneAt(key)).toBe(earlier)
})

it('lets nobody write the moment by itself, and programs not at all', async () => {
  const key = await task({ state: 'done' })
  const refused = [{ status: 'refused', error: { fields: { doneAt: { reason: 'readOnly' } } } }]
  const other = changed(key, { doneAt: [now, '2026-01-01T00:00:00.000Z'] })
  expect(await desk.send({ patches: [other] })).toMatchObject(refused)
  const both = changed(await task(), { state: ['open', 'done'], doneAt: [undefined, now] })
  expect(await program.send({ patches: [both] })).toMatchObject(refused)
})
