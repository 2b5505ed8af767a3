import { expect, test } from 'vitest'
import { askedGroups, sameGroup } from './recoveryGroups.ts'

test('two different groups are asked for, whatever chance says', () => {
  for (const a of [0, 0.3, 0.6, 0.999])
    for (const b of [0, 0.5, 0.999]) {
      const chances = [a, b]
      const [first, second] = askedGroups(5, () => chances.shift() ?? 0)
      expect(first).toBeGreaterThanOrEqual(0)
      expect(first).toBeLessThan(second)
      expect(second).toBeLessThan(5)
    }
})

test('a group may be typed in small letters and with letters that look like figures', () => {
  expect(sameGroup(' k7q2m ', 'K7Q2M')).toBe(true)
  expect(sameGroup('OWZ3F', '0WZ3F')).toBe(true)
  expect(sameGroup('ıwz3f', '1WZ3F')).toBe(true)
  expect(sameGroup('K7Q2N', 'K7Q2M')).toBe(false)
})
