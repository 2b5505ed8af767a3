import { zstdDecompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { uuidv7 } from '../../shared/ids.ts'
import type { Entry, Patch, RecordState } from '../../shared/record.ts'
import { plainToRichText } from '../../shared/richText.ts'
import { createDigest } from '../../shared/sync/digest.ts'
import type { ServerFrame } from '../../shared/sync/protocol.ts'
import { openLine } from '../testing/line.ts'
import { type TestCompany, type TestServer, testServer } from '../testing/testServer.ts'

type FrameOf<T extends ServerFrame['t']> = Extract<ServerFrame, { t: T }>

/** A desktop that only speaks: every frame it hears is kept. */
interface Speaker {
  heard: ServerFrame[]
  closed: Promise<number>
  say(frame: unknown): void
  sayText(text: string | Buffer): void
  hear<T extends ServerFrame['t']>(t: T, is?: (frame: FrameOf<T>) => boolean): Promise<FrameOf<T>>
  entry(patches: Patch[], more?: Partial<Entry>): Entry
  push(entries: unknown[]): Promise<FrameOf<'answers'>>
  end(): void
}

let server: TestServer
let company: TestCompany
let speakers: Speaker[] = []
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server?.close())
beforeEach(async () => {
  company = await server.company()
})
afterEach(() => {
  for (const speaker of speakers) speaker.end()
  speakers = []
})

function speaker(): Promise<Speaker> {
  const ws = new WebSocket(`${server.url.replace('http', 'ws')}/sync`)
  const heard: ServerFrame[] = []
  const waiting: (() => void)[] = []
  let [seq, id] = [0, 0]
  ws.on('message', (data: Buffer, binary) => {
    const frame = binary
      ? { ...JSON.parse(String(zstdDecompressSync(data.subarray(4)))), id: data.readUInt32BE(0) }
      : JSON.parse(String(data))
    heard.push(frame as ServerFrame)
    for (const look of waiting) look()
  })
  ws.on('error', () => undefined)
  const made: Speaker = {
    heard,
    closed: new Promise(resolve => ws.on('close', resolve)),
    say: frame => ws.send(JSON.stringify(frame)),
    sayText: text => ws.send(text),
    hear: (t, is = () => true) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`never heard ${t}: ${JSON.stringify(heard).slice(0, 500)}`)),
          15_000,
        )
        const look = () => {
          const found = heard.find(frame => frame.t === t && is(frame as never))
          if (!found) return
          clearTimeout(late)
          resolve(found as never)
        }
        waiting.push(look)
        look()
      }),
    entry: (patches, more = {}) => ({
      seq: ++seq,
      id: uuidv7(),
      operation: uuidv7(),
      label: 'edit',
      after: [],
      at: new Date().toISOString(),
      patches,
      ...more,
    }),
    push: entries => {
      const asked = ++id
      made.say({ t: 'push', id: asked, entries })
      return made.hear('answers', frame => frame.id === asked)
    },
    end: () => ws.terminate(),
  }
  speakers.push(made)
  return new Promise(resolve => ws.on('open', () => resolve(made)))
}

async function signedIn(email: string, device = uuidv7(), more: object = {}): Promise<Speaker> {
  const { token } = await server.signIn(email, { device })
  const made = await speaker()
  made.say({ t: 'hello', v: 1, token, device, heads: [], ...more })
  await made.hear('welcome')
  return made
}

const lead = (values: Record<string, unknown>): Patch => ({
  kind: 'lead',
  id: uuidv7(),
  create: true,
  set: Object.fromEntries(
    Object.entries({ companyName: 'Öz', phone: '+905321234567', source: 'fair', status: 'new', ...values }).map(
      ([k, value]) => [k, { value }],
    ),
  ),
})
const states = (frames: readonly ServerFrame[]) => frames.flatMap(frame => ('states' in frame ? frame.states : []))

describe('the sync socket', () => {
  it('talks to nobody who has not said hello, and lets nobody in with a foreign or an old token', async () => {
    const stranger = await speaker()
    stranger.say({ t: 'pull', id: 1, after: { epoch: 0, number: 0 }, limit: 10 })
    expect(await stranger.hear('bye')).toMatchObject({ error: { code: 'auth.required' } })
    const forger = await speaker()
    forger.say({ t: 'hello', v: 1, token: 'x'.repeat(40), device: uuidv7(), heads: [] })
    expect(await forger.hear('bye')).toMatchObject({ error: { code: 'auth.required' } })
    const { token } = await server.signIn(company.admin.email)
    await server.call('DELETE', '/auth/session', { token })
    const late = await speaker()
    late.say({ t: 'hello', v: 1, token, device: uuidv7(), heads: [] })
    expect(await late.hear('bye')).toMatchObject({ error: { code: 'auth.required' } })
  })

  it('reads nothing large from whoever has not said hello', async () => {
    const stranger = await speaker()
    stranger.sayText(`{"t":"hello","heads":[${'1,'.repeat(200_000)}1]}`)
    expect(await stranger.hear('bye')).toMatchObject({ error: { code: 'input.tooLarge' } })
  })

  it('says which client it needs', async () => {
    const old = await speaker()
    old.say({ t: 'hello', v: 0, token: 'x', device: uuidv7(), heads: [] })
    expect(await old.hear('bye')).toMatchObject({ error: { code: 'client.tooOld' }, minimumClient: 1 })
  })

  it('answers each malformed frame with its error and goes on with the next', async () => {
    const desk = await signedIn(company.admin.email)
    for (const text of ['', 'null', '[]', '{"t":"nothing"}', '{"t":"pull","id":7}', '{"t":"hello","v":"x"}', '\u0000'])
      desk.sayText(text)
    desk.say({ t: 'snapshot', id: 8, kind: 'constructor', start: { epoch: 1, number: 0 }, limit: 10 })
    desk.say({ t: 'digest', id: 9, kind: 'lead' })
    await desk.hear('digest')
    expect(desk.heard.filter(frame => frame.t === 'error').map(frame => frame.id)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      7,
      undefined,
      undefined,
      8,
    ])
  })

  it('closes on a frame above the limit and on bytes that are no UTF-8, and a new connection works', async () => {
    const big = await signedIn(company.admin.email)
    big.sayText(`{"t":"push","id":1,"pad":"${'x'.repeat(9_000_000)}"}`)
    expect(await big.closed).toBe(1009)
    const garbled = await signedIn(company.admin.email)
    garbled.sayText(Buffer.from([0xff, 0xfe, 0x7b]))
    expect(await garbled.hear('error')).toMatchObject({ error: { code: 'input.malformed' } })
    const fine = await signedIn(company.admin.email)
    expect((await fine.push([fine.entry([lead({})])])).answers[0]).toMatchObject({ status: 'accepted' })
  })

  it('refuses a malformed entry alone; the others of its batch live', async () => {
    const desk = await signedIn(company.admin.email)
    const [first, second, third] = [lead({}), lead({}), lead({})].map(patch => desk.entry([patch]))
    const { answers } = await desk.push([first, { ...second, at: 'yesterday' }, third])
    expect(answers.map(({ status }) => status)).toEqual(['accepted', 'refused', 'accepted'])
    expect(answers[1]).toMatchObject({ error: { code: 'input.invalid', params: { at: 'at' } } })
  })

  it('keeps the refusal of a malformed entry: in whatever form it comes again, it gets the same answer', async () => {
    const device = uuidv7()
    const desk = await signedIn(company.admin.email, device)
    const whole = desk.entry([lead({})])
    const { answers } = await desk.push([{ ...whole, at: 'yesterday' }])
    desk.end()
    const again = await signedIn(company.admin.email, device)
    expect((await again.hear('welcome')).answeredSeq).toBe(whole.seq)
    expect((await again.push([{ ...whole, at: 'yesterday' }])).answers).toEqual(answers)
    expect((await again.push([whole])).answers).toEqual(answers)
    const dependent = { ...again.entry([lead({})]), seq: whole.seq + 1, after: [whole.id] }
    expect((await again.push([dependent])).answers).toMatchObject([{ status: 'held', on: [whole.id] }])
  })

  it('listens more slowly to who asks too much, says so, and answers everything', async () => {
    const strict = await testServer({ limits: { socket: { requests: 20, seconds: 1 } } })
    try {
      const firm = await strict.company()
      const { token } = await strict.signIn(firm.admin.email)
      const line = await openLine(strict.url, token)
      const { head } = await line.hear('welcome')
      for (let id = 1; id <= 30; id++) line.say({ t: 'pull', id, after: { epoch: head.epoch, number: 0 }, limit: 1 })
      const pages = () => line.heard.filter(frame => frame.t === 'page').length
      await expect.poll(pages, { timeout: 30_000 }).toBe(30)
      expect(line.heard.filter(frame => frame.t === 'error')).toContainEqual(
        expect.objectContaining({ error: expect.objectContaining({ code: 'rate.limited' }) }),
      )
      line.close()
    } finally {
      await strict.close()
    }
  })

  it('gives a replayed entry its first answer, also on a new connection', async () => {
    const device = uuidv7()
    const before = await signedIn(company.admin.email, device)
    const entry = before.entry([lead({})])
    const { answers } = await before.push([entry])
    before.end()
    const after = await signedIn(company.admin.email, device)
    expect((await after.hear('welcome')).answeredSeq).toBe(entry.seq)
    expect((await after.push([entry])).answers).toEqual(answers)
  })

  it('lets a desktop catch up by pages and hear what comes after, with no gap between', async () => {
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

  it('packs a large live frame for those who unpack it, and for nobody else', async () => {
    const writer = await signedIn(company.admin.email)
    const person = async (more: object) => signedIn((await company.user({ role: 'management' })).email, uuidv7(), more)
    const [older, newer] = [await person({}), await person({ unpacks: true })]
    for (const desktop of [older, newer]) {
      const { epoch, number } = (await desktop.hear('welcome')).head
      desktop.say({ t: 'pull', id: 1, after: { epoch, number }, limit: 500 })
      await desktop.hear('page', page => !page.more)
    }
    await writer.push([writer.entry(Array.from({ length: 100 }, (_, i) => lead({ companyName: `Büyük ${i}` })))])
    await writer.push([writer.entry([lead({ companyName: 'Küçük' })])])
    const heardBy = async (desktop: Speaker) => {
      const large = await desktop.hear('live', ({ states }) => states.length >= 100)
      const small = await desktop.hear('live', ({ after }) => after >= large.to.number)
      expect(desktop.heard.indexOf(small)).toBeGreaterThan(desktop.heard.indexOf(large))
      return { large, small }
    }
    const [plain, packed] = [await heardBy(older), await heardBy(newer)]
    // Only a packed frame names a question, and this one's is none.
    expect(plain.large).not.toHaveProperty('id')
    expect(packed.large).toEqual({ ...plain.large, id: 0 })
    expect(packed.small).not.toHaveProperty('id')
  })

  it('keeps pages small where records are large', async () => {
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

  it('shows a seller the own team alone: in the snapshot, live, as a digest, and gone when it is given away', async () => {
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

  it('tells who looks at a record only to those who may still see it', async () => {
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

  it('tells a person whose role changed, before anything by the new rights', async () => {
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

  it('lets the newest sign-in win and tells the older device why', async () => {
    const first = await signedIn(company.admin.email)
    await signedIn(company.admin.email)
    expect(await first.hear('bye')).toMatchObject({ error: { code: 'auth.replaced' } })
  })

  it('shows the hashes that the log holds where a desktop asks for them', async () => {
    const desk = await signedIn(company.admin.email)
    const { head } = await desk.hear('welcome')
    const { token } = await server.signIn(company.admin.email)
    const again = await speaker()
    const heads = [head, { ...head, number: 1_000_000 }]
    again.say({ t: 'hello', v: 1, token, device: uuidv7(), heads })
    expect((await again.hear('welcome')).heads).toEqual([head])
  })
})
