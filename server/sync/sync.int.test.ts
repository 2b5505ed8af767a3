import { describe, expect } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import type { Patch, RecordState } from '../../shared/record.ts'
import { plainToRichText } from '../../shared/richText.ts'
import { createDigest } from '../../shared/sync/digest.ts'
import type { ServerFrame } from '../../shared/sync/protocol.ts'
import type { Speaker } from './testing/speaker.ts'
import { it, lead } from './testing/syncTest.ts'

const states = (frames: readonly ServerFrame[]) => frames.flatMap(frame => ('states' in frame ? frame.states : []))

describe('the sync socket', () => {
  it('lets a desktop catch up by pages and hear what comes after, with no gap between', async ({
    company,
    signedIn,
  }) => {
    const [writer, reader] = [
      await signedIn(company.admin.email),
      await signedIn((await company.user({ role: 'management' })).email),
    ]
    let isDone = false
    const writing = (async () => {
      for (let i = 0; i < 60; i++) await writer.push([writer.entry([lead({ companyName: `Sıra ${i}` })])])
      isDone = true
    })()
    let at = 0
    for (let id = 1; ; id++) {
      reader.say({ t: 'pull', id, after: { epoch: 1, number: at }, limit: 7 })
      const page = await reader.hear('page', frame => frame.id === id)
      at = page.to.number
      if (!page.more) break
    }
    await writing
    expect(isDone).toBe(true)
    const { head } = await (await signedIn((await company.user({ role: 'management' })).email)).hear('welcome')
    await reader.hear('live', frame => frame.to.number >= head.number)
    for (const frame of reader.heard.filter(one => one.t === 'live')) {
      expect(frame.after).toBeLessThanOrEqual(at)
      at = Math.max(at, frame.to.number)
    }
    const names = new Set(
      states(reader.heard).flatMap(state =>
        'values' in state && state.kind === 'lead' ? [state.values['companyName']] : [],
      ),
    )
    expect(names.size).toBe(60)
  })

  it('keeps pages small where records are large', async ({ company, signedIn }) => {
    const desk = await signedIn(company.admin.email)
    const parent = lead({})
    await desk.push([desk.entry([parent])])
    for (let i = 0; i < 9; i++) {
      const set = {
        body: { value: plainToRichText('ğ'.repeat(450_000)) },
        parent: { value: { kind: 'lead', id: parent.id } },
      }
      await desk.push([desk.entry([{ kind: 'note', id: uuidv7(), create: true, set }])])
    }
    const sizes: number[] = []
    let before: string | undefined
    for (let id = 1; ; id++) {
      desk.say({
        t: 'snapshot',
        id,
        kind: 'note',
        start: { epoch: 1, number: 0 },
        limit: 5000,
        ...(before ? { before } : {}),
      })
      const page = await desk.hear('snapshotPage', frame => frame.id === id)
      sizes.push(page.states.length)
      before = page.next
      if (!before) break
    }
    expect(sizes.reduce((sum, size) => sum + size)).toBe(9)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(8)
  })

  it('shows a seller the own team alone: in the snapshot, live, as a digest, and gone when it is given away', async ({
    company,
    signedIn,
  }) => {
    const admin = await signedIn(company.admin.email)
    const person = await company.user({ role: 'sales' })
    const seller = await signedIn(person.email)
    seller.say({ t: 'pull', id: 1, after: { epoch: 1, number: 0 }, limit: 5000 })
    await seller.hear('page')
    const [mine, foreign] = [lead({ owner: person.user }), lead({ privateNotes: 'gizli' })]
    await admin.push([admin.entry([mine]), admin.entry([foreign])])
    await seller.hear('live', frame => frame.states.some(state => state.id === mine.id))
    seller.say({ t: 'snapshot', id: 2, kind: 'lead', start: { epoch: 1, number: 0 }, limit: 100 })
    const page = await seller.hear('snapshotPage')
    expect(page.states.map(({ id }) => id)).toEqual([mine.id])
    seller.say({ t: 'digest', id: 3, kind: 'lead' })
    const digest = createDigest()
    for (const state of page.states) digest.add(state.id, state)
    expect(await seller.hear('digest')).toMatchObject(digest.result())
    await admin.push([
      admin.entry([{ kind: 'lead', id: mine.id, set: { owner: { base: person.user, value: company.admin.user } } }]),
    ])
    await seller.hear('live', frame => frame.states.some(state => state.id === mine.id && 'gone' in state))
    expect(JSON.stringify(seller.heard)).not.toContain(foreign.id)
    seller.say({ t: 'history', id: 4, record: { kind: 'lead', id: foreign.id }, limit: 10 })
    seller.say({ t: 'history', id: 5, record: { kind: 'lead', id: uuidv7() }, limit: 10 })
    const [hidden, missing] = [
      await seller.hear('error', frame => frame.id === 4),
      await seller.hear('error', frame => frame.id === 5),
    ]
    expect(hidden.error).toEqual(missing.error)
  })

  it('tells who looks at a record only to those who may still see it', async ({ company, signedIn }) => {
    const admin = await signedIn(company.admin.email)
    const person = await company.user({ role: 'sales' })
    const seller = await signedIn(person.email)
    const shown = lead({ owner: person.user })
    await admin.push([admin.entry([shown])])
    const at = { kind: 'lead', id: shown.id }
    const asked = async (by: Speaker, id: number) => {
      by.say({ t: 'presence', at })
      // Frames are answered in order: what comes after has been done when this one is answered.
      by.say({ t: 'views', id, views: [] })
      await by.hear('done', frame => frame.id === id)
    }
    await asked(seller, 1)
    await asked(admin, 2)
    expect(await seller.hear('presence')).toMatchObject({ user: company.admin.user, at })
    admin.say({ t: 'presence', at: null })
    await seller.hear('presence', frame => frame.at === null)
    await admin.push([admin.entry([{ ...at, set: { owner: { base: person.user, value: company.admin.user } } }])])
    const heard = seller.heard.filter(frame => frame.t === 'presence').length
    await asked(admin, 3)
    await asked(seller, 4)
    expect(seller.heard.filter(frame => frame.t === 'presence')).toHaveLength(heard)
  })

  it('tells a person whose role changed, before anything by the new rights', async ({ company, signedIn }) => {
    const admin = await signedIn(company.admin.email)
    const person = await company.user({ role: 'sales' })
    const seller = await signedIn(person.email)
    seller.say({ t: 'pull', id: 1, after: { epoch: 1, number: 0 }, limit: 5000 })
    await seller.hear('page')
    admin.say({ t: 'snapshot', id: 1, kind: 'role', start: { epoch: 1, number: 0 }, limit: 100 })
    const roles = (await admin.hear('snapshotPage')).states.filter((state): state is RecordState => 'values' in state)
    const named = (name: string) => roles.find(({ values }) => values['builtIn'] === name)?.id
    const patch: Patch = {
      kind: 'user',
      id: person.user,
      set: { role: { base: named('sales'), value: named('warehouse') } },
    }
    await admin.push([admin.entry([patch])])
    const view = await seller.hear('view')
    expect(view.viewer.role).toBe(named('warehouse'))
    expect(view.viewer.rights.kinds['lead']?.see).toBe('none')
  })
})
