import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Command } from '../../shared/command.ts'
import { derivedId, uuidv7 } from '../../shared/ids.ts'
import { allRights, rights } from '../../shared/permissions/rights.ts'
import { plainToRichText } from '../../shared/richText.ts'
import { inverseOf } from '../../shared/sync/undo.ts'
import { openDatabase } from '../db/database.ts'
import { openPostgres } from '../db/postgres.ts'
import type { AccessEvent } from '../log/access.ts'
import { verifyCompany } from '../log/verify.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { builtInRights, changed, created, type Office, office, type Person, person } from './testing/office.ts'
import { createWriter } from './writer.ts'

let test: TestDatabase
let firm: Office
let ayse: Person
let mehmet: Person
let veli: Person
const told: AccessEvent[] = []
const access = {
  add: (_: string, event: AccessEvent) => void told.push(event),
  flush: async () => {},
  close: async () => {},
}
beforeAll(async () => {
  test = await testDatabase()
  firm = await office(test.database, { access })
  ayse = await firm.hire('sales', 'a')
  mehmet = await firm.hire('sales', 'a')
  veli = await firm.hire('sales', 'b')
})
afterAll(() => test?.drop())

const leadValues = { name: 'Ali Veli', phone: '0532 111 22 33', status: 'new', source: 'phone' }
const lead = (id: string, more: Record<string, unknown> = {}) =>
  created({ kind: 'lead', id }, { ...leadValues, ...more })
const customer = (id: string, more: Record<string, unknown> = {}) =>
  created({ kind: 'customer', id }, { type: 'individual', firstName: 'Can', lastName: 'Öz', status: 'active', ...more })
const newLead = async (by: Person, more: Record<string, unknown> = {}) => {
  const key = { kind: 'lead', id: uuidv7() }
  const [answer] = await by.send({ label: 'create', patches: [lead(key.id, more)] })
  expect(answer).toMatchObject({ status: 'accepted' })
  return key
}
const code = (answer: unknown) => (answer as { error?: { code: string } }).error?.code
const logOf = (id: string) =>
  test.database.inCompany(
    firm.company,
    tx => tx<
      {
        number: number
        label: string
        operation: string
        creates: boolean
        cause: number | null
        owner_before: string | null
        owner_after: string | null
      }[]
    >`
      select number, label, operation, creates, cause, owner_before, owner_after from log
      where company_id = ${firm.company} and record_id = ${id} order by number`,
  )

describe('an entry', () => {
  it('creates a record for its author, in stored form, with the team of the owner', async () => {
    const key = await newLead(ayse)
    const state = await firm.stored(key)
    expect(state).toMatchObject({
      owner: ayse.author.viewer.user,
      team: firm.teams.a,
      values: { name: 'Ali Veli', phone: '+905321112233' },
      createdBy: ayse.author.viewer.user,
    })
    expect(firm.commits.at(-1)).toMatchObject({
      after: (state?.number ?? 0) - 1,
      head: { number: state?.number },
      rows: [{ kind: 'lead', before: null, after: { owner: ayse.author.viewer.user, team: firm.teams.a }, state }],
    })
  })

  it('may make a record for somebody else, who owns it at once and without a clash', async () => {
    const boss = await firm.hire('admin', 'a')
    const key = { kind: 'lead', id: uuidv7() }
    const [answer] = await boss.send({ label: 'create', patches: [lead(key.id, { owner: veli.author.viewer.user })] })
    expect(answer).toMatchObject({ status: 'accepted' })
    expect(await firm.stored(key)).toMatchObject({ owner: veli.author.viewer.user, team: firm.teams.b })
  })

  it('that comes again gets the answer it got, also when it was refused', async () => {
    const good = ayse.entry({ label: 'create', patches: [lead(uuidv7())] })
    const bad = ayse.entry({ label: 'create', patches: [lead(uuidv7(), { status: 'nope' })] })
    const first = await firm.writer.submit(ayse.author, [good, bad])
    const number = firm.commits.at(-1)?.head.number
    expect(await firm.writer.submit(ayse.author, [good, bad])).toEqual(first)
    expect(await firm.writer.submit(ayse.author, [bad, good, good])).toEqual([first[1], first[0], first[0]])
    expect(firm.commits.at(-1)?.head.number).toBe(number)
    const [twice, again] = await Promise.all([1, 2].map(() => firm.writer.submit(mehmet.author, [mehmetEntry])))
    expect(twice).toEqual(again)
  })
  const mehmetId = uuidv7()
  const mehmetEntry = {
    seq: 900,
    id: uuidv7(),
    operation: uuidv7(),
    label: 'create',
    after: [],
    at: new Date().toISOString(),
    patches: [lead(mehmetId)],
  }

  it('cannot take the place of another one of its device, nor of another device', async () => {
    const entry = ayse.entry({ label: 'create', patches: [lead(uuidv7())] })
    await firm.writer.submit(ayse.author, [entry])
    const sameSeq = { ...entry, id: uuidv7() }
    expect(code((await firm.writer.submit(ayse.author, [sameSeq]))[0])).toBe('idempotency.reused')
    expect(code((await firm.writer.submit(veli.author, [{ ...entry, seq: 1 }]))[0])).toBe('idempotency.reused')
  })

  it('that is refused leaves the others alone, and holds those that rest on it', async () => {
    const id = uuidv7()
    const bad = ayse.entry({ label: 'create', patches: [lead(id, { phone: '12' })] })
    const resting = ayse.entry({
      after: [bad.id],
      patches: [changed({ kind: 'lead', id }, { sector: [undefined, 'food'] })],
    })
    const further = ayse.entry({ after: [resting.id], patches: [lead(uuidv7())] })
    const other = ayse.entry({ label: 'create', patches: [lead(uuidv7())] })
    const answers = await firm.writer.submit(ayse.author, [bad, resting, further, other])
    expect(answers).toMatchObject([
      { status: 'refused', error: { code: 'record.invalid', fields: { phone: { reason: 'badPhone' } } } },
      { status: 'held', on: [bad.id] },
      { status: 'held', on: [resting.id] },
      { status: 'accepted' },
    ])
    const later = ayse.entry({ after: [further.id], patches: [lead(uuidv7())] })
    expect(await firm.writer.submit(ayse.author, [later])).toMatchObject([{ status: 'held', on: [further.id] }])
  })

  it('sees what an earlier one of the same batch did', async () => {
    const key = { kind: 'lead', id: uuidv7() }
    const contact = uuidv7()
    const answers = await ayse.send(
      { label: 'create', patches: [lead(key.id)] },
      { patches: [changed(key, { name: ['Ali Veli', 'Ali Can'] })] },
      { label: 'create', patches: [created({ kind: 'contact', id: contact }, { firstName: 'Su', parent: key })] },
      { patches: [changed(key, { name: ['Ali Can', 'Ali Nur'] })] },
    )
    expect(answers.map(answer => answer.status)).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
    expect((await firm.stored(key))?.values['name']).toBe('Ali Nur')
    expect((await firm.stored({ kind: 'contact', id: contact }))?.owner).toBe(ayse.author.viewer.user)
  })

  it('is all or nothing', async () => {
    const key = { kind: 'lead', id: uuidv7() }
    const [answer] = await ayse.send({
      label: 'create',
      patches: [lead(key.id), lead(uuidv7(), { source: undefined })],
    })
    expect(answer).toMatchObject({ status: 'refused', error: { fields: { source: { reason: 'required' } } } })
    expect(await firm.stored(key)).toBeUndefined()
  })

  it('with a clock wrong by years is taken at the server’s time', async () => {
    const id = uuidv7()
    await ayse.send({ label: 'create', at: '1999-01-01T00:00:00.000Z', patches: [lead(id)] })
    await ayse.send({
      at: '2099-01-01T00:00:00.000Z',
      patches: [changed({ kind: 'lead', id }, { sector: [undefined, 'food'] })],
    })
    const state = await firm.stored({ kind: 'lead', id })
    expect(Math.abs(Date.parse(state?.createdAt ?? '') - Date.now())).toBeLessThan(60_000)
    expect(state?.values['sector']).toBe('food')
  })

  it('may hold a note of a megabyte, and is refused with more', async () => {
    const key = await newLead(ayse)
    const note = (text: string) => created({ kind: 'note', id: uuidv7() }, { body: plainToRichText(text), parent: key })
    const big = note('ş'.repeat(450_000))
    expect(await ayse.send({ label: 'create', patches: [big] })).toMatchObject([{ status: 'accepted' }])
    expect((await firm.stored(big))?.values['body']).toEqual(big.set['body']?.value)
    const [answer] = await ayse.send({
      label: 'create',
      patches: [created({ kind: 'lead', id: uuidv7() }, { ...leadValues, privateNotes: 'x'.repeat(20_001) })],
    })
    expect(answer).toMatchObject({ status: 'refused', error: { fields: { privateNotes: { reason: 'tooLong' } } } })
  })

  it('cannot reach into another company', async () => {
    const other = await office(test.database, { access })
    const stranger = await other.hire('admin', null)
    const key = await newLead(ayse)
    const [answer] = await stranger.send({ patches: [changed(key, { name: ['Ali Veli', 'Çalındı'] })] })
    expect(code(answer)).toBe('record.notFound')
    const [forged] = await stranger.send({
      label: 'create',
      patches: [lead(uuidv7(), { tags: [firm.teams.a], owner: ayse.author.viewer.user })],
    })
    expect(code(forged)).toBe('record.notFound')
    // The same id in two companies is two records.
    expect(await stranger.send({ label: 'create', patches: [lead(key.id, { name: 'Başka' })] })).toMatchObject([
      { status: 'accepted' },
    ])
    expect((await firm.stored(key))?.values['name']).toBe('Ali Veli')
    expect((await other.stored(key))?.values['name']).toBe('Başka')
    expect(told.some(event => event.action === 'write.refused')).toBe(true)
  })

  it('gives a row of the log to a record that it leaves as it was, so that the desktop’s own patch gives way', async () => {
    const key = await newLead(ayse)
    const before = await firm.stored(key)
    const [answer] = await ayse.send({ patches: [changed(key, { name: [undefined, 'Ali Veli'] })] })
    const after = await firm.stored(key)
    expect(answer).toMatchObject({ status: 'accepted', number: after?.number })
    expect(after).toEqual({ ...before, number: (before?.number ?? 0) + 1 })
  })

  it('may change an old record that lacks what became required, in its other fields', async () => {
    const id = uuidv7()
    await firm.boss.send({ label: 'create', patches: [customer(id, { owner: ayse.author.viewer.user })] })
    await test.database.inCompany(firm.company, tx => tx`update customer set last_name = null where id = ${id}`)
    const tag = uuidv7()
    await ayse.send({ label: 'create', patches: [created({ kind: 'tag', id: tag }, { name: `Etiket ${tag}` })] })
    expect(
      await ayse.send({ patches: [changed({ kind: 'customer', id }, { tags: [undefined, [tag]] })] }),
    ).toMatchObject([{ status: 'accepted' }])
  })
})

describe('merging', () => {
  it('keeps the lost value as a clash of its author, which one entry swaps in and another out', async () => {
    const key = await newLead(ayse)
    await ayse.send({ patches: [changed(key, { name: ['Ali Veli', 'Ali Can'] })] })
    const [answer] = await mehmet.send({
      patches: [changed(key, { name: ['Ali Veli', 'Ali Nur'], sector: [undefined, 'food'] })],
    })
    expect(answer).toMatchObject({ status: 'merged', clashes: [expect.any(String)] })
    expect((await firm.stored(key))?.values).toMatchObject({ name: 'Ali Can', sector: 'food' })
    const clash = { kind: 'clash', id: answer?.status === 'merged' ? (answer.clashes[0] ?? '') : '' }
    expect(await firm.stored(clash)).toMatchObject({
      owner: mehmet.author.viewer.user,
      team: firm.teams.a,
      values: {
        field: 'name',
        mine: 'Ali Nur',
        theirs: 'Ali Can',
        theirUser: ayse.author.viewer.user,
        state: 'open',
        recordTitle: 'Ali Can',
      },
    })
    expect(code((await veli.send({ settles: clash.id, patches: [] }))[0])).toBe('record.notFound')
    expect(code((await mehmet.send({ patches: [changed(clash, { state: ['open', 'kept'] })] }))[0])).toBe(
      'permission.denied',
    )
    await mehmet.send({ settles: clash.id, patches: [changed(key, { name: ['Ali Can', 'Ali Nur'] })] })
    expect((await firm.stored(key))?.values['name']).toBe('Ali Nur')
    expect((await firm.stored(clash))?.values['state']).toBe('taken')
    await mehmet.send({ settles: clash.id, patches: [changed(key, { name: ['Ali Nur', 'Ali Can'] })] })
    expect((await firm.stored(clash))?.values['state']).toBe('kept')
  })

  it('clashes in fields that belong together as one, and joins tags of both', async () => {
    const [a, b] = [uuidv7(), uuidv7()]
    await ayse.send({
      label: 'create',
      patches: [created({ kind: 'tag', id: a }, { name: `A${a}` }), created({ kind: 'tag', id: b }, { name: `B${b}` })],
    })
    const key = await newLead(ayse)
    await ayse.send({ patches: [changed(key, { status: ['new', 'qualified'], tags: [undefined, [a]] })] })
    const [answer] = await mehmet.send({
      patches: [changed(key, { status: ['new', 'lost'], lostReason: [undefined, 'price'], tags: [undefined, [b]] })],
    })
    expect(answer?.status === 'merged' && answer.clashes.length).toBe(2)
    expect((await firm.stored(key))?.values).toMatchObject({ status: 'qualified', tags: [a, b] })
    expect((await firm.stored(key))?.values).not.toHaveProperty('lostReason')
  })

  it('lets an undo lose without a word where somebody has changed the field since', async () => {
    const key = await newLead(ayse)
    const edit = ayse.entry({ patches: [changed(key, { name: ['Ali Veli', 'Ali Can'], sector: [undefined, 'food'] })] })
    await firm.writer.submit(ayse.author, [edit])
    await mehmet.send({ patches: [changed(key, { name: ['Ali Can', 'Ali Nur'] })] })
    const [answer] = await ayse.send({ label: 'undo', undoes: edit.operation, patches: inverseOf([edit]) })
    expect(answer?.status).toBe('accepted')
    const state = await firm.stored(key)
    expect(state?.values['name']).toBe('Ali Nur')
    expect(state?.values).not.toHaveProperty('sector')
  })

  it('makes one tag of the same tag made on two desktops, and brings an archived one back', async () => {
    const id = derivedId(`tag:${firm.company}`, 'Önemli')
    const tag = created({ kind: 'tag', id }, { name: 'Önemli' })
    expect(await ayse.send({ label: 'create', patches: [tag] })).toMatchObject([{ status: 'accepted' }])
    expect(
      await veli.send({ label: 'create', patches: [created({ kind: 'tag', id }, { name: 'onemli' })] }),
    ).toMatchObject([{ status: 'accepted' }])
    expect((await firm.stored(tag))?.values).toEqual({ name: 'Önemli' })
    await firm.boss.send({ label: 'archive', patches: [changed(tag, { archived: [false, true] })] })
    await veli.send({ label: 'create', patches: [tag] })
    expect((await firm.stored(tag))?.archived).toBe(false)
    const key = await newLead(ayse)
    expect(code((await veli.send({ label: 'create', patches: [lead(key.id)] }))[0])).toBe('record.exists')
  })
})

describe('keys', () => {
  it('follow a parent that is given to somebody else, each with a row of the log that names the cause', async () => {
    const key = { kind: 'customer', id: uuidv7() }
    await ayse.send({ label: 'create', patches: [customer(key.id)] })
    const contacts = Array.from({ length: 3 }, () => uuidv7())
    for (const id of contacts)
      await ayse.send({
        label: 'create',
        patches: [created({ kind: 'contact', id }, { firstName: 'Su', parent: key })],
      })
    const [old, next] = [ayse.author.viewer.user, mehmet.author.viewer.user]
    await firm.boss.send({
      patches: [changed({ kind: 'contact', id: contacts[2] ?? '' }, { archived: [false, true] })],
    })
    const [answer] = await ayse.send({ label: 'assign', patches: [changed(key, { owner: [old, next] })] })
    const number = answer?.status === 'accepted' ? answer.number : 0
    expect(await firm.stored(key)).toMatchObject({ owner: next, number })
    for (const id of contacts) {
      const state = await firm.stored({ kind: 'contact', id })
      expect(state).toMatchObject({ owner: next, team: firm.teams.a })
      expect((await logOf(id)).at(-1)).toMatchObject({
        label: 'assign',
        cause: number,
        owner_before: old,
        owner_after: next,
      })
    }
    const rows = firm.commits.at(-1)?.rows ?? []
    // And what tells the new owner of it.
    expect(rows.map(({ kind }) => kind)).toEqual(['customer', 'contact', 'contact', 'contact', 'notification'])
  })

  it('of a record in another team are taken by who stays in charge of all', async () => {
    const key = await newLead(ayse)
    const refused = await ayse.send({
      patches: [changed(key, { owner: [ayse.author.viewer.user, veli.author.viewer.user] })],
    })
    expect(code(refused[0])).toBe('permission.denied')
    const chief = await firm.hire('management', null)
    await chief.send({ patches: [changed(key, { owner: [ayse.author.viewer.user, veli.author.viewer.user] })] })
    expect(await firm.stored(key)).toMatchObject({ owner: veli.author.viewer.user, team: firm.teams.b })
    expect(code((await ayse.send({ patches: [changed(key, { name: ['Ali Veli', 'x'] })] }))[0])).toBe('record.notFound')
  })

  it('come from the parent and from nowhere else', async () => {
    const key = await newLead(ayse)
    const id = uuidv7()
    await ayse.send({
      label: 'create',
      patches: [created({ kind: 'contact', id }, { firstName: 'Su', parent: key, owner: veli.author.viewer.user })],
    })
    expect(await firm.stored({ kind: 'contact', id })).toMatchObject({
      owner: ayse.author.viewer.user,
      team: firm.teams.a,
    })
    const foreign = await newLead(veli)
    const hidden = await ayse.send({
      label: 'create',
      patches: [created({ kind: 'contact', id: uuidv7() }, { firstName: 'Su', parent: foreign })],
    })
    expect(code(hidden[0])).toBe('record.notFound')
    const wrong = await ayse.send({
      label: 'create',
      patches: [created({ kind: 'contact', id: uuidv7() }, { firstName: 'Su', parent: { kind: 'contact', id } })],
    })
    expect(wrong[0]?.status).toBe('refused')
    const none = await ayse.send({
      label: 'create',
      patches: [created({ kind: 'contact', id: uuidv7() }, { firstName: 'Su' })],
    })
    expect(none[0]).toMatchObject({ error: { fields: { parent: { reason: 'required' } } } })
  })

  it('take the team that an admin sets, which nobody else may', async () => {
    const key = await newLead(ayse)
    const chief = await firm.hire('admin', null)
    expect(code((await ayse.send({ patches: [changed(key, { team: [firm.teams.a, firm.teams.b] })] }))[0])).toBe(
      'permission.denied',
    )
    await chief.send({ patches: [changed(key, { team: [firm.teams.a, firm.teams.b] })] })
    expect((await firm.stored(key))?.team).toBe(firm.teams.b)
  })
})

describe('the owner of a role that may not choose one', () => {
  const roleWith = (owner: 'hidden' | 'readOnly') => {
    const { kinds, abilities } = builtInRights('sales')
    const lead = { ...rights('all', 'all', 'all', 'all', 'all'), fields: { owner } }
    return { kinds: { ...kinds, lead, customer: allRights }, abilities }
  }

  it('is whoever makes the record, said or unsaid, and stays', async () => {
    const bound = await firm.hire('sales', 'a', roleWith('readOnly'))
    const { user } = bound.author.viewer
    const make = (more: Record<string, unknown>) => {
      const key = { kind: 'lead', id: uuidv7() }
      const values = { name: 'Ali', phone: '05321112233', status: 'new', source: 'fair', ...more }
      return bound.send({ label: 'create', patches: [created(key, values)] }).then(([answer]) => ({ key, answer }))
    }
    const said = await make({ owner: user })
    expect(said.answer).toMatchObject({ status: 'accepted' })
    const unsaid = await make({})
    expect(await firm.stored(unsaid.key)).toMatchObject({ owner: user })
    const denied = { error: { code: 'permission.denied', fields: { owner: { reason: 'readOnly' } } } }
    expect((await make({ owner: ayse.author.viewer.user })).answer).toMatchObject(denied)
    const given = changed(said.key, { owner: [user, ayse.author.viewer.user] })
    expect((await bound.send({ label: 'assign', patches: [given] }))[0]).toMatchObject(denied)
  })

  it('is carried along by a conversion', async () => {
    const bound = await firm.hire('sales', 'a', roleWith('readOnly'))
    const lead = await newLead(ayse, { companyName: 'Öz Gıda' })
    const id = uuidv7()
    const values = { taxNumber: '4540536920', sector: 'food' }
    const command = { name: 'convertLead', arguments: { lead: lead.id, customer: id, values } }
    expect(await bound.send({ label: 'convertLead', command, patches: [] })).toMatchObject([{ status: 'accepted' }])
    expect(await firm.stored({ kind: 'customer', id })).toMatchObject({ owner: ayse.author.viewer.user })
  })

  it('cannot be hidden from it: the role is refused with a word about why', async () => {
    const key = { kind: 'role', id: uuidv7() }
    const values = { name: 'Kör', rights: roleWith('hidden') }
    expect(await firm.boss.send({ label: 'create', patches: [created(key, values)] })).toMatchObject([
      { status: 'refused', error: { code: 'record.invalid', fields: { rights: { reason: 'ownerHidden' } } } },
    ])
  })
})

describe('rights that change while an entry waits', () => {
  it('count as they are when it is written', async () => {
    const zeki = await firm.hire('sales', 'a')
    const key = await newLead(zeki)
    const moved = changed({ kind: 'user', id: zeki.author.viewer.user }, { memberOf: [firm.teams.a, firm.teams.b] })
    const other = await newLead(ayse)
    const [, edit] = await Promise.all([
      firm.boss.send({ patches: [moved] }),
      zeki.send({ patches: [changed(other, { name: ['Ali Veli', 'x'] })] }),
    ])
    expect(code(edit[0])).toBe('record.notFound')
    await firm.boss.send({
      patches: [changed({ kind: 'user', id: zeki.author.viewer.user }, { isActive: [true, false] })],
    })
    expect(code((await zeki.send({ patches: [changed(key, { name: ['Ali Veli', 'x'] })] }))[0])).toBe(
      'permission.denied',
    )
  })
})

describe('own fields', () => {
  it('are known from the entry on that defines them, and checked as the others', async () => {
    const key = `k${uuidv7().slice(-8)}`
    const field = `custom.${key}`
    const id = uuidv7()
    const answers = await firm.boss.send(
      { label: 'create', patches: [lead(uuidv7(), { [field]: 3 })] },
      {
        label: 'create',
        patches: [created({ kind: 'ownField', id }, { of: 'lead', key, type: 'number', words: { tr: 'Makina' } })],
      },
      { label: 'create', patches: [lead(uuidv7(), { [field]: 3, owner: ayse.author.viewer.user })] },
      { label: 'create', patches: [lead(uuidv7(), { [field]: 'üç', owner: ayse.author.viewer.user })] },
    )
    expect(answers.map(a => a.status)).toEqual(['refused', 'accepted', 'accepted', 'refused'])
    expect(answers[3]).toMatchObject({ error: { fields: { [field]: { reason: 'notANumber' } } } })
    const made = await newLead(ayse, { [field]: 7 })
    expect((await firm.stored(made))?.values[field]).toBe(7)
  })
})

describe('commands', () => {
  it('run again here, take what hangs on the record along, and can be undone', async () => {
    const key = await newLead(ayse, { companyName: 'Öz Gıda' })
    const contact = uuidv7()
    await ayse.send({
      label: 'create',
      patches: [created({ kind: 'contact', id: contact }, { firstName: 'Su', parent: key })],
    })
    const id = uuidv7()
    const values = { taxNumber: '4540536920', sector: 'food' }
    const command = { name: 'convertLead', arguments: { lead: key.id, customer: id, values } }
    const entry = ayse.entry({ label: 'convertLead', command, patches: [] })
    expect(await firm.writer.submit(ayse.author, [entry])).toMatchObject([{ status: 'accepted' }])
    expect((await firm.stored(key))?.values).toMatchObject({ status: 'converted', convertedTo: id })
    expect((await firm.stored(key))?.stubs).toEqual({ convertedTo: { kind: 'customer', title: 'Öz Gıda' } })
    expect((await firm.stored({ kind: 'contact', id: contact }))?.parent).toEqual({ kind: 'customer', id })
    expect(
      code(
        (
          await ayse.send({
            label: 'convertLead',
            command: { ...command, arguments: { ...command.arguments, customer: uuidv7() } },
            patches: [],
          })
        )[0],
      ),
    ).toBe('command.refused')
    expect(code((await ayse.send({ patches: [changed(key, { convertedTo: [id, undefined] })] }))[0])).toBe(
      'permission.denied',
    )

    const log = await test.database.inCompany(firm.company, tx => tx`select 1 from log where entry_id = ${entry.id}`)
    expect(log).toHaveLength(3)
    const back = [
      changed({ kind: 'contact', id: contact }, { parent: [{ kind: 'customer', id }, key] }),
      changed(key, { status: ['converted', 'new'], convertedTo: [id, undefined] }),
      changed({ kind: 'customer', id }, { archived: [false, true] }),
    ]
    expect(await ayse.send({ label: 'undo', undoes: entry.operation, patches: back })).toMatchObject([
      { status: 'accepted' },
    ])
    expect((await firm.stored(key))?.values).not.toHaveProperty('convertedTo')
    expect(await firm.stored(key)).not.toHaveProperty('stubs')
    expect(await firm.stored({ kind: 'customer', id })).toMatchObject({ archived: true })
    expect((await firm.stored({ kind: 'contact', id: contact }))?.parent).toEqual(key)
  })

  it('write the read-only fields that they declare, and no others', async () => {
    const id = uuidv7()
    const marking = (writes: Command['writes']): Command => ({
      name: 'mark',
      kind: 'lead',
      arguments: z.object({ lead: z.string() }),
      runs: 'both',
      undoable: true,
      ...(writes ? { writes } : {}),
      needs: () => ({ records: [], childrenOf: [] }),
      run: (_, args) => [
        changed({ kind: 'lead', id: (args as { lead: string }).lead }, { convertedTo: [undefined, id] }),
      ],
    })
    const run = async (writes?: Command['writes']) => {
      const own = await office(test.database, { commands: { mark: marking(writes) } })
      const seller = await own.hire('sales', 'a')
      const key = await newLead(seller)
      await seller.send({ label: 'create', patches: [customer(id)] })
      const command = { name: 'mark', arguments: { lead: key.id } }
      return (await seller.send({ label: 'mark', command, patches: [] }))[0]
    }
    expect(await run({ lead: ['convertedTo'] })).toMatchObject({ status: 'accepted' })
    for (const refused of [await run(), await run({ lead: ['status'] }), await run({ customer: ['convertedTo'] })])
      expect(refused).toMatchObject({
        error: { code: 'permission.denied', fields: { convertedTo: { reason: 'readOnly' } } },
      })
  })

  it('that nobody defined, or with wrong arguments, are refused', async () => {
    for (const command of [
      { name: 'zap', arguments: {} },
      { name: 'toString', arguments: {} },
      { name: 'convertLead', arguments: { lead: 1 } },
    ])
      expect(code((await ayse.send({ command, patches: [] }))[0])).toBe('input.invalid')
    const foreign = await newLead(veli)
    const arguments_ = { lead: foreign.id, customer: uuidv7(), values: {} }
    expect(code((await ayse.send({ command: { name: 'convertLead', arguments: arguments_ }, patches: [] }))[0])).toBe(
      'record.notFound',
    )
  })
})

describe('taking back', () => {
  it('what one made needs no right to archive, and only what was made then', async () => {
    const clerk = await firm.hire('operations', null)
    const key = { kind: 'customer', id: uuidv7() }
    await firm.boss.send({ label: 'create', patches: [customer(key.id, { owner: ayse.author.viewer.user })] })
    const entry = clerk.entry({
      label: 'create',
      patches: [created({ kind: 'contact', id: uuidv7() }, { firstName: 'Su', parent: key })],
    })
    await firm.writer.submit(clerk.author, [entry])
    const [made] = entry.patches
    if (!made) throw new Error('no patch')
    const archive = changed(made, { archived: [false, true] })
    expect(code((await clerk.send({ label: 'archive', patches: [archive] }))[0])).toBe('permission.denied')
    expect(code((await clerk.send({ label: 'undo', undoes: uuidv7(), patches: [archive] }))[0])).toBe(
      'permission.denied',
    )
    expect((await clerk.send({ label: 'undo', undoes: entry.operation, patches: inverseOf([entry]) }))[0]?.status).toBe(
      'accepted',
    )
    expect((await firm.stored(made))?.archived).toBe(true)
  })
})

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
