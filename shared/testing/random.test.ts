import { expect, test } from 'vitest'
import { distinct, random } from './random.ts'

test('a seed gives the same values again, another seed others', () => {
  const draw = (seed: number | string) => Array.from({ length: 20 }, random(seed).next)
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
  expect(draw('1')).toEqual(draw(1))
})

test('a fork does not depend on what was drawn before it', () => {
  const a = random(7)
  const b = random(7)
  b.next()
  expect(a.fork('x').next()).toBe(b.fork('x').next())
  expect(a.fork('x').next()).not.toBe(a.fork('y').next())
})

test('whole numbers cover their range evenly', () => {
  const source = random('even')
  const counts = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < 60_000; i++) {
    const n = source.int(-2, 3)
    counts[n + 2] = (counts[n + 2] ?? 0) + 1
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500)
})

test('weights and chances come out as asked', () => {
  const source = random('weights')
  let yes = 0
  let rare = 0
  for (let i = 0; i < 40_000; i++) {
    if (
      source.weighted([
        ['yes', 3],
        ['no', 1],
        ['never', 0],
      ] as const) === 'yes'
    )
      yes++
    if (source.chance(0.03)) rare++
  }
  expect(Math.abs(yes - 30_000)).toBeLessThan(600)
  expect(Math.abs(rare - 1200)).toBeLessThan(200)
})

test('samples hold different items; shuffling keeps all', () => {
  const source = random(3)
  const items = Array.from({ length: 30 }, (_, i) => i)
  expect(new Set(source.sample(items, 10)).size).toBe(10)
  expect(source.sample([1, 2], 5).sort()).toEqual([1, 2])
  const shuffled = source.shuffle(items)
  expect(shuffled).not.toEqual(items)
  expect(shuffled.sort((a, b) => a - b)).toEqual(items)
  expect(() => source.pick([])).toThrow(RangeError)
})

test('dates and instants stay inside their range, ends included', () => {
  const source = random(5)
  const dates = new Set(Array.from({ length: 200 }, () => source.date('2024-02-28', '2024-03-01')))
  expect([...dates].sort()).toEqual(['2024-02-28', '2024-02-29', '2024-03-01'])
  const instant = source.instant('2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z')
  expect(instant).toMatch(/^2026-01-01T00:00:0[01]\.\d{3}Z$/)
})

test('a distinct maker gives each value once and says when there are no more', () => {
  const source = random(8)
  const next = distinct(() => source.int(1, 50))
  expect(new Set(Array.from({ length: 50 }, next)).size).toBe(50)
  expect(next).toThrow(RangeError)
})
