import { expect, test } from 'vitest'
import type { ErrorCode } from '../../../shared/errors.ts'
import type { SyncState } from '../api/functions.ts'
import { until } from '../testing/testDesktop.ts'
import { testStage } from '../testing/testStage.ts'
import { createBackoff } from './backoff.ts'

const stage = testStage()

const ends: [ErrorCode, SyncState['connection']][] = [
  ['client.tooOld', 'tooOld'],
  ['auth.replaced', 'replaced'],
  ['auth.leaseOver', 'leaseOver'],
  ['auth.required', 'signedOut'],
  ['server.unavailable', 'offline'],
]
test.each(ends)('a server that says %s leaves the desktop %s, with its work kept', async (code, state) => {
  const { ayse } = stage.people
  stage.server.refusal = { code }
  const desktop = await stage.open(ayse)
  await until('it is told', () => desktop.sync.state().connection === state)
  expect(desktop.sync.state().problem?.code).toBe(code)
  const id = desktop.create('lead', { name: 'kalır' })
  stage.server.refusal = undefined
  desktop.sync.kick()
  await stage.settled(desktop)
  expect(stage.company.records.has(id)).toBe(true)
})

test('an end that waits for a person is not tried again by itself', async () => {
  const { ayse } = stage.people
  stage.server.refusal = { code: 'auth.replaced' }
  const desktop = await stage.open(ayse)
  await until('it is told', () => desktop.sync.state().connection === 'replaced')
  const before = stage.server.asked.length
  await new Promise(resolve => setTimeout(resolve, 400))
  expect(stage.server.asked).toHaveLength(before)
})

test('frames that are no frames are left out with a line, and the connection lives on', async () => {
  const { ayse } = stage.people
  const junk = [
    'not json',
    '{"t":"somethingNew","states":[]}',
    '{"t":"live","after":"x","states":[],"to":{}}',
    '{"t":"page","id":99999,"states":[],"to":{"epoch":1,"number":1,"hash":"zz"},"more":false}',
    JSON.stringify({ t: 'presence', user: 'x'.repeat(9_000_000), device: '', at: null }),
  ]
  let next = 0
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  stage.server.intercept = frame => (frame.t === 'done' && next < junk.length ? junk[next++] : frame)
  const [id = ''] = stage.makeLeads(1)
  await stage.ready(desktop)
  for (let i = 0; i <= junk.length; i++) {
    desktop.sync.opened({ kind: 'lead', id })
    await new Promise(resolve => setTimeout(resolve, 60))
  }
  expect(desktop.logged.filter(({ event }) => event === 'frame.ignored').length).toBeGreaterThanOrEqual(1)
  expect(desktop.sync.state().connection).toBe('online')
})

test('a state that is none is left out of its page, the rest is taken', async () => {
  const { ayse } = stage.people
  stage.makeLeads(10)
  stage.server.intercept = frame => {
    if (frame.t !== 'snapshotPage' || frame.kind !== 'lead') return frame
    const [first, ...rest] = frame.states
    return { ...frame, states: [{ ...first, id: '../../etc/passwd' } as never, ...rest] }
  }
  const desktop = await stage.open(ayse, { pageSize: 100 })
  await stage.ready(desktop)
  expect(desktop.allShown()).toHaveLength(9)
  expect(desktop.logged).toContainEqual({ event: 'states.malformed', details: { frame: 'snapshotPage', dropped: 1 } })
})

test('a server that falls silent is left and met again', async () => {
  const { ayse } = stage.people
  const desktop = await stage.open(ayse, { timing: { answer: 300, ping: 100, welcome: 300 } })
  await stage.ready(desktop)
  stage.server.intercept = frame => (frame.t === 'answers' ? undefined : frame)
  desktop.create('lead', { name: 'cevapsız' })
  await until('it was left', () => stage.server.asked.filter(({ frame }) => frame.t === 'hello').length > 1)
  stage.server.intercept = undefined
  await stage.settled(desktop)
  expect(stage.company.applied).toHaveLength(1)
})

test('a log that is not the one witnessed is refused, and nothing of it is taken', async () => {
  const { ayse } = stage.people
  stage.makeLeads(20)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  await stage.server.stop()
  await until('it is offline', () => desktop.sync.state().connection !== 'online')
  stage.company.tamper()
  const position = desktop.copies.position()
  stage.makeLeads(3)
  await stage.server.start()
  desktop.sync.kick()
  await until('it is found out', () => desktop.sync.state().problem?.code === 'log.mismatch')
  expect(desktop.copies.position()).toEqual(position)
  expect(desktop.allShown()).toHaveLength(20)
})

test('a server that lost the end of its log without saying so is refused', async () => {
  const { ayse } = stage.people
  stage.makeLeads(20)
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  await stage.server.stop()
  stage.company.restoreTo(15)
  stage.company.epoch = 1
  stage.company.restored = undefined
  await stage.server.start()
  desktop.sync.kick()
  await until('it is found out', () => desktop.sync.state().problem?.code === 'log.mismatch')
})

test('a server that goes and says when to come back is left and met again without anybody being told', async () => {
  const { ayse } = stage.people
  const desktop = await stage.open(ayse)
  const [id = ''] = stage.makeLeads(1)
  await stage.ready(desktop)
  const seen: string[] = []
  const stop = desktop.sync.onState(state => seen.push(`${state.connection} ${state.problem?.code ?? ''}`.trim()))
  let isTold = false
  stage.server.intercept = frame => {
    if (isTold || frame.t !== 'done') return frame
    isTold = true
    return { t: 'bye', error: { code: 'server.unavailable', params: { reason: 'stopping', retryMs: 120 } } }
  }
  desktop.sync.opened({ kind: 'lead', id })
  await until('it moves', () => desktop.logged.some(({ event }) => event === 'link.moves'))
  await until('it is back', () => desktop.sync.state().connection === 'online')
  await stage.settled(desktop)
  stop()
  expect(seen).not.toContainEqual(expect.stringContaining('offline'))
  expect(seen).not.toContainEqual(expect.stringContaining('server.unavailable'))
})

test('waits grow, stay below their bound, and are never all the same', () => {
  const waits = (random: () => number) => {
    const backoff = createBackoff({ random, first: 500, soon: 5_000, late: 30_000, patience: 10 })
    return Array.from({ length: 20 }, () => backoff.next())
  }
  const [shortest, longest] = [waits(() => 0), waits(() => 0.999)]
  expect(longest.slice(0, 10).every(wait => wait <= 5_000)).toBe(true)
  expect(longest[19]).toBeLessThanOrEqual(30_000)
  expect(longest[19]).toBeGreaterThan(20_000)
  shortest.forEach((wait, i) => {
    expect(wait).toBeLessThan(longest[i] ?? 0)
    expect(wait).toBeGreaterThan(0)
  })
})
