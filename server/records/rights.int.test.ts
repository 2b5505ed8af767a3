import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { type KindRights, type RoleRights, scopes } from '../../shared/permissions/rights.ts'
import { canSee, may, seeCondition, type Viewer } from '../../shared/permissions/viewer.ts'
import { type RecordState, visibilityKey } from '../../shared/record.ts'
import { type Random, random } from '../../shared/testing/random.ts'
import { tableName } from '../db/columns.ts'
import { SqlText } from '../db/sqlText.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { factory, writtenKinds } from './testing/factory.ts'
import { changed, created, type Office, office, type Person } from './testing/office.ts'

let test: TestDatabase
let firm: Office
const people: Person[] = []
const chance = random('rights')
const kinds = writtenKinds.filter(kind => !kind.shared)
const records = new Map<string, RecordState[]>()

const randomRights = (from: Random): RoleRights => ({
  kinds: Object.fromEntries(
    writtenKinds.map(kind => {
      const [see, create, edit, archive, exported] = Array.from({ length: 5 }, () => from.pick(scopes))
      return [kind.name, { see, create, edit, archive, export: exported } as KindRights]
    }),
  ),
  abilities: [],
})

beforeAll(async () => {
  test = await testDatabase()
  firm = await office(test.database)
  const tag = uuidv7()
  await firm.boss.send({ label: 'create', patches: [created({ kind: 'tag', id: tag }, { name: 'Etiket' })] })
  for (let i = 0; i < 8; i++) people.push(await firm.hire('sales', chance.pick(['a', 'b', null]), randomRights(chance)))
  const parents: RecordState[] = []
  for (const kind of kinds)
    for (let i = 0; i < 12; i++) {
      const key = { kind: kind.name, id: uuidv7() }
      const parent = kind.parents ? chance.pick(parents.filter(p => kind.parents?.includes(p.kind))) : undefined
      const owner = chance.pick(people).author.viewer.user
      const known: Record<string, string> = { tag, user: owner }
      const target = (name: string) => known[name] ?? records.get(name)?.[0]?.id ?? ''
      const more = parent ? { parent: { kind: parent.kind, id: parent.id } } : { owner }
      const [answer] = await firm.boss.send({
        label: 'create',
        patches: [created(key, { ...factory(kind, chance, target), ...more })],
      })
      expect([kind.name, answer]).toMatchObject([kind.name, { status: 'accepted' }])
      const state = await firm.stored(key)
      if (!state) throw new Error('not stored')
      parents.push(state)
      records.set(kind.name, [...(records.get(kind.name) ?? []), state])
    }
})
afterAll(() => test?.drop())

describe('the rule of who sees and does what', () => {
  it('is the same as a predicate and as an SQL condition', async () => {
    for (const kind of kinds)
      for (const { author } of people) {
        const text = new SqlText()
        const condition = text.condition(seeCondition(author.viewer, kind.name, { owner: 'owner_id', team: 'team_id' }))
        const rows = await test.database.inCompany(firm.company, tx =>
          tx.unsafe<{ id: string }[]>(
            `select id from "${tableName(kind)}" where ${condition}`,
            text.values as string[],
          ),
        )
        const seen = (records.get(kind.name) ?? []).filter(state =>
          canSee(author.viewer, kind.name, visibilityKey(state)),
        )
        expect(rows.map(row => row.id).sort()).toEqual(seen.map(state => state.id).sort())
      }
  })

  it('gives a record that hangs on another the key of that one', () => {
    for (const kind of kinds.filter(k => k.parents))
      for (const state of records.get(kind.name) ?? []) {
        const parent = (records.get(state.parent?.kind ?? '') ?? []).find(p => p.id === state.parent?.id)
        expect(visibilityKey(state)).toEqual(parent && visibilityKey(parent))
      }
  })

  it('lets somebody change exactly what the predicate says, and give it away only where their right reaches', async () => {
    for (const kind of kinds.filter(k => !k.parents))
      for (const person of people)
        for (const state of records.get(kind.name) ?? []) {
          const { viewer } = person.author
          const now = await firm.stored(state)
          if (!now) throw new Error('gone')
          const next = chance.pick(people).author.viewer
          const [answer] = await person.send({ patches: [changed(now, { owner: [now.owner, next.user] })] })
          const expected = verdict(viewer, kind.name, now, next)
          expect([kind.name, answer?.status === 'refused' ? answer.error.code : 'accepted']).toEqual([
            kind.name,
            expected,
          ])
          const after = await firm.stored(state)
          if (expected === 'accepted')
            expect(after && visibilityKey(after)).toEqual({ owner: next.user, team: next.team })
          else expect(after).toEqual(now)
        }
  })
})

function verdict(viewer: Viewer, kind: string, now: RecordState, next: Viewer): string {
  if (!canSee(viewer, kind, visibilityKey(now))) return 'record.notFound'
  if (!may(viewer, 'edit', kind, visibilityKey(now))) return 'permission.denied'
  // The new owner is a colleague whom the author must be able to see.
  if (now.owner !== next.user && !canSee(viewer, 'user', { owner: null, team: null })) return 'record.notFound'
  const isSame = now.owner === next.user
  return isSame || may(viewer, 'edit', kind, { owner: next.user, team: next.team }) ? 'accepted' : 'permission.denied'
}
