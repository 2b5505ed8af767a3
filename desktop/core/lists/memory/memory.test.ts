import { describe, expect, test } from 'vitest'
import { random } from '../../../../shared/testing/random.ts'
import { trFold } from '../../../../shared/text.ts'
import { inRange, whereText } from '../tests.ts'
import { type BytesColumn, growColumn, makeColumn, type NumberColumn, setBytes, setValue } from './columns.ts'
import { foldBytes } from './foldBytes.ts'
import { copyOfMask, countOfMask, fullMask, giveBack, keepBoth } from './masks.ts'
import { compareBytes, sortByBytes, sortByNumbers } from './radixSort.ts'

const source = random('memory')
const letters = [...'aAbBiıİIşŞğĞçÇöÖüÜâÂîéñßøĐ Z09-_.@\u0301\u0307', 'I\u0307', 'ẞ', '€', '中', '🙂']
const text = (longest: number) => Array.from({ length: source.int(0, longest) }, () => source.pick(letters)).join('')

describe('folding bytes', () => {
  test('gives what folding the text gives', () => {
    for (let i = 0; i < 5_000; i++) {
      const written = text(12)
      expect(Buffer.from(foldBytes(Buffer.from(written))).toString(), JSON.stringify(written)).toBe(trFold(written))
    }
  })
})

describe('sorting slots', () => {
  test('by bytes: in the order of the bytes, equal ones as they stood', () => {
    const column = makeColumn('bytes', 3_000) as BytesColumn
    const texts = Array.from({ length: 3_000 }, () => text(source.pick([0, 1, 2, 8, 40])))
    for (const [slot, value] of texts.entries()) setBytes(column, slot, Buffer.from(value))
    const slots = Int32Array.from(source.shuffle([...texts.keys()]))
    const place = new Map([...slots].map((slot, i) => [slot, i]))
    const bytes = texts.map(value => Buffer.from(value))
    const expected = [...slots].sort(
      (a, b) =>
        Buffer.compare(bytes[a] as Buffer, bytes[b] as Buffer) || (place.get(a) as number) - (place.get(b) as number),
    )
    sortByBytes(slots, column)
    expect([...slots]).toEqual(expected)
    for (let i = 1; i < slots.length; i++)
      expect(compareBytes(column, slots[i - 1] as number, slots[i] as number)).toBeLessThanOrEqual(0)
  })

  test('what is in order stays, and one at the end that is not finds its place', () => {
    const column = makeColumn('bytes', 100) as BytesColumn
    const values = Float64Array.from({ length: 100 }, (_, i) => i >> 1)
    for (const [slot, value] of values.entries()) setBytes(column, slot, Buffer.from(String(value + 100)))
    const inOrder = [...values.keys()]
    for (const sort of [
      (slots: Int32Array) => sortByBytes(slots, column),
      (slots: Int32Array) => sortByNumbers(slots, values),
    ])
      for (const given of [inOrder, [...inOrder.slice(1), 0]]) {
        const slots = Int32Array.from(given)
        sort(slots)
        const first = given === inOrder ? [0, 1] : [1, 0]
        expect([...slots]).toEqual([...first, ...inOrder.slice(2)])
      }
  })

  test('by numbers: negative, zero of both signs, fractions and very large ones', () => {
    const some = [0, -0, 1, -1, 0.1, -0.1, 1e300, -1e300, 2 ** 53 - 1, -(2 ** 53 - 1), 1e-300, Number.POSITIVE_INFINITY]
    const values = Float64Array.from({ length: 2_000 }, () =>
      source.chance(0.5) ? source.pick(some) : source.int(-50, 50),
    )
    const slots = Int32Array.from(values.keys())
    const expected = [...slots].sort((a, b) => (values[a] as number) - (values[b] as number) || a - b)
    sortByNumbers(slots, values)
    expect([...slots]).toEqual(expected)
  })
})

describe('looking inside of values', () => {
  test('finds what each slot holds now: loaded in order, left out, replaced, emptied, or come since', () => {
    for (let round = 0; round < 200; round++) {
      const column = makeColumn('bytes', 30) as BytesColumn
      const texts = Array.from({ length: 30 }, () => '')
      const few = () => Array.from({ length: source.int(0, 4) }, () => source.pick(['a', 'b'])).join('')
      const put = (slot: number) => {
        texts[slot] = few()
        setBytes(column, slot, Buffer.from(texts[slot] ?? ''))
      }
      for (let slot = 0; slot < 25; slot++) if (source.chance(0.8)) put(slot)
      for (let i = source.int(0, 12); i > 0; i--) put(source.int(0, 29))
      const needle = source.pick(['a', 'ab', 'bb', 'aba'])
      const mask = fullMask(30)
      whereText(column, [needle], 'inside')(mask, 30)
      expect([...mask]).toEqual(texts.map(value => (value.includes(needle) ? 1 : 0)))
    }
  })
})

describe('masks', () => {
  test('are combined and counted as byte by byte, whatever their length', () => {
    for (const size of [0, 1, 3, 4, 5, 1_000, 4_999]) {
      const share = source.pick([0, 0.1, 0.5, 1])
      const [a, b] = [0, 1].map(() => Uint8Array.from({ length: size + 3 }, () => (source.chance(share) ? 1 : 0)))
      const mask = copyOfMask(a as Uint8Array, size)
      const other = fullMask(size)
      for (let slot = 0; slot < size; slot++) if (b?.[slot] === 0) other[slot] = 0
      keepBoth(mask, other)
      const expected = [...mask.keys()].map(slot => (a?.[slot] as number) & (b?.[slot] as number))
      expect([...mask]).toEqual(expected)
      expect(countOfMask(mask)).toBe(expected.reduce((sum, one) => sum + one, 0))
    }
  })

  test('are counted right where they are made in the place of longer ones', () => {
    for (const size of [4_997, 4_998, 4_999]) {
      giveBack(fullMask(5_000))
      expect(countOfMask(fullMask(size))).toBe(size)
      giveBack(fullMask(5_000))
      expect(countOfMask(copyOfMask(new Uint8Array(5_000).fill(1), size))).toBe(size)
    }
  })
})

describe('ranges', () => {
  test('find what looking at each value finds, while values come, change and go', () => {
    const column = makeColumn('number', 10) as NumberColumn
    // In about the order of slots, as days of creation are, so that stretches are taken and left as a whole.
    const value = (slot: number) =>
      source.chance(0.002) ? undefined : source.pick([slot, slot, slot + source.int(-300, 300), source.int(0, 9_000)])
    let size = 0
    for (let round = 0; round < 60; round++) {
      const grownTo = size + source.int(0, 300)
      growColumn(column, grownTo)
      while (size < grownTo) setValue(column, size, value(size++))
      for (let i = 0; i < 5; i++)
        setValue(column, source.int(0, Math.max(0, size - 1)), source.pick([undefined, -1, 1e9]))
      const [low, high] = source.pick([
        [source.int(0, 9_000), source.int(0, 9_000)],
        [source.int(0, 9_000), Number.POSITIVE_INFINITY],
        [Number.NEGATIVE_INFINITY, source.int(0, 9_000)],
        [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
      ]) as [number, number]
      for (const inside of [true, false]) {
        const mask = fullMask(size)
        inRange(column, low, high, inside)(mask, size)
        const plainly = [...column.values.subarray(0, size)].map(one => Number((one >= low && one <= high) === inside))
        expect([...mask]).toEqual(plainly)
      }
    }
  })
})
