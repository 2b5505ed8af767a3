import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { checkPort, portFrom } from './port.ts'

test('the port is 4780 unless PERGEL_PORT says otherwise', () => {
  expect(portFrom({})).toBe(4780)
  expect(portFrom({ PERGEL_PORT: '' })).toBe(4780)
  expect(portFrom({ PERGEL_PORT: '5000' })).toBe(5000)
})

test('a wrong PERGEL_PORT is named with its value and what is allowed', () => {
  for (const text of ['abc', '70000', '-1', '80.5', '1e3']) {
    expect(() => portFrom({ PERGEL_PORT: text }), text).toThrow(`PERGEL_PORT is "${text}"; allowed is a number`)
  }
})

test('a taken port says which variable to change', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await expect(checkPort('127.0.0.1', port)).rejects.toThrow(/is taken.*Set PERGEL_PORT to another/)
  await new Promise(done => other.close(done))
  await expect(checkPort('127.0.0.1', port)).resolves.toBeUndefined()
})
