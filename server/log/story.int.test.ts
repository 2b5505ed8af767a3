import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import type { Patch, RecordKey } from '../../shared/record.ts'
import { plainToRichText } from '../../shared/richText.ts'
import type { ClientFrame, ServerFrame } from '../../shared/sync/protocol.ts'
import { type Line, openLine } from '../testing/line.ts'
import { type TestCompany, type TestServer, testServer } from '../testing/testServer.ts'

let server: TestServer
let company: TestCompany
let lines: Line[] = []
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server?.close())
beforeEach(async () => {
  company = await server.company()
})
afterEach(() => {
  for (const line of lines) line.close()
  lines = []
})

interface Desk {
  ask(frame: object): Promise<ServerFrame>
  write(label: string, patches: Patch[]): Promise<void>
}

async function desk(email: string): Promise<Desk> {
  const device = uuidv7()
  const { token } = await server.signIn(email, { device })
  const line = await openLine(server.url, token, device)
  lines.push(line)
  await line.hear('welcome')
  let [id, seq] = [0, 0]
  const ask = async (frame: object): Promise<ServerFrame> => {
    const asked = ++id
    line.say({ ...frame, id: asked } as ClientFrame)
    return vi.waitFor(
      () => {
        const found = line.heard.find(heard => 'id' in heard && heard.id === asked)
        if (!found) throw new Error(`no answer to ${JSON.stringify(frame)}`)
        return found
      },
      { timeout: 20_000, interval: 20 },
    )
  }
  return {
    ask,
    async write(label, patches) {
      const at = new Date().toISOString()
      const entry = { seq: ++seq, id: uuidv7(), operation: uuidv7(), label, after: [], at, patches }
      const answer = await ask({ t: 'push', entries: [entry] })
      expect(answer).toMatchObject({ answers: [{ status: 'accepted' }] })
    },
  }
}

const create = (kind: string, values: Record<string, unknown>, id = uuidv7()): Patch => ({
  kind,
  id,
  create: true,
  set: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
})
const change = ({ kind, id }: RecordKey, field: string, base: unknown, value: unknown): Patch => ({
  kind,
  id,
  set: { [field]: { base, value } },
})
const keyOf = ({ kind, id }: RecordKey) => ({ kind, id })
const customer = () =>
  create('customer', {
    companyName: 'Öz Makina',
    type: 'company',
    status: 'active',
    source: 'fair',
    sector: 'machinery',
    taxNumber: '9990001119',
  })

const rowsOf = (frame: ServerFrame) => (frame.t === 'history' ? frame.rows : [])

describe('the story of a record', () => {
  it('holds the rows of what hangs on it and of what hangs on that, by number, in pages', async () => {
    const admin = await desk(company.admin.email)
    const top = customer()
    await admin.write('create', [top])
    const note = create('note', { body: plainToRichText('Not'), parent: keyOf(top) })
    const comment = create('comment', { body: plainToRichText('Yorum'), parent: keyOf(note) })
    const task = create('task', { subject: 'Ara', state: 'open', parent: keyOf(top) })
    await admin.write('create', [note])
    await admin.write('create', [comment])
    // Whoever keeps it at hand says nothing about it.
    await admin.write('create', [create('favourite', { parent: keyOf(top) })])
    await admin.write('create', [task])
    await admin.write('edit', [change(top, 'status', 'active', 'atRisk')])
    await admin.write('create', [customer()])
    const whole = await admin.ask({ t: 'history', record: keyOf(top), limit: 50, related: true })
    expect(rowsOf(whole).map(row => [row.record?.kind, row.creates ?? false])).toEqual([
      [undefined, false],
      ['task', true],
      ['comment', true],
      ['note', true],
      [undefined, true],
    ])
    const first = await admin.ask({ t: 'history', record: keyOf(top), limit: 2, related: true })
    const before = first.t === 'history' ? first.before : undefined
    const rest = await admin.ask({ t: 'history', record: keyOf(top), limit: 50, related: true, before })
    expect([...rowsOf(first), ...rowsOf(rest)]).toEqual(rowsOf(whole))
    // Without being asked for, the others stay out.
    expect(rowsOf(await admin.ask({ t: 'history', record: keyOf(top), limit: 50 }))).toHaveLength(2)
  })

  it('tells nobody of records, or of fields, that they may not see', async () => {
    const admin = await desk(company.admin.email)
    const top = customer()
    await admin.write('create', [top])
    await admin.write('create', [create('note', { body: plainToRichText('Gizli'), parent: keyOf(top) })])
    await admin.write('edit', [change(top, 'privateNotes', undefined, 'Gizli')])
    const { email } = await company.user({ role: 'warehouse' })
    const keeper = await desk(email)
    const story = await keeper.ask({ t: 'history', record: keyOf(top), limit: 50, related: true })
    expect(rowsOf(story)).toHaveLength(1)
    expect(JSON.stringify(story)).not.toContain('Gizli')
    const lead = create('lead', { companyName: 'Öz', phone: '+905321234567', source: 'fair', status: 'new' })
    await admin.write('create', [lead])
    expect(await keeper.ask({ t: 'history', record: keyOf(lead), limit: 50, related: true })).toMatchObject({
      error: { code: 'record.notFound' },
    })
  })
})

describe('who looked at a record last', () => {
  it('is told to whoever sees it, each person once and the newest first, without themselves', async () => {
    const admin = await desk(company.admin.email)
    const top = customer()
    await admin.write('create', [top])
    const [one, two] = await Promise.all([company.user({ role: 'management' }), company.user({ role: 'management' })])
    const [first, second] = [await desk(one.email), await desk(two.email)]
    const looked = (at: string) => ({ t: 'views', views: [{ ...keyOf(top), at }] })
    await first.ask(looked('2026-01-05T08:00:00.000Z'))
    await second.ask(looked('2026-01-06T08:00:00.000Z'))
    await first.ask(looked('2026-01-07T08:00:00.000Z'))
    await admin.ask(looked('2026-01-08T08:00:00.000Z'))
    await server.server.parts.services.access.flush()
    expect(await admin.ask({ t: 'viewed', record: keyOf(top) })).toMatchObject({
      views: [
        { user: one.user, at: '2026-01-07T08:00:00.000Z' },
        { user: two.user, at: '2026-01-06T08:00:00.000Z' },
      ],
    })
  })

  it('is told to nobody else', async () => {
    const admin = await desk(company.admin.email)
    const lead = create('lead', { companyName: 'Öz', phone: '+905321234567', source: 'fair', status: 'new' })
    await admin.write('create', [lead])
    const { email } = await company.user({ role: 'warehouse' })
    const keeper = await desk(email)
    for (const record of [keyOf(lead), { kind: 'lead', id: uuidv7() }])
      expect(await keeper.ask({ t: 'viewed', record })).toMatchObject({ error: { code: 'record.notFound' } })
  })
})
