import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { UsedProcess } from '../electron.ts'
import { Listening } from '../testing/listening.ts'
import { DoubleChannel } from '../testing/ports.ts'
import { type CoreProcessSettings, startCoreProcess } from './coreProcess.ts'

/** A child that does what the test says. */
class Child extends Listening implements UsedProcess {
  readonly pid = 1
  readonly got: unknown[] = []
  isKilled = false
  postMessage(message: unknown): void {
    this.got.push(message)
  }
  kill(): boolean {
    this.isKilled = true
    this.emit('exit', 1)
    return true
  }
}

let children: Child[]
let again: boolean
let lost: number
const asked: unknown[] = []
const start = { profile: '/p', server: 'http://127.0.0.1:1', keyStore: 'none', log: false } as const
const settings = (): CoreProcessSettings => ({
  electron: {
    MessageChannelMain: DoubleChannel,
    utilityProcess: {
      fork: () => {
        const child = new Child()
        children.push(child)
        return child
      },
    },
  },
  entry: 'core',
  start,
  host: {
    'notice.show': ({ title }) => {
      asked.push(title)
      return {}
    },
  },
  log: () => undefined,
  lost: () => {
    lost += 1
  },
  failed: async error => {
    asked.push(error.code)
    return again
  },
})
const newest = () => children.at(-1) ?? new Child()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  children = []
  again = false
  lost = 0
  asked.length = 0
})
afterEach(() => void vi.useRealTimers())

test('core that dies is started again, later each time, and at once when it had lived', async () => {
  startCoreProcess(settings())
  const lives = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms)
    return children.length
  }
  expect(newest().got).toEqual([{ t: 'start', ...start }])
  newest().emit('exit', 139)
  expect(await lives(100)).toBe(1)
  expect(await lives(400)).toBe(2)
  newest().emit('exit', 139)
  expect(await lives(900)).toBe(2)
  expect(await lives(100)).toBe(3)
  for (let i = 0; i < 20; i++) {
    newest().emit('exit', 139)
    await lives(15_000)
  }
  expect(children).toHaveLength(23)
  await lives(120_000)
  newest().emit('exit', 139)
  expect(await lives(300)).toBe(24)
})

test('a window that asks while there is no core gets its line from the next one', async () => {
  const core = startCoreProcess(settings())
  newest().emit('exit', 139)
  const line = core.line()
  await vi.advanceTimersByTimeAsync(1000)
  expect(await line).toBeDefined()
  expect(lost).toBe(1)
  expect(newest().got).toContainEqual({ t: 'window' })
})

test('what core was told is told again after it came back', async () => {
  const core = startCoreProcess(settings())
  core.tell('power', { awake: false })
  core.tell('power', { awake: true })
  newest().emit('exit', 139)
  await vi.advanceTimersByTimeAsync(1000)
  expect(newest().got).toEqual([
    { t: 'start', ...start },
    { t: 'value', name: 'power', value: { awake: true } },
  ])
})

test('core that cannot open its files asks a person, and stays away when told so', async () => {
  startCoreProcess(settings())
  newest().emit('message', { t: 'failed', error: { code: 'storage.inUse' } })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toEqual(['storage.inUse'])
  expect(children).toHaveLength(1)
  expect(newest().isKilled).toBe(true)
})

test('the person may have it try again', async () => {
  again = true
  startCoreProcess(settings())
  newest().emit('message', { t: 'failed', error: { code: 'storage.damaged', params: { file: 'keys.json' } } })
  await vi.advanceTimersByTimeAsync(0)
  expect(children).toHaveLength(2)
})

test('stopping waits for core, and does not start it again', async () => {
  const core = startCoreProcess(settings())
  let isStopped = false
  const stopping = core.stop().then(() => {
    isStopped = true
  })
  await vi.advanceTimersByTimeAsync(1000)
  expect(newest().got.at(-1)).toEqual({ t: 'stop' })
  expect(isStopped).toBe(false)
  newest().emit('exit', 0)
  await stopping
  await vi.advanceTimersByTimeAsync(60_000)
  expect(children).toHaveLength(1)
  expect(newest().isKilled).toBe(false)
  expect(await core.line()).toBeUndefined()
})

test('core that does not end is killed', async () => {
  const core = startCoreProcess(settings())
  const stopping = core.stop(5000)
  await vi.advanceTimersByTimeAsync(5000)
  await stopping
  expect(newest().isKilled).toBe(true)
})

test('what core asks of the app is done by name, and what nobody offers is said to be', async () => {
  startCoreProcess(settings())
  newest().emit('message', { t: 'ask', id: 1, name: 'notice.show', args: { title: 'Merhaba', body: '' } })
  newest().emit('message', { t: 'ask', id: 2, name: 'print.pdf', args: { html: '' } })
  newest().emit('message', { t: 'ask', id: 3, name: 'toString', args: {} })
  newest().emit('message', { t: 'ask', id: 4, name: 'notice.show', args: { title: 5 } })
  newest().emit('message', 'nonsense')
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual(['Merhaba'])
  expect(newest().got.slice(1)).toEqual(
    expect.arrayContaining([
      { t: 'told', id: 1, ok: true, value: {} },
      { t: 'told', id: 2, ok: false, error: { code: 'shell.unavailable', params: { what: 'print.pdf' } } },
      { t: 'told', id: 3, ok: false, error: { code: 'input.malformed', params: { at: 'name' } } },
      { t: 'told', id: 4, ok: false, error: { code: 'input.malformed', params: { at: 'notice.show' } } },
    ]),
  )
})
