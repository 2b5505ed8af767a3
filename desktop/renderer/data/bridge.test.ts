import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openBridge } from './bridge.ts'
import { portChannel } from './channels.ts'

/** As much of a window as the bridge uses. */
let page: Window & typeof globalThis
let asked = 0

beforeEach(() => {
  page = new EventTarget() as never
  asked = 0
  page.pergel = () => {
    asked += 1
  }
  vi.stubGlobal('window', page)
})
afterEach(() => void vi.unstubAllGlobals())

const hear = (data: unknown, port?: MessagePort, source: unknown = page) =>
  page.dispatchEvent(Object.assign(new Event('message'), { data, ports: port ? [port] : [], source }))
const bridge = () => {
  const opened = openBridge()
  if (!opened) throw new Error('There is no bridge')
  return opened
}
/** A channel of portChannel and what it told. */
function open(from = bridge()) {
  const told: unknown[] = []
  const channel = portChannel(from)({
    onOpen: () => told.push('open'),
    onMessage: message => told.push(message),
    onClose: () => told.push('closed'),
  })
  return { channel, told, from }
}

test('there is no bridge in the browser shell', () => {
  page.pergel = undefined as never
  expect(openBridge()).toBeUndefined()
})

test('messages go over the port that was asked for, both ways', async () => {
  const { channel, told } = open()
  expect(asked).toBe(1)
  const { port1, port2 } = new MessageChannel()
  const got: unknown[] = []
  port2.onmessage = ({ data }) => got.push(data)
  hear({ pergel: 'port' }, port1)
  await vi.waitFor(() => expect(told).toEqual(['open']))
  channel.send({ t: 'unsubscribe', id: 4 })
  port2.postMessage({ t: 'value', id: 1, value: 'a' })
  await vi.waitFor(() => expect(got).toEqual([{ t: 'unsubscribe', id: 4 }]))
  await vi.waitFor(() => expect(told).toEqual(['open', { t: 'value', id: 1, value: 'a' }]))
  channel.close()
  port2.close()
})

test('a channel whose core is gone closes once, and the next one asks for a port of its own', async () => {
  const { told, from } = open()
  const first = new MessageChannel()
  hear({ pergel: 'port' }, first.port1)
  await vi.waitFor(() => expect(told).toEqual(['open']))
  hear({ pergel: 'lost' })
  hear({ pergel: 'lost' })
  expect(told).toEqual(['open', 'closed'])
  const next = open(from)
  expect(asked).toBe(2)
  const second = new MessageChannel()
  hear({ pergel: 'port' }, second.port1)
  await vi.waitFor(() => expect(next.told).toEqual(['open']))
  expect(told).toEqual(['open', 'closed'])
  next.channel.close()
})

test('what another window says, or what is no word of the app, is not heard', async () => {
  const opened = bridge()
  const heard: unknown[] = []
  opened.onGo(path => heard.push(path))
  opened.onCommand(what => heard.push(what))
  hear({ pergel: 'go', path: 'customers' }, undefined, {})
  hear('pergel')
  hear(null)
  hear({ other: 'go', path: 'customers' })
  expect(heard).toEqual([])
  hear({ pergel: 'go', path: 'customers' })
  hear({ pergel: 'do', what: 'help' })
  expect(heard).toEqual(['customers', 'help'])
})

test('a port that nobody asked for, or that came too late, is closed', async () => {
  const close = vi.fn()
  const { channel, told } = open()
  channel.close()
  hear({ pergel: 'port' }, { close } as unknown as MessagePort)
  hear({ pergel: 'port' }, { close } as unknown as MessagePort)
  await vi.waitFor(() => expect(close).toHaveBeenCalledTimes(2))
  expect(told).toEqual([])
})
