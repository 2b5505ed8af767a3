import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderChanges } from './order.ts'

const placeOf = (position: number | undefined) => position ?? Number.POSITIVE_INFINITY
const named = (...positions: (number | undefined)[]) =>
  positions.map((position, n) => ({ favouriteId: `f${n}`, position }))

test('a favourite goes where it is put, and the others keep their order', () => {
  const one = fc.record({ placed: fc.integer({ min: 0, max: 8 }), loose: fc.integer({ min: 0, max: 5 }) })
  fc.assert(
    fc.property(one, fc.nat(20), fc.nat(20), ({ placed, loose }, a, b) => {
      const count = placed + loose
      if (count === 0) return
      const [from, to] = [a % count, b % count]
      // Gaps are what is left where one was taken away.
      const list = named(...Array.from({ length: count }, (_, n) => (n < placed ? n * 2 : undefined)))
      const written = new Map(orderChanges(list, from, to).map(({ id, set }) => [id, set.position.value as number]))
      const after = list
        .map(old => ({ ...old, position: written.get(old.favouriteId) ?? old.position }))
        .toSorted((x, y) => placeOf(x.position) - placeOf(y.position) || 0)
      const wanted = list.map(({ favouriteId }) => favouriteId)
      wanted.splice(to, 0, ...wanted.splice(from, 1))
      expect(after.map(({ favouriteId }) => favouriteId)).toEqual(wanted)
    }),
  )
})

test('only what moves is written, with what stood there', () => {
  expect(orderChanges(named(0, 1, 2, 3), 0, 1)).toEqual([
    { id: 'f1', set: { position: { base: 1, value: 0 } } },
    { id: 'f0', set: { position: { base: 0, value: 1 } } },
  ])
  expect(orderChanges(named(undefined, undefined, undefined), 1, 0)).toEqual([
    { id: 'f1', set: { position: { value: 0 } } },
    { id: 'f0', set: { position: { value: 1 } } },
  ])
  expect([orderChanges(named(0, 1), 1, 1), orderChanges(named(0, 1), 0, 2), orderChanges([], 0, 0)]).toEqual([
    [],
    [],
    [],
  ])
})
