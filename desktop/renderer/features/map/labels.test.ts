import { expect, test } from 'vitest'
import { provinceCentre } from '../../../../shared/provinceCentres.ts'
import { townsIn } from './labels.ts'

const centre = provinceCentre('34') ?? { latitude: 0, longitude: 0 }
const size = { width: 520, height: 240 }

test('provinces in sight are shown, the nearest first, and those out of sight are not', () => {
  const towns = townsIn({ centre, zoom: 7 }, size, centre)
  expect(towns[0]?.name).toBe('İstanbul')
  expect(towns[0]?.label).toBeDefined()
  const names = towns.map(({ name }) => name)
  expect(names).toContain('Bursa')
  expect(names).not.toContain('Van')
})

test('no name stands over another one, and names end within the picture', () => {
  const towns = townsIn({ centre, zoom: 6 }, size, centre)
  const boxes = towns.flatMap(({ name, label }) => {
    if (!label) return []
    const width = name.length * 6.8
    const left = label.x - { start: 0, middle: width / 2, end: width }[label.anchor]
    return [{ left, right: left + width, top: label.y - 7.5, bottom: label.y + 7.5 }]
  })
  expect(boxes.length).toBeGreaterThan(5)
  for (const [i, a] of boxes.entries()) {
    expect(a.left).toBeGreaterThan(0)
    expect(a.right).toBeLessThan(size.width)
    for (const b of boxes.slice(i + 1))
      expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false)
  }
})
