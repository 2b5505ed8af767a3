import { expect, test, vi } from 'vitest'
import type { HostHandlers } from './host.ts'
import { hostHere, hostOver, serveHost } from './hostLine.ts'

/** Core's and the shell's side, joined by copies as between processes. */
function join(handlers: HostHandlers) {
  const core = hostOver(message => answer(structuredClone(message)))
  const answer = serveHost(handlers, message => core.receive(structuredClone(message)))
  return core
}

test('core asks its shell across processes, with bytes as they are', async () => {
  const { host } = join({ 'keys.protect': ({ value }) => ({ value: value.map(byte => byte + 1) }) })
  const value = new Uint8Array([1, 2, 250])
  expect(await host.ask('keys.protect', { value })).toEqual({ value: new Uint8Array([2, 3, 251]) })
})

test('defaults are filled in where the shell does it', async () => {
  const print = vi.fn(() => ({ pdf: new Uint8Array([37]) }))
  await join({ 'print.pdf': print }).host.ask('print.pdf', { html: '<p>' })
  expect(print).toHaveBeenCalledWith({ html: '<p>', pageSize: 'A4', landscape: false })
})

test.each([
  ['across processes', (handlers: HostHandlers) => join(handlers).host],
  ['in one process', hostHere],
])('what a shell cannot do, does not accept or fails at is an error with a code, %s', async (_name, open) => {
  const host = open({
    'print.pdf': () => {
      throw new Error('a secret of the machine')
    },
  })
  await expect(host.ask('notice.show', { title: 'a', body: 'b' })).rejects.toMatchObject({
    code: 'shell.unavailable',
    params: { what: 'notice.show' },
  })
  await expect(host.ask('notice.show', { title: 'a'.repeat(300), body: '' })).rejects.toMatchObject({
    code: 'input.malformed',
  })
  await expect(host.ask('toString' as never, {} as never)).rejects.toMatchObject({ code: 'input.malformed' })
})

test('the cause of a failure stays where it happened', async () => {
  const { host } = join({
    'print.pdf': () => {
      throw new Error('a secret of the machine')
    },
  })
  const thrown = await host.ask('print.pdf', { html: '' }).catch(error => error)
  expect(thrown).toMatchObject({ code: 'internal' })
  expect(JSON.stringify(thrown.toBody())).not.toContain('secret')
})

test('who follows a value is told the present one and each later one, until it stops', () => {
  const core = hostOver(() => undefined)
  const told: unknown[] = []
  core.receive({ t: 'value', name: 'power', value: { awake: false } })
  const stop = core.host.follow('power', value => told.push(value))
  core.receive({ t: 'value', name: 'power', value: { awake: true } })
  core.receive({ t: 'value', name: 'power', value: { awake: 'maybe' } })
  core.receive({ t: 'value', name: 'toString', value: {} })
  stop()
  core.receive({ t: 'value', name: 'power', value: { awake: false } })
  expect(told).toEqual([{ awake: false }, { awake: true }])
})

test('answers to nothing, and nonsense, change nothing', () => {
  const core = hostOver(() => undefined)
  for (const message of [null, 'x', { t: 'told', id: 9, ok: true, value: 1 }, { t: 'told', id: 'a' }])
    expect(() => core.receive(message)).not.toThrow()
})
