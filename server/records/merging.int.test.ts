import { afterAll, describe, expect, it } from 'vitest'
import { derivedId, uuidv7 } from '../../shared/ids.ts'
import { inverseOf } from '../../shared/sync/undo.ts'
import { changed, created } from './testing/office.ts'
import { code, lead, newLead, salesOffice } from './testing/salesOffice.ts'

const { test, firm, ayse, mehmet, veli } = await salesOffice()
afterAll(() => test.drop())

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
    // A clash that is not theirs, or gone, takes nothing else of an entry with it, and is left alone.
    for (const settles of [clash.id, uuidv7()]) {
      const own = await newLead(veli)
      const [kept] = await veli.send({ settles, patches: [changed(own, { name: ['Ali Veli', 'Ali Su'] })] })
      expect(kept?.status).toBe('accepted')
    }
    expect((await firm.stored(clash))?.values['state']).toBe('open')
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
