import { afterAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { allRights, rights } from '../../shared/permissions/rights.ts'
import { builtInRights, changed, created } from './testing/office.ts'
import { code, customer, newLead, salesOffice } from './testing/salesOffice.ts'

const { test, firm, ayse, mehmet, veli } = await salesOffice()
afterAll(() => test.drop())

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

  it('of a record that is only about it stay, though both are written at once', async () => {
    const key = { kind: 'customer', id: uuidv7() }
    const task = { kind: 'task', id: uuidv7() }
    const [old, next] = [ayse.author.viewer.user, mehmet.author.viewer.user]
    const about = created(task, { subject: 'Ara', state: 'open', parent: key, owner: old })
    await ayse.send({ label: 'create', patches: [customer(key.id), about] })
    await ayse.send({
      patches: [changed(task, { subject: ['Ara', 'Hemen ara'] }), changed(key, { owner: [old, next] })],
    })
    expect(await firm.stored(key)).toMatchObject({ owner: next })
    expect(await firm.stored(task)).toMatchObject({ owner: old, values: { subject: 'Hemen ara' } })
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
