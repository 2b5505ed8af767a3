import { expect, test, vi } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import type { ToCore } from '../../core/api/wire.ts'
import { type ChannelEvents, connectCore } from './transport.ts'

/** A line that the test opens, breaks and speaks over. */
function testLine() {
  const opened: { events: ChannelEvents; sent: ToCore[] }[] = []
  const core = connectCore(
    events => {
      const line = { events, sent: [] as ToCore[] }
      opened.push(line)
      return { send: message => line.sent.push(message), close: () => undefined }
    },
    () => 0,
  )
  const last = () => {
    const line = opened.at(-1)
    if (!line) throw new Error('nothing was opened')
    return line
  }
  const broken = async () => {
    const { length } = opened
    last().events.onClose()
    await vi.waitUntil(() => opened.length > length)
  }
  return { core, last, broken }
}
const count = { name: 'records.recent', args: { limit: 5 } } as const

test('a call made before the line is open waits for it and gets its own answer', async () => {
  const { core, last } = testLine()
  const first = core.call(count.name, count.args)
  const second = core.call('drafts.get', { key: 'x' })
  last().events.onOpen()
  expect(last().sent.map(({ t }) => t)).toEqual(['call', 'call'])
  const [a, b] = last().sent
  last().events.onMessage({ t: 'answer', id: b?.id, ok: true, value: { value: 7 } })
  last().events.onMessage({ t: 'answer', id: a?.id, ok: true, value: [] })
  expect(await first).toEqual([])
  expect(await second).toEqual({ value: 7 })
})

test('an error of core arrives as AppError with its fields', async () => {
  const { core, last } = testLine()
  last().events.onOpen()
  const call = core.call(count.name, count.args)
  const fields = { phone: { reason: 'badPhone' } }
  last().events.onMessage({
    t: 'answer',
    id: last().sent[0]?.id,
    ok: false,
    error: { code: 'input.invalid', fields },
  })
  await expect(call).rejects.toMatchObject({ name: 'AppError', code: 'input.invalid', fields })
})

test('a call whose answer was lost rejects and is not sent twice', async () => {
  const { core, last, broken } = testLine()
  last().events.onOpen()
  const call = core.call(count.name, count.args)
  const lost = expect(call).rejects.toEqual(new AppError('storage.closed'))
  await broken()
  last().events.onOpen()
  await lost
  expect(last().sent).toEqual([])
})

test('a call made while the line is broken is sent once it is back', async () => {
  const { core, last, broken } = testLine()
  last().events.onOpen()
  await broken()
  const call = core.call(count.name, count.args)
  last().events.onOpen()
  last().events.onMessage({ t: 'answer', id: last().sent[0]?.id, ok: true, value: [] })
  expect(await call).toEqual([])
})

test('subscriptions are renewed after a break and end when nobody listens', async () => {
  const { core, last, broken } = testLine()
  last().events.onOpen()
  const seen: unknown[] = []
  const stop = core.subscribe('sync.state', {}, value => seen.push(value))
  await broken()
  last().events.onOpen()
  const [renewed] = last().sent
  expect(renewed).toMatchObject({ t: 'subscribe', name: 'sync.state' })
  last().events.onMessage({ t: 'value', id: renewed?.id, value: { waiting: 2 } })
  stop()
  last().events.onMessage({ t: 'value', id: renewed?.id, value: { waiting: 3 } })
  expect(seen).toEqual([{ waiting: 2 }])
  expect(last().sent.at(-1)).toEqual({ t: 'unsubscribe', id: renewed?.id })
})

test('what is not a message of core is passed over', async () => {
  const { core, last } = testLine()
  last().events.onOpen()
  const call = core.call(count.name, count.args)
  for (const nonsense of [undefined, 'x', { t: 'answer' }, { t: 'answer', id: 1, ok: false, error: { code: 'nope' } }])
    last().events.onMessage(nonsense)
  last().events.onMessage({ t: 'answer', id: last().sent[0]?.id, ok: true, value: [] })
  expect(await call).toEqual([])
})

test('the link says connecting, open, and away after several tries', async () => {
  const { core, last, broken } = testLine()
  const links: string[] = [core.link()]
  core.onLink(link => links.push(link))
  last().events.onOpen()
  for (let tries = 0; tries < 4; tries++) await broken()
  last().events.onOpen()
  expect(links).toEqual(['connecting', 'open', 'connecting', 'away', 'open'])
})

test('closing rejects what is open and connects no more', async () => {
  const { core, last } = testLine()
  const call = core.call(count.name, count.args)
  core.close()
  await expect(call).rejects.toEqual(new AppError('storage.closed'))
  last().events.onClose()
  expect(core.link()).toBe('connecting')
})
