import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestCompany, TestServer } from '../../../server/testing/testServer.ts'
import { testPassword } from '../../../server/testing/testServer.ts'
import type { AnyKind } from '../../../shared/entity.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import { type Label, languages } from '../../../shared/labels.ts'
import type { OpenCore } from '../../core/core.ts'
import { machine } from './machine.ts'
import { copyOfSources, type Sources } from './sources.ts'

/**
 * The way that CONTRIBUTING.md describes, gone once on a copy of the sources: a kind and a field are added, nothing of the
 * engine is touched, and the real server and two real desktops know them.
 */
let sources: Sources
let server: TestServer
let company: TestCompany
const folders: string[] = []
const desktops: OpenCore[] = []
let migration = ''

beforeAll(async () => {
  sources = await copyOfSources()
  await sources.add('shared/entities/crm/machine.ts', machine)
  const index = 'shared/entities/index.ts'
  const note = "import { note } from './crm/note.ts'\n"
  await sources.replace(index, note, `import { machine } from './crm/machine.ts'\n${note}`)
  await sources.replace(index, '  note,\n', '  note,\n  machine,\n')
  const table = 'export const note = tableFor(definitions.note)\n'
  await sources.replace('server/db/schema.ts', table, `${table}export const machine = tableFor(definitions.machine)\n`)
  const website = '    website: field.url('
  const warranty =
    "    warrantyUntil: field.date({ label: label('Garanti bitişi', 'Warranty', 'Garantie', 'Garantie') }),\n"
  await sources.replace('shared/entities/crm/customer.ts', website, warranty + website)
  const made = await sources.run('server/db/generate.ts', 'machines')
  migration = await sources.read(made.trim())

  const { testServer } =
    await sources.load<typeof import('../../../server/testing/testServer.ts')>('server/testing/testServer.ts')
  const { migrate } = await sources.load<typeof import('../../../server/db/migrate.ts')>('server/db/migrate.ts')
  server = await testServer()
  await migrate({ ownerUrl: server.database.ownerUrl, ...server.database.secret })
  company = await server.company()
})
afterAll(async () => {
  for (const desktop of desktops) await desktop.close()
  await server?.close()
  await Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true })))
  await sources?.remove()
})

async function desktop(email: string) {
  const { openCore } = await sources.load<typeof import('../../core/core.ts')>('desktop/core/core.ts')
  const { fileKeyStore } = await sources.load<typeof import('../../core/session/keyStore.ts')>(
    'desktop/core/session/keyStore.ts',
  )
  const folder = await mkdtemp(join(tmpdir(), 'pergel-desk-'))
  folders.push(folder)
  const keys = fileKeyStore(join(folder, 'keys.json'))
  const opened = await openCore({ profile: folder, server: server.url, keys, log: () => {} })
  desktops.push(opened)
  await opened.core.call('session.signIn', { email, password: testPassword })
  return opened.core
}
const values = (given: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { value }]))
const soon = { timeout: 20_000, interval: 30 }

describe('a kind and a field that somebody adds', () => {
  it('get their table and column by a generated migration', () => {
    expect(migration).toMatch(/CREATE TABLE "machine" \(/)
    expect(migration).toMatch(/ALTER TABLE "machine" FORCE ROW LEVEL SECURITY/i)
    expect(migration).toMatch(/ALTER TABLE "customer" ADD COLUMN "warranty_until" date/)
  })

  it('go from one desktop over the server to another, into its list, search and history', async () => {
    const other = await company.user({ role: 'management' })
    const [a, b] = [await desktop(company.admin.email), await desktop(other.email)]
    const id = uuidv7()
    const price = { amount: 125_000_00, currency: 'TRY' }
    const set = values({ model: 'Işık Pres 500', serial: 'P-1', state: 'running', price })
    await a.call('records.save', { kind: 'machine', id, create: true, set })
    await expect
      .poll(() => b.call('records.get', { kind: 'machine', id }), soon)
      .toMatchObject({
        title: 'Işık Pres 500',
        values: { serial: 'P-1', state: 'running', price },
      })

    const edit = { state: { base: 'running', value: 'broken' } }
    await b.call('records.save', { kind: 'machine', id, create: false, set: edit })
    const broken = [{ field: 'state', op: 'is' as const, value: 'broken' }]
    const sort = { field: 'price', descending: true }
    const query = { kind: 'machine', filters: broken, sort, archived: 'without' as const }
    const list = async () => (await a.call('records.list', { query, limit: 10 })).rows.map(row => row.id)
    await expect.poll(list, soon).toEqual([id])
    const search = async () => (await a.call('search.query', { words: 'isik', limit: 5 })).groups[0]?.hits[0]?.id
    await expect.poll(search, soon).toBe(id)
    const history = async () =>
      (await a.call('history.list', { kind: 'machine', id, limit: 10 })).rows.map(({ label }) => label)
    await expect.poll(history, soon).toEqual(['edit', 'create'])

    const customer = uuidv7()
    const firm = {
      type: 'individual',
      firstName: 'Ayşe',
      lastName: 'Kaya',
      status: 'active',
      warrantyUntil: '2027-01-31',
    }
    await a.call('records.save', { kind: 'customer', id: customer, create: true, set: values(firm) })
    await expect
      .poll(() => b.call('records.get', { kind: 'customer', id: customer }), soon)
      .toMatchObject({
        values: { warrantyUntil: '2027-01-31' },
      })
  })

  it('are in REST and its documentation, with checks and rights', async () => {
    const token = await company.key('admin')
    const wrong = await server.call('POST', '/api/v1/machines', { token, body: { model: 'Torna', state: 'asleep' } })
    expect(wrong).toMatchObject({ status: 422, body: { fields: { state: { reason: 'unknownChoice' } } } })
    const nameless = await server.call('POST', '/api/v1/machines', { token, body: { serial: '1' } })
    expect(nameless).toMatchObject({ status: 422, body: { fields: { model: { reason: 'required' } } } })
    const body = { model: 'Torna 2', price: { amount: '9.50', currency: 'EUR' }, owner: company.admin.user }
    const made = await server.call('POST', '/api/v1/machines', { token, body })
    expect(made).toMatchObject({ status: 201, body: { title: 'Torna 2', price: { amount: '9.50', currency: 'EUR' } } })
    const warehouse = await company.key('warehouse')
    expect((await server.call('POST', '/api/v1/machines', { token: warehouse, body })).status).toBe(403)
    const { body: document } = await server.call('GET', '/api/openapi.json?language=de')
    expect(Object.keys(document.paths)).toContain('/api/v1/machines/{id}/history')
    expect(document.paths['/api/v1/machines'].post.summary).toBe('Maschine: anlegen')
  })

  it('have a form in every language', async () => {
    const { shownFields } = await sources.load<Screens>('desktop/renderer/records/fields/shownFields.ts')
    const { sectionsOf } = await sources.load<Screens>('desktop/renderer/records/form/FieldSections.tsx')
    const { builtInKinds } = await sources.load<typeof import('../../../shared/kinds.ts')>('shared/kinds.ts')
    const [tr, , de] = languages.map(language => {
      const words = { own: String, part: String, label: (label: Label) => label[language] }
      const fields = shownFields(builtInKinds.require('machine'), undefined, words)
      return sectionsOf(fields, { owner: true }).map(section => section.fields.map(({ label }) => label))
    })
    expect(tr).toEqual([['Model', 'Seri no', 'Durum', 'Müşteri', 'Fiyat', 'Alım tarihi', 'owner']])
    expect(de).toEqual([['Modell', 'Seriennummer', 'Zustand', 'Kunde', 'Preis', 'Gekauft am', 'owner']])
  })
})

/** What the renderer makes of a definition; its own types are of another project. */
interface Screens {
  shownFields(kind: AnyKind, viewer: undefined, words: object): object
  sectionsOf(fields: object, options: { owner: boolean }): { fields: { label: string }[] }[]
}
