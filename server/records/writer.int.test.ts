import { afterAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { plainToRichText } from '../../shared/richText.ts'
import type { AccessEvent } from '../log/access.ts'
import { changed, created, office } from './testing/office.ts'
import { code, customer, lead, leadValues, newLead, salesOffice } from './testing/salesOffice.ts'

const told: AccessEvent[] = []
const access = {
  add: (_: string, event: AccessEvent) => void told.push(event),
  flush: async () => {},
  close: async () => {},
}
const { test, firm, ayse, mehmet, veli } = await salesOffice({ access })
afterAll(() => test.drop())

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
