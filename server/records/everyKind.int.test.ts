import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bagOf } from '../../shared/apply.ts'
import { type AnyKind, customPrefix, type Values } from '../../shared/entity.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { type KindRights, noRights, type RoleRights, rights } from '../../shared/permissions/rights.ts'
import { rightsOfRole } from '../../shared/permissions/rightsOfRole.ts'
import type { Entry, Patch, RecordKey } from '../../shared/record.ts'
import { inverseOf } from '../../shared/sync/undo.ts'
import { random } from '../../shared/testing/random.ts'
import { cleanChanges, recordErrors } from '../../shared/validate.ts'
import { historyOf } from '../log/history.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { factory, hostileTexts, writtenKinds } from './testing/factory.ts'
import { builtInRights, created, type Office, office, type Person } from './testing/office.ts'

let test: TestDatabase
let firm: Office
let boss: Person
const chance = random('every kind')
/** A record of every kind, in whose sight nobody stands but the boss. */
const samples = new Map<string, string>()

const target = (kind: string): string => samples.get(kind) ?? ''
const parentOf = (kind: AnyKind): RecordKey | undefined => {
  const name = kind.parents?.[0]
  return name ? { kind: name, id: target(name) } : undefined
}
const newValues = (kind: AnyKind): Values => {
  const parent = parentOf(kind)
  return { ...factory(kind, chance, target), ...(parent ? { parent } : {}) }
}

beforeAll(async () => {
  test = await testDatabase()
  firm = await office(test.database)
  boss = await firm.hire('admin', null)
  for (const [name, id] of [
    ['team', firm.teams.a],
    ['role', firm.roles.sales],
    ['user', boss.author.viewer.user],
  ] as const)
    samples.set(name, id)
  for (const kind of [...writtenKinds].sort(a => (a.name === 'tag' ? -1 : 0))) {
    if (samples.has(kind.name)) continue
    const id = uuidv7()
    const [answer] = await boss.send({ label: 'create', patches: [created({ kind: kind.name, id }, newValues(kind))] })
    expect([kind.name, answer]).toMatchObject([kind.name, { status: 'accepted' }])
    samples.set(kind.name, id)
  }
})
afterAll(() => test?.drop())

describe.each(writtenKinds.map(kind => [kind.name, kind] as const))('%s', (name, kind) => {
  const make = async (more: Values = {}) => {
    const key = { kind: name, id: uuidv7() }
    const entry = boss.entry({ label: 'create', patches: [created(key, { ...newValues(kind), ...more })] })
    const [answer] = await firm.writer.submit(boss.author, [entry])
    expect(answer).toMatchObject({ status: 'accepted' })
    return { key, entry }
  }

  it('takes what its definition says is valid, and stores it as it was', async () => {
    const values = newValues(kind)
    const cleaned = cleanChanges(kind, values)
    expect(cleaned.errors).toBeUndefined()
    expect(recordErrors(kind, { ...cleaned.values, owner: boss.author.viewer.user })).toBeUndefined()
    const key = { kind: name, id: uuidv7() }
    await boss.send({ label: 'create', patches: [created(key, values)] })
    const { parent: _, ...fields } = cleaned.values
    expect((await firm.stored(key))?.values).toEqual(withoutUndefined(fields))
  })

  it('gives the record back when changes are undone, and shows them in its history', async () => {
    const { key } = await make()
    const before = await firm.stored(key)
    if (!before) throw new Error('not stored')
    const after = factory(kind, chance, target)
    const set: Patch['set'] = {}
    for (const field of Object.keys(kind.fields))
      if (!kind.fields[field]?.readOnly) set[field] = { base: before.values[field], value: after[field] }
    const edit = boss.entry({ patches: [{ ...key, set }] })
    await firm.writer.submit(boss.author, [edit])
    const undo = { label: 'undo', undoes: edit.operation, patches: inverseOf([edit as Entry]) }
    const [answer] = await boss.send(undo)
    expect(answer?.status).toBe('accepted')
    const back = await firm.stored(key)
    expect(back && bagOf(back)).toEqual(bagOf(before))
    const { rows } = await test.database.inCompany(firm.company, tx =>
      historyOf(tx, { company: firm.company, viewer: boss.author.viewer, kind, key, limit: 50 }),
    )
    expect(rows.map(row => row.label)).toEqual(['undo', 'edit', 'create'].slice(rows.length === 1 ? 2 : 0))
    const first = Object.fromEntries(rows.at(-1)?.changes.map(change => [change.field, change.new]) ?? [])
    expect(first).toEqual(withoutFalse(bagOf(before)))
  })

  it('is archived when its making is undone', async () => {
    const { key, entry } = await make()
    await boss.send({ label: 'undo', undoes: entry.operation, patches: inverseOf([entry as Entry]) })
    expect((await firm.stored(key))?.archived).toBe(true)
  })

  it('keeps hostile text as text', async () => {
    for (const text of hostileTexts) {
      const texts = Object.entries(kind.fields).filter(([, f]) => f.kind === 'text' || f.kind === 'longText')
      const more = Object.fromEntries(
        texts.filter(([, f]) => (f.max ?? 100) >= text.length && !f.readOnly).map(([field]) => [field, text]),
      )
      const { key } = await make(more)
      expect((await firm.stored(key))?.values).toMatchObject(more)
    }
  })

  it('refuses who has no right, whatever the path, and changes nothing', async () => {
    const { key } = await make()
    const before = await firm.stored(key)
    const wanted = newValues(kind)
    const [field = ''] = Object.entries(kind.fields).find(([, f]) => !f.readOnly && f.kind !== 'structure') ?? []
    const edit: Patch = { ...key, set: { [field]: { base: before?.values[field], value: wanted[field] } } }
    const archive: Patch = { ...key, set: { archived: { base: false, value: true } } }
    const create = () => created({ kind: name, id: uuidv7() }, wanted)
    // What belongs to one person alone is in nobody else's sight, whatever their role says.
    const all = rightsOfRole({ rights: withRights(name, rights('all', 'all', 'all', 'all', 'all')) })
    const seen = all?.kinds[name]?.see === 'own' ? 'record.notFound' : 'permission.denied'
    const tries: [string, KindRights, Patch, string][] = [
      ['nothing', noRights, edit, 'record.notFound'],
      ['nothing', noRights, archive, 'record.notFound'],
      ['nothing', noRights, create(), 'permission.denied'],
      ['sees', rights('all', 'none', 'none', 'none', 'none'), edit, seen],
      ['sees', rights('all', 'none', 'none', 'none', 'none'), archive, seen],
      ['sees', rights('all', 'none', 'none', 'none', 'none'), create(), 'permission.denied'],
      ['edits', rights('all', 'none', 'all', 'none', 'none'), archive, seen],
      ['creates', rights('all', 'all', 'none', 'none', 'none'), edit, seen],
      ['hidden', rights('all', 'all', 'all', 'all', 'all', { [field]: 'hidden' }), edit, 'permission.denied'],
      ['readOnly', rights('all', 'all', 'all', 'all', 'all', { [field]: 'readOnly' }), edit, 'permission.denied'],
      ['own only', rights('own', 'own', 'own', 'own', 'own'), edit, 'record.notFound'],
      ['team only', rights('team', 'team', 'team', 'team', 'team'), edit, 'record.notFound'],
    ]
    for (const [what, given, patch, code] of tries) {
      const other = await firm.hire('sales', 'b', withRights(name, given))
      const number = firm.commits.at(-1)?.head.number
      const [answer] = await other.send({ patches: [patch] })
      expect([what, answer]).toMatchObject([what, { status: 'refused', error: { code } }])
      expect(firm.commits.at(-1)?.head.number).toBe(number)
    }
    expect(await firm.stored(key)).toEqual(before)
  })

  it('refuses fields that nobody defined and values that are none', async () => {
    const wrong: Patch['set'][] = [
      { zap: { value: 1 } },
      { [`${customPrefix}zap`]: { value: 1 } },
      { createdAt: { value: '2020-01-01' } },
      { archived: { value: 'yes' } },
    ]
    for (const set of wrong) {
      const [answer] = await boss.send({ patches: [{ kind: name, id: target(name), set }] })
      expect([set, answer]).toMatchObject([set, { status: 'refused', error: { code: 'record.invalid' } }])
    }
  })

  it('refuses references to what is not there or not to be seen, alike', async () => {
    const references = Object.entries(kind.fields).filter(([, f]) => f.to && !f.readOnly)
    const blind = await firm.hire('sales', 'b', {
      kinds: Object.fromEntries(
        writtenKinds.map(k => [k.name, k.name === name ? rights('all', 'all', 'all', 'all', 'all') : noRights]),
      ),
      abilities: [],
    })
    for (const [field, f] of references) {
      const errors = []
      for (const id of [uuidv7(), target(f.to ?? '')]) {
        const value = f.kind === 'reference' ? id : [id]
        const stored = await firm.stored({ kind: name, id: target(name) })
        if (id === target(f.to ?? '') && JSON.stringify(stored?.values[field])?.includes(id)) continue
        const [answer] = await blind.send({
          patches: [{ kind: name, id: target(name), set: { [field]: { base: stored?.values[field], value } } }],
        })
        errors.push(answer?.status === 'refused' ? answer.error : answer)
      }
      // What is its author's alone is not even looked at.
      const expected = kind.authorOnly
        ? { code: 'permission.denied', params: { reason: 'authorOnly' } }
        : { code: 'record.notFound', fields: { [field]: { reason: 'notVisible' } } }
      for (const error of errors) expect(error).toEqual(expected)
    }
  })
})

const withRights = (name: string, given: KindRights): RoleRights => ({
  ...builtInRights('sales'),
  kinds: Object.fromEntries(
    writtenKinds.map(kind => [kind.name, kind.name === name ? given : rights('all', 'all', 'all', 'all', 'all')]),
  ),
})
const withoutUndefined = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
const withoutFalse = ({ archived: _, ...values }: Values): Values => values
