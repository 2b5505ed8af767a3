import { beforeEach, expect, test } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import { entry as entrySchema, type Patch } from '../../../shared/record.ts'
import { refusedValue } from '../testing/fakeCompany.ts'
import { editOf, type TestDesktop, until } from '../testing/testDesktop.ts'
import { testStage } from '../testing/testStage.ts'

const stage = testStage()
let desktop: TestDesktop
beforeEach(async () => {
  desktop = await stage.open(stage.people.ayse)
  await stage.ready(desktop)
})
const offline = async () => {
  await stage.server.stop()
  await until('it is offline', () => desktop.sync.state().connection !== 'online')
}
const online = async () => {
  await stage.server.start()
  desktop.sync.kick()
}
const entries = () =>
  desktop.sync.outbox
    .last(1000)
    .reverse()
    .map(({ entry }) => entry)
const states = () =>
  desktop.sync.outbox
    .last(1000)
    .reverse()
    .map(({ state }) => state)
const createPatch = (name: string, id = uuidv7()): Patch => ({
  kind: 'lead',
  id,
  create: true,
  set: { name: { value: name } },
})

test('an entry rests on the last open one that touched its record, and on those that made what it refers to', async () => {
  await offline()
  const [lead, other] = [desktop.create('lead', { name: 'Bir' }), desktop.create('lead', { name: 'İki' })]
  desktop.edit(lead, { name: 'Bir daha' })
  desktop.edit(lead, { name: 'Bir daha daha' })
  desktop.create('contact', { firstName: 'Can', parent: { kind: 'lead', id: lead } })
  desktop.sync.act({ label: 'convertLead', patches: [], command: { name: 'convertLead', arguments: { lead: other } } })
  const [one, two, edit, again, contact, command] = entries()
  expect([one?.after, two?.after]).toEqual([[], []])
  expect(edit?.after).toEqual([one?.id])
  expect(again?.after).toEqual([edit?.id])
  expect(contact?.after).toEqual([one?.id])
  expect(command?.after).toEqual([two?.id])
  expect(entries().map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6])
  for (const entry of entries()) expect(entrySchema.safeParse(entry).success).toBe(true)
})

test('nothing of a large change is sent before it is safely on the disk, whatever wakes the sender', async () => {
  const [first = '', second = ''] = stage.makeLeads(2)
  await until('they are here', () => desktop.copies.get(second) !== undefined)
  const operation = uuidv7()
  for (const id of [first, second]) {
    const patches = [editOf(desktop.shown(id), { name: 'Yeni' })]
    desktop.sync.act({ label: 'edit', operation, patches }, { sync: 'normal' })
    desktop.sync.kick()
    expect(desktop.sync.outbox.nextBatch()).toEqual([])
  }
  expect(states()).toEqual(['waiting', 'waiting'])
  desktop.sync.finish()
  await stage.settled(desktop)
  expect(states()).toEqual(['settled', 'settled'])
  expect([first, second].map(id => stage.company.records.get(id)?.values['name'])).toEqual(['Yeni', 'Yeni'])
})

test('a large action is several entries of one operation, within the limits of one', async () => {
  await offline()
  const patches = Array.from({ length: 950 }, (_, i) => createPatch(`Aday ${i}`))
  const made = desktop.sync.act({ label: 'import', patches })
  expect(made.map(({ patches: part }) => part.length)).toEqual([200, 200, 200, 200, 150])
  expect(new Set(made.map(({ operation }) => operation)).size).toBe(1)
  const long = 'ş'.repeat(300_000)
  const heavy = desktop.sync.act({ label: 'import', patches: Array.from({ length: 8 }, () => createPatch(long)) })
  for (const entry of heavy) expect(Buffer.byteLength(JSON.stringify(entry))).toBeLessThan(2_000_000)
  expect(heavy.flatMap(entry => entry.patches)).toHaveLength(8)
  expect(() => desktop.sync.act({ label: 'edit', patches: [createPatch('x'.repeat(2_000_000))] })).toThrow(AppError)
  await online()
  await stage.settled(desktop)
  expect(stage.company.records.size).toBe(958)
  expect(desktop.sync.outbox.operation(made[0]?.operation ?? '')).toHaveLength(5)
})

test('a refused entry is shown no more and holds back only what rests on it', async () => {
  await offline()
  const lead = desktop.create('lead', { name: refusedValue })
  const contact = desktop.create('contact', { firstName: 'Can', parent: { kind: 'lead', id: lead } })
  desktop.edit(contact, { lastName: 'Öz' })
  const other = desktop.create('lead', { name: 'Bağımsız' })
  await online()
  await stage.settled(desktop)
  expect(states()).toEqual(['refused', 'held', 'held', 'settled'])
  expect([lead, contact].map(desktop.shown)).toEqual([undefined, undefined])
  expect(desktop.shown(other)?.values['name']).toBe('Bağımsız')
  const [item] = desktop.sync.refused.list()
  expect(item?.error.code).toBe('record.invalid')
  expect(item?.dependents.map(({ label }) => label)).toEqual(['create', 'edit'])
  expect(desktop.sync.state()).toMatchObject({ refused: 1, waiting: 0 })

  stage.server.asked = []
  desktop.sync.kick()
  desktop.create('lead', { name: 'Sonraki' })
  await stage.settled(desktop)
  const sent = stage.server.asked.flatMap(({ frame }) => (frame.t === 'push' ? frame.entries : []))
  expect(sent.map(({ patches }) => patches[0]?.set['name']?.value)).toEqual(['Sonraki'])
})

test('a mended entry is sent as a new one, with what rested on it', async () => {
  const lead = desktop.create('lead', { name: refusedValue })
  const contact = desktop.create('contact', { firstName: 'Can', parent: { kind: 'lead', id: lead } })
  await until('it is refused', () => desktop.sync.refused.list()[0]?.dependents.length === 1)
  const [refused] = desktop.sync.refused.list()
  const mended = desktop.sync.refused.mend(refused?.entry.id ?? '', { patches: [createPatch('Düzeltildi', lead)] })
  expect(desktop.shown(lead)?.values['name']).toBe('Düzeltildi')
  expect(desktop.shown(contact)).toBeDefined()
  desktop.sync.kick()
  await stage.settled(desktop)
  expect(states()).toEqual(['replaced', 'replaced', 'settled', 'settled'])
  expect(entries()[3]?.after).toEqual([mended.id])
  expect(stage.company.records.get(contact)?.parent).toEqual({ kind: 'lead', id: lead })
  expect(desktop.sync.refused.list()).toEqual([])
  expect(() => desktop.sync.refused.mend(mended.id)).toThrow(AppError)
})

test('a discarded entry takes along what rests on it, and the copy is shown again', async () => {
  const [id = ''] = stage.makeLeads(1)
  await stage.ready(desktop)
  await offline()
  desktop.edit(id, { name: refusedValue })
  desktop.edit(id, { name: 'üstüne' })
  expect(desktop.shown(id)?.values['name']).toBe('üstüne')
  await online()
  await until('it is refused', () => desktop.sync.refused.list().length === 1)
  expect(desktop.shown(id)?.values['name']).toBe('Aday 0')
  desktop.sync.refused.discard(desktop.sync.refused.list()[0]?.entry.id ?? '')
  expect(states()).toEqual(['discarded', 'discarded'])
  expect(desktop.sync.refused.list()).toEqual([])
})

test('an entry that rests on two refused ones waits until both are mended', async () => {
  await offline()
  const [one, two] = [desktop.create('lead', { name: refusedValue }), desktop.create('lead', { name: refusedValue })]
  desktop.sync.act({
    label: 'edit',
    patches: [one, two].map(id => ({ kind: 'lead', id, set: { name: { base: refusedValue, value: 'ikisi de' } } })),
  })
  await online()
  await until('both are refused', () => desktop.sync.refused.list().length === 2)
  const [first, second] = desktop.sync.refused.list()
  expect(second?.dependents).toHaveLength(1)
  desktop.sync.refused.mend(first?.entry.id ?? '', { patches: [createPatch('Bir', one)] })
  desktop.sync.kick()
  await until('the first is in', () => stage.company.records.has(one))
  await stage.settled(desktop)
  expect(desktop.sync.refused.list()[0]?.dependents).toHaveLength(1)
  desktop.sync.refused.mend(second?.entry.id ?? '', { patches: [createPatch('İki', two)] })
  desktop.sync.kick()
  await stage.settled(desktop)
  expect([one, two].map(id => stage.company.records.get(id)?.values['name'])).toEqual(['ikisi de', 'ikisi de'])
})

test('one entry that the server cannot read does not hold up the others', async () => {
  await offline()
  const bad = desktop.create('lead', { name: 'kötü' })
  const good = desktop.create('lead', { name: 'iyi' })
  stage.server.intercept = frame =>
    frame.t === 'answers' && frame.answers.some(({ seq }) => seq === 1)
      ? { t: 'error', id: frame.id, error: { code: 'input.malformed' } }
      : frame
  stage.company.submit = (
    submit => (user, device, list) =>
      list.some(({ seq }) => seq === 1)
        ? list.map(({ seq, id }) => ({ seq, id, status: 'held', on: [] }))
        : submit.call(stage.company, user, device, list)
  )(stage.company.submit)
  await online()
  await until('the good one is in', () => stage.company.records.has(good))
  await until('the bad one is refused', () => desktop.sync.refused.list().length === 1)
  expect(desktop.sync.refused.list()[0]?.entry.patches[0]?.id).toBe(bad)
})

test('a file restored from an older copy goes on above what the server knows of the device', async () => {
  const { ayse } = stage.people
  desktop.create('lead', { name: 'eski' })
  await stage.settled(desktop)
  // The same device, as its file was before any of this: another file, nothing in its outbox.
  await desktop.close()
  for (let i = 0; i < 3; i++) stage.company.submit(ayse, desktop.device, [foreignEntry(2 + i)])
  const restored = await stage.open(ayse, { device: desktop.device })
  await stage.ready(restored)
  const id = restored.create('lead', { name: 'yeni' })
  await stage.settled(restored)
  expect(restored.sync.outbox.last(1)[0]?.entry.seq).toBe(5)
  expect(stage.company.records.has(id)).toBe(true)
})

test('entries written before the older copy met the server get a seq of their own', async () => {
  const { ayse } = stage.people
  await desktop.close()
  for (let i = 1; i <= 3; i++) stage.company.submit(ayse, desktop.device, [foreignEntry(i)])
  await stage.server.stop()
  const restored = await stage.open(ayse, { device: desktop.device })
  const id = restored.create('lead', { name: 'çevrimdışı' })
  restored.edit(id, { name: 'çevrimdışı 2' })
  await stage.server.start()
  restored.sync.kick()
  await stage.settled(restored)
  expect(stage.company.records.get(id)?.values['name']).toBe('çevrimdışı 2')
  expect(restored.sync.outbox.last(2).every(({ entry }) => entry.seq > 3)).toBe(true)
})

test('entries are forgotten after 30 days, unsettled ones never', async () => {
  const day = 86_400_000
  let time = Date.now()
  const slow = await stage.open(stage.people.mehmet, { now: () => time })
  await stage.ready(slow)
  slow.create('lead', { name: 'eski' })
  await stage.settled(slow)
  await until('it is settled', () => slow.sync.outbox.last(1)[0]?.state === 'settled')
  slow.create('lead', { name: refusedValue })
  await until('it is refused', () => slow.sync.refused.list().length === 1)
  time += 29 * day
  slow.sync.outbox.prune()
  expect(slow.sync.outbox.last(10)).toHaveLength(2)
  time += 2 * day
  slow.sync.outbox.prune()
  expect(slow.sync.outbox.last(10).map(({ state }) => state)).toEqual(['refused'])
  slow.create('lead', { name: 'yeni' })
  expect(slow.sync.outbox.last(1)[0]?.entry.seq).toBe(3)
})

test('an action that fails inside its caller’s transaction leaves nothing behind', () => {
  const [before, waiting] = [desktop.allShown().length, desktop.sync.state().waiting]
  expect(() =>
    desktop.database.write(() => {
      desktop.sync.outbox.add({ label: 'create', patches: [createPatch('yok')] })
      throw new Error('the caller gives up')
    }),
  ).toThrow('the caller gives up')
  expect(desktop.allShown()).toHaveLength(before)
  expect(desktop.sync.state().waiting).toBe(waiting)
  const id = desktop.create('lead', { name: 'var' })
  expect(desktop.sync.outbox.last(1)[0]?.entry.seq).toBe(1)
  expect(editOf(desktop.shown(id), { name: 'x' }).set['name']).toEqual({ base: 'var', value: 'x' })
})

const foreignEntry = (seq: number) => ({
  seq,
  id: uuidv7(),
  operation: uuidv7(),
  label: 'create',
  after: [],
  at: new Date().toISOString(),
  patches: [createPatch(`başka ${seq}`)],
})
