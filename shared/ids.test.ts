import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { derivedId, isUuid, uuidTime, uuidv7, uuidv7Maker } from './ids.ts'
import { sha256 } from './sha256.ts'

const zeros = { fill: (bytes: Uint8Array) => void bytes.fill(0) }

test('ids are version 7 UUIDs that carry their time', () => {
  const before = Date.now()
  const id = uuidv7()
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(uuidTime(id)).toBeGreaterThanOrEqual(before)
  expect(uuidTime(id)).toBeLessThanOrEqual(Date.now() + 1)
  expect(uuidTime('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')).toBe(Date.parse('2022-02-22T19:22:22Z'))
  expect(uuidTime(derivedId('tag', 'a'))).toBe(null)
})

test('ids of one maker only grow and differ, in bursts and when the clock goes back', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 300 }), ticks => {
      let i = 0
      const next = uuidv7Maker({ now: () => 1_700_000_000_000 + (ticks[i++] ?? 0), ...zeros })
      const ids = ticks.map(next)
      expect(ids).toEqual([...new Set(ids)].sort())
    }),
  )
  const frozen = uuidv7Maker({ now: () => 5, ...zeros })
  const burst = Array.from({ length: 10_000 }, frozen)
  expect(burst).toEqual([...new Set(burst)].sort())
})

test('a chosen clock and chance give the same ids again', () => {
  const next = uuidv7Maker({ now: () => Date.parse('2026-11-21T18:00:00Z'), ...zeros })
  expect([next(), next()]).toEqual(['01a1ff43-dd00-7000-8000-000000000000', '01a1ff43-dd00-7001-8000-000000000000'])
})

test('a name has one id per namespace, however it is spelt', () => {
  const id = derivedId('tag', 'Önemli Müşteri')
  expect(isUuid(id)).toBe(true)
  expect(derivedId('tag', ' onemli  MÜŞTERİ ')).toBe(id)
  expect(derivedId('category', 'Önemli Müşteri')).not.toBe(id)
  expect(derivedId('tag', 'Önemli Müşteriler')).not.toBe(id)
  expect(derivedId('a', 'b c')).not.toBe(derivedId('a b', 'c'))
  expect(id[14]).toBe('8')
})

test('ids derived from names never change between versions', () => {
  expect(derivedId('tag', 'Önemli')).toBe('8efc28d6-06f0-82f4-8a6b-0ac446aefcc1')
})

test('the digest is SHA-256', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), data => {
      expect(Buffer.from(sha256(data)).toString('hex')).toBe(createHash('sha256').update(data).digest('hex'))
    }),
  )
})
