import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { verifyCompany } from '../log/verify.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { changed, created, type Office, office, type Person } from './testing/office.ts'

let test: TestDatabase
let firm: Office
let ayse: Person
beforeAll(async () => {
  test = await testDatabase()
  firm = await office(test.database)
  ayse = await firm.hire('sales', 'a')
})
afterAll(() => test?.drop())

const lead = (id: string, more: Record<string, unknown> = {}) =>
  created({ kind: 'lead', id }, { name: 'Ali Veli', phone: '0532 111 22 33', status: 'new', source: 'phone', ...more })

describe('the write path', () => {
  it('creates a record for its author, in stored form, with the team of the owner', async () => {
    const id = uuidv7()
    const [answer] = await ayse.send({ label: 'create', patches: [lead(id)] })
    expect(answer).toMatchObject({ status: 'accepted' })
    const state = await firm.stored({ kind: 'lead', id })
    expect(state).toMatchObject({
      owner: ayse.author.viewer.user,
      team: firm.teams.a,
      values: { name: 'Ali Veli', phone: '+905321112233' },
      createdBy: ayse.author.viewer.user,
    })
    expect(state?.number).toBe(answer?.status === 'accepted' ? answer.number : 0)
    const result = await verifyCompany(test.database, firm.company)
    expect(result.log.problems).toEqual([])
    expect(result.log.head?.number).toBe(state?.number)
  })

  it('merges fields changed by two people and keeps the lost value as a clash of its author', async () => {
    const mehmet = await firm.hire('sales', 'a')
    const id = uuidv7()
    const key = { kind: 'lead', id }
    await ayse.send({ patches: [lead(id)] })
    await ayse.send({ patches: [changed(key, { name: ['Ali Veli', 'Ali Can'] })] })
    const [answer] = await mehmet.send({
      patches: [changed(key, { name: ['Ali Veli', 'Ali Nur'], sector: [undefined, 'food'] })],
    })
    expect(answer).toMatchObject({ status: 'merged', clashes: [expect.any(String)] })
    expect((await firm.stored(key))?.values).toMatchObject({ name: 'Ali Can', sector: 'food' })
    const clash = await firm.stored({ kind: 'clash', id: answer?.status === 'merged' ? (answer.clashes[0] ?? '') : '' })
    expect(clash).toMatchObject({
      owner: mehmet.author.viewer.user,
      values: { field: 'name', mine: 'Ali Nur', theirs: 'Ali Can', theirUser: ayse.author.viewer.user, state: 'open' },
    })
  })
})
