import { expect, test } from 'vitest'
import { type Point, provinceCentre } from './provinceCentres.ts'
import { provinces } from './provinces.ts'

const near = (a: Point, b: Point) =>
  Math.hypot((a.latitude - b.latitude) * 111.2, (a.longitude - b.longitude) * 111.2 * Math.cos((39 * Math.PI) / 180))
const centre = (code: string): Point => {
  const point = provinceCentre(code)
  if (!point) throw new Error(code)
  return point
}

test('each of the 81 provinces has a centre within Turkey, and no two share one', () => {
  for (const { code, name } of provinces) {
    const { latitude, longitude } = centre(code)
    expect(latitude, name).toBeGreaterThan(35.8)
    expect(latitude, name).toBeLessThan(42.2)
    expect(longitude, name).toBeGreaterThan(25.6)
    expect(longitude, name).toBeLessThan(44.9)
  }
  const all = provinces.map(({ code }) => centre(code))
  for (const [i, one] of all.entries())
    for (const other of all.slice(i + 1)) expect(near(one, other)).toBeGreaterThan(15)
  expect(provinceCentre('82')).toBe(undefined)
})

test('a centre lies among those of its region', () => {
  for (const { code, name, region } of provinces) {
    const same = provinces.filter(other => other.region === region && other.code !== code)
    const distances = same.map(other => near(centre(code), centre(other.code)))
    expect(Math.min(...distances), name).toBeLessThan(210)
  }
})

test.each([
  // Provinces whose seat bears another name, or that the source spells otherwise.
  ['18', '06', 115],
  ['29', '61', 70],
  ['31', '80', 105],
  ['41', '54', 45],
  ['54', '81', 70],
  ['16', '77', 60],
])('the centre of %s is near the one of %s', (code, other, km) => {
  expect(near(centre(code), centre(other))).toBeLessThan(km)
})
