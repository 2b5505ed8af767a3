import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { noRights } from '../../shared/permissions/rights.ts'
import type { Patch, RecordState } from '../../shared/record.ts'
import { plainToRichText } from '../../shared/richText.ts'
import { verifyCompany } from '../log/verify.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { builtInRights, changed, created, type Office, office, type Person } from './testing/office.ts'

let test: TestDatabase
let firm: Office
let ayse: Person
let mert: Person
let zeynep: Person

beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test?.drop())
beforeEach(async () => {
  firm = await office(test.database)
  ayse = await firm.hire('management', 'a')
  mert = await firm.hire('management', 'a')
  zeynep = await firm.hire('management', 'b')
})

const idOf = (person: Person) => person.author.viewer.user
const task = (values: Record<string, unknown> = {}) => {
  const key = { kind: 'task', id: uuidv7() }
  return { key, patch: created(key, { subject: 'Teklif için ara', state: 'open', ...values }) }
}
const lead = (values: Record<string, unknown> = {}) => {
  const key = { kind: 'lead', id: uuidv7() }
  return {
    key,
    patch: created(key, { companyName: 'Işık Ltd.', source: 'fair', status: 'new', phone: '+905321112233', ...values }),
  }
}
const comment = (parent: { kind: string; id: string }, mentions: string[] = []) => {
  const key = { kind: 'comment', id: uuidv7() }
  return { key, patch: created(key, { parent, body: plainToRichText('Baktınız mı?'), mentions }) }
}
const write = async (person: Person, label: string, ...patches: Patch[]) => {
  const [answer] = await person.send({ label, patches })
  expect(answer).toMatchObject({ status: 'accepted' })
}
/** The notifications of one person, as the database has them. */
const heard = async (person: Person): Promise<RecordState[]> => {
  const rows = await test.database.inCompany(
    firm.company,
    tx => tx<{ id: string }[]>`select id from notification where owner_id = ${idOf(person)} order by id`,
  )
  const states = await Promise.all(rows.map(({ id }) => firm.stored({ kind: 'notification', id })))
  return states.flatMap(state => state ?? [])
}
const reasons = async (person: Person) => (await heard(person)).map(({ values }) => values['reason'])

it('tells those who come into a task that it was assigned to them, and only them', async () => {
  const { key, patch } = task({ assignees: [idOf(mert)] })
  await write(ayse, 'create', patch)
  const [told] = await heard(mert)
  expect(told).toMatchObject({
    owner: idOf(mert),
    team: firm.teams.a,
    parent: key,
    values: { reason: 'assigned', from: idOf(ayse), aboutTitle: 'Teklif için ara', aboutKind: 'task' },
  })
  await write(ayse, 'edit', changed(key, { assignees: [[idOf(mert)], [idOf(mert), idOf(zeynep)]] }))
  expect(await reasons(mert)).toEqual(['assigned'])
  expect(await reasons(zeynep)).toEqual(['assigned'])
  expect(await heard(ayse)).toEqual([])
})

it('tells the giver when a task is done, and not when it is done by the giver', async () => {
  const { key, patch } = task({ assignees: [idOf(mert)] })
  await write(ayse, 'create', patch)
  await write(mert, 'edit', changed(key, { state: ['open', 'done'] }))
  expect(await heard(ayse)).toMatchObject([{ parent: key, values: { reason: 'done', from: idOf(mert) } }])
  await write(mert, 'edit', changed(key, { state: ['done', 'open'] }))
  await write(ayse, 'edit', changed(key, { state: ['open', 'done'] }))
  expect(await reasons(ayse)).toEqual(['done'])
})

it('tells who owns a record by the hand of somebody else', async () => {
  const mine = lead()
  const given = lead({ owner: idOf(zeynep) })
  await write(ayse, 'create', mine.patch, given.patch)
  await write(ayse, 'assign', changed(mine.key, { owner: [idOf(ayse), idOf(mert)] }))
  expect(await heard(zeynep)).toMatchObject([
    { parent: given.key, values: { reason: 'owned', aboutTitle: 'Işık Ltd.', aboutKind: 'lead' } },
  ])
  expect(await reasons(mert)).toEqual(['owned'])
  expect(await heard(ayse)).toEqual([])
})

it('tells one thing of one record: an owner who is an assignee too is told of the work', async () => {
  await write(ayse, 'create', task({ owner: idOf(mert), assignees: [idOf(mert)] }).patch)
  expect(await reasons(mert)).toEqual(['assigned'])
})

it('tells of a comment whom it mentions, the owner of the record, and who wrote there before', async () => {
  const on = lead()
  await write(ayse, 'create', on.patch)
  const first = comment(on.key)
  await write(zeynep, 'create', first.patch)
  const second = comment(on.key, [idOf(mert)])
  await write(mert, 'create', second.patch)
  const third = comment(on.key, [idOf(mert)])
  await write(ayse, 'create', third.patch)
  expect(await heard(ayse)).toMatchObject([
    { parent: first.key, values: { reason: 'commented', aboutTitle: 'Işık Ltd.', aboutKind: 'lead' } },
    { parent: second.key, values: { reason: 'commented' } },
  ])
  expect(await reasons(zeynep)).toEqual(['commented', 'commented'])
  expect(await heard(mert)).toMatchObject([{ parent: third.key, values: { reason: 'mentioned' } }])
})

it('hears of comments of the same transaction, and tells assignees of what is said on their task', async () => {
  const { key, patch } = task({ assignees: [idOf(mert)] })
  const [one, two] = [comment(key), comment(key)]
  await Promise.all([
    ayse.send({ label: 'create', patches: [patch] }),
    zeynep.send({ label: 'create', patches: [one.patch] }),
    ayse.send({ label: 'create', patches: [two.patch] }),
  ])
  expect(await reasons(zeynep)).toEqual(['commented'])
  expect((await reasons(mert)).toSorted()).toEqual(['assigned', 'commented', 'commented'])
})

it('tells of many records at once as one, also where the operation comes in several parts', async () => {
  const leads = Array.from({ length: 14 }, () => lead())
  await write(ayse, 'create', ...leads.map(({ patch }) => patch))
  const operation = uuidv7()
  for (const some of [leads.slice(0, 8), leads.slice(8, 12), leads.slice(12)])
    await ayse.send({
      label: 'assign',
      operation,
      patches: some.map(({ key }) => changed(key, { owner: [idOf(ayse), idOf(mert)] })),
    })
  const told = await heard(mert)
  expect(told).toMatchObject([{ values: { reason: 'owned', count: 14, aboutKind: 'lead' } }])
  expect(told[0]?.parent).toBeUndefined()
})

it('tells nobody of what the server does, of what is taken back, or of what was refused', async () => {
  await write(firm.boss, 'create', lead({ owner: idOf(mert) }).patch)
  const on = lead()
  await write(ayse, 'create', on.patch)
  const operation = uuidv7()
  await ayse.send({
    label: 'assign',
    operation,
    patches: [changed(on.key, { owner: [idOf(ayse), idOf(mert)] })],
  })
  await ayse.send({
    label: 'undo',
    undoes: operation,
    patches: [changed(on.key, { owner: [idOf(mert), idOf(ayse)] })],
  })
  const [refused] = await ayse.send({
    label: 'create',
    patches: [task({ subject: '', assignees: [idOf(mert)] }).patch],
  })
  expect(refused).toMatchObject({ status: 'refused' })
  expect(await reasons(mert)).toEqual(['owned'])
  expect(await heard(ayse)).toEqual([])
})

it('tells nobody of what they may not see, nor those who have left', async () => {
  const blind = { ...builtInRights('sales'), kinds: { ...builtInRights('sales').kinds, lead: noRights } }
  const elsewhere = await firm.hire('sales', 'b')
  const without = await firm.hire('sales', 'a', blind)
  const gone = await firm.hire('sales', 'a')
  await write(firm.boss, 'edit', changed({ kind: 'user', id: idOf(gone) }, { isActive: [true, false] }))
  const on = lead()
  await write(ayse, 'create', on.patch)
  await write(ayse, 'create', comment(on.key, [idOf(elsewhere), idOf(without), idOf(gone), idOf(mert)]).patch)
  expect(await heard(elsewhere)).toEqual([])
  expect(await heard(without)).toEqual([])
  expect(await heard(gone)).toEqual([])
  expect(await reasons(mert)).toEqual(['mentioned'])
})

it('does not tell by a field that is hidden from the receiver', async () => {
  const rights = builtInRights('sales')
  const kinds = { ...rights.kinds, task: { ...rights.kinds['task'], fields: { assignees: 'hidden' as const } } }
  const half = await firm.hire('sales', 'a', { ...rights, kinds: kinds as typeof rights.kinds })
  await write(ayse, 'create', task({ assignees: [idOf(half)] }).patch)
  expect(await heard(half)).toEqual([])
})

it('belongs to its receiver: nobody else reads or writes it, and nobody makes one', async () => {
  await write(ayse, 'create', task({ assignees: [idOf(mert)] }).patch)
  const [told] = await heard(mert)
  const key = { kind: 'notification', id: told?.id ?? '' }
  const read = changed(key, { readAt: [undefined, '2026-11-21T10:00:00.000Z'] })
  const admin = await firm.hire('admin', 'a')
  for (const other of [ayse, admin])
    expect(await other.send({ patches: [read] })).toMatchObject([
      { status: 'refused', error: { code: 'record.notFound' } },
    ])
  expect(await mert.send({ patches: [changed(key, { reason: ['assigned', 'done'] })] })).toMatchObject([
    { status: 'refused', error: { code: 'permission.denied' } },
  ])
  const forged = created({ kind: 'notification', id: uuidv7() }, { owner: idOf(mert), readAt: undefined })
  expect(await mert.send({ label: 'create', patches: [forged] })).toMatchObject([{ status: 'refused' }])
  await write(mert, 'read', read)
  expect((await heard(mert))[0]?.values['readAt']).toBe('2026-11-21T10:00:00.000Z')
})

it('stands in the log with the change it tells of', async () => {
  await write(ayse, 'create', task({ assignees: [idOf(mert), idOf(zeynep)] }).patch)
  const rows = firm.commits.at(-1)?.rows ?? []
  expect(rows.map(({ kind }) => kind)).toEqual(['task', 'notification', 'notification'])
  expect(await verifyCompany(test.database, firm.company)).toMatchObject({ log: { problems: [] } })
})
