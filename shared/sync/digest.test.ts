import { expect, test } from 'vitest'
import { random } from '../testing/random.ts'
import { createDigest } from './digest.ts'

type Item = [id: string, epoch: number, number: number]
const digestOf = (items: readonly Item[]) => {
  const digest = createDigest()
  for (const [id, epoch, number] of items) digest.add(id, { epoch, number })
  return digest.result()
}
const chance = random('digest')
const items: Item[] = Array.from({ length: 500 }, (_, i) => [
  `0190a1b2-0000-7000-8000-${String(i).padStart(12, '0')}`,
  1,
  chance.int(1, 1_000_000),
])

test('the order of the records does not matter', () => {
  const expected = digestOf(items)
  for (let i = 0; i < 20; i++) expect(digestOf(chance.shuffle(items))).toEqual(expected)
})

test('a record more, less, twice, of another rev or under another id gives another digest', () => {
  const expected = digestOf(items).digest
  const [first, ...rest] = items as [Item, ...Item[]]
  expect(digestOf(rest).digest).not.toBe(expected)
  expect(digestOf([...items, first]).digest).not.toBe(expected)
  expect(digestOf([...rest, [first[0], 1, first[2] + 1]]).digest).not.toBe(expected)
  expect(digestOf([...rest, [first[0], 2, first[2]]]).digest).not.toBe(expected)
  expect(digestOf([...rest, [first[0].replace('7', '8'), 1, first[2]]]).digest).not.toBe(expected)
})

test('two records that swap their revs give another digest', () => {
  const [a, b, ...rest] = items as [Item, Item, ...Item[]]
  expect(digestOf([[a[0], 1, b[2]], [b[0], 1, a[2]], ...rest]).digest).not.toBe(digestOf(items).digest)
})

test('single records hardly ever share a digest', () => {
  const seen = new Set<string>()
  for (const item of items) for (let n = 0; n < 40; n++) seen.add(digestOf([[item[0], n, item[2] + n]]).digest)
  expect(seen.size).toBe(items.length * 40)
})

test('its form is fixed, since server and desktops of different versions compare it', () => {
  expect(digestOf([])).toEqual({ count: 0, digest: '0'.repeat(32) })
  expect(digestOf(items.slice(0, 2)).digest).toMatch(/^[0-9a-f]{32}$/)
  expect(digestOf([['0190a1b2-0000-7000-8000-000000000000', 1, 42]]).digest).toMatchInlineSnapshot(
    `"601bd139b7d1d14b601bd139b7d1d14b"`,
  )
})
