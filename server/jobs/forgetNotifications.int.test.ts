import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { isGone } from '../../shared/record.ts'
import { systemAuthor } from '../auth/systemAuthor.ts'
import { created } from '../records/testing/office.ts'
import { openLine } from '../testing/line.ts'
import { type TestCompany, type TestServer, testServer } from '../testing/testServer.ts'
import { forgetNotifications, newsDays } from './forgetNotifications.ts'

let test: TestServer
let company: TestCompany
beforeAll(async () => {
  test = await testServer()
  company = await test.company()
})
afterAll(() => test?.close())

const now = Date.now()
const ago = (days: number) => new Date(now - days * 86_400_000).toISOString()

/** News for the administrator, made so many days ago and read so many days ago. */
async function news(made: number, read?: number, to = company): Promise<string> {
  const id = uuidv7()
  const values = { owner: to.admin.user, reason: 'assigned', ...(read === undefined ? {} : { readAt: ago(read) }) }
  const [answer] = await test.server.parts.services.writer.submit(systemAuthor(to.id, { at: ago(made) }), [
    {
      ...{ seq: 1, id: uuidv7(), operation: uuidv7(), label: 'create', after: [], at: ago(made) },
      patches: [created({ kind: 'notification', id }, values)],
    },
  ])
  expect(answer).toMatchObject({ status: 'accepted' })
  return id
}
const rows = async (): Promise<{ id: string; owner: string | null }[]> => [
  ...(await test.database.database.inCompany(
    company.id,
    tx => tx<{ id: string; owner: string | null }[]>`
      select id, owner_id as owner from notification where company_id = ${company.id} order by id`,
  )),
]
const parts = () => ({ database: test.database.database, writer: test.server.parts.services.writer })

it('forgets what was read long ago and what is very old, tells the desktops, and deletes it a month later', async () => {
  const old = [await news(120, newsDays.read + 1), await news(newsDays.all + 1)]
  const kept = [await news(120, newsDays.read - 1), await news(newsDays.all - 1), await news(1)]
  const device = uuidv7()
  const { token } = await test.signIn(company.admin.email, { device })
  const line = await openLine(test.url, token, device)
  const { head } = await line.hear('welcome')
  line.say({ t: 'pull', id: 1, after: { epoch: head.epoch, number: 0 }, limit: 5000 })
  await line.hear('page')

  await forgetNotifications(parts(), now)
  const owned = await rows()
  expect(owned.filter(({ owner }) => owner === null).map(({ id }) => id)).toEqual(old.toSorted())
  expect(owned.filter(({ owner }) => owner !== null).map(({ id }) => id)).toEqual(kept.toSorted())
  await expect
    .poll(
      () =>
        line.heard
          .flatMap(frame => ('states' in frame ? frame.states : []))
          .filter(isGone)
          .map(({ id }) => id)
          .sort(),
      { timeout: 20_000 },
    )
    .toEqual(old.toSorted())
  line.close()

  // Nothing more until the month is over.
  await forgetNotifications(parts(), now)
  expect(await rows()).toHaveLength(owned.length)
  await forgetNotifications(parts(), now + (newsDays.forgotten + 1) * 86_400_000)
  const left = (await rows()).map(({ id }) => id)
  expect(left).not.toContain(old[0])
  expect(left).not.toContain(old[1])
})

it('goes on until nothing old is left, also where that is more than one entry takes', async () => {
  await Promise.all(Array.from({ length: 230 }, () => news(newsDays.all + 5)))
  await forgetNotifications(parts(), now)
  const old = await test.database.database.inCompany(
    company.id,
    tx =>
      tx`select id from notification where company_id = ${company.id} and owner_id is not null and created_at < ${ago(newsDays.all)}`,
  )
  expect(old).toHaveLength(0)
})

it('goes on with the other companies where one fails, and tells which one did', async () => {
  const other = await test.company()
  const [first = company, last = other] = [company, other].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const [stays, goes] = [await news(newsDays.all + 1, undefined, first), await news(newsDays.all + 1, undefined, last)]
  const { database, writer } = parts()
  const submit: typeof writer.submit = (author, entries) =>
    author.company === first.id ? Promise.reject(new Error('its log is damaged')) : writer.submit(author, entries)
  await expect(forgetNotifications({ database, writer: { submit } }, now)).rejects.toThrow(
    `companies: ${first.id} (its log is damaged)`,
  )
  const ownerOf = async ({ id: of }: TestCompany, id: string) =>
    (await database.inCompany(of, tx => tx`select owner_id as owner from notification where id = ${id}`))[0]?.['owner']
  expect(await ownerOf(first, stays)).toBe(first.admin.user)
  expect(await ownerOf(last, goes)).toBeNull()
})
