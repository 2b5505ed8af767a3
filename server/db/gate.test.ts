import { expect, test } from 'vitest'
import { createGate } from './gate.ts'

const held = () => Promise.withResolvers<string>()

test('what finds no place waits its turn, and is refused unbegun when that takes too long', async () => {
  const gate = createGate({ places: 1, patience: 50 })
  const [first, second] = [held(), held()]
  let hasBegun = false
  const one = gate.pass(() => first.promise)
  const late = gate.pass(async () => {
    hasBegun = true
  })
  await expect(late).rejects.toMatchObject({ code: 'server.unavailable', params: { reason: 'databaseBusy' } })
  const two = gate.pass(() => second.promise)
  expect(gate.waiting).toBe(1)
  first.resolve('a')
  second.resolve('b')
  expect([await one, await two]).toEqual(['a', 'b'])
  expect(hasBegun).toBe(false)
  await expect(gate.pass(() => Promise.reject(new Error('its own')))).rejects.toThrow('its own')
  expect(await gate.pass(async () => 'free again')).toBe('free again')
})
