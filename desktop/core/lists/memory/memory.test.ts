import { describe, expect, test } from 'vitest'
import { random } from '../../../../shared/testing/random.ts'
import { trFold } from '../../../../shared/text.ts'
import { type BytesColumn, makeColumn, setBytes } from './columns.ts'
import { foldBytes } from './foldBytes.ts'
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
