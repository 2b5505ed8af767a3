import { expect, test } from 'vitest'
import { atScreen, metresPerPixel, onScreen, scaleOf, tilesOf, toPixel, toPoint, worldSize } from './projection.ts'

const ankara = { latitude: 39.91987, longitude: 32.85427 }

test('the middle of the world is the middle of its picture, and north is up', () => {
  expect(toPixel({ latitude: 0, longitude: 0 }, 0)).toEqual({ x: 128, y: 128 })
  expect(toPixel(ankara, 5).y).toBeLessThan(worldSize(5) / 2)
  expect(toPixel({ latitude: 90, longitude: 180 }, 0).y).toBeCloseTo(0, 1)
})

test('a place is on the picture that every map server has it on', () => {
  // By the formula of slippy map tile names: Ankara at zoom 10.
  const { x, y } = toPixel(ankara, 10)
  expect([Math.floor(x / 256), Math.floor(y / 256)]).toEqual([605, 387])
})

test('a pixel is the place that it was made of', () => {
  for (const zoom of [0, 7, 18]) {
    const back = toPoint(toPixel(ankara, zoom), zoom)
    expect(back.latitude).toBeCloseTo(ankara.latitude, 5)
    expect(back.longitude).toBeCloseTo(ankara.longitude, 5)
  }
  // East of the last meridian begins the west.
  expect(toPoint({ x: worldSize(3) + 8, y: 1024 }, 3).longitude).toBeLessThan(-170)
})

test('what is put at a place of the screen stands there', () => {
  const [view, size] = [
    { centre: ankara, zoom: 7 },
    { width: 500, height: 240 },
  ]
  expect(onScreen(ankara, view, size)).toEqual({ x: 250, y: 120 })
  const corner = atScreen({ x: 12, y: 200 }, view, size)
  expect(corner.longitude).toBeLessThan(ankara.longitude)
  expect(corner.latitude).toBeLessThan(ankara.latitude)
  const { x, y } = onScreen(corner, view, size)
  expect([Math.round(x), Math.round(y)]).toEqual([12, 200])
})

test('pictures cover the whole screen, go round the world, and end above and below it', () => {
  const size = { width: 500, height: 240 }
  const tiles = tilesOf({ centre: ankara, zoom: 7 }, size)
  expect(Math.min(...tiles.map(({ left }) => left))).toBeLessThanOrEqual(0)
  expect(Math.max(...tiles.map(({ left }) => left + 256))).toBeGreaterThanOrEqual(size.width)
  expect(Math.max(...tiles.map(({ top }) => top + 256))).toBeGreaterThanOrEqual(size.height)
  const round = tilesOf({ centre: { latitude: 0, longitude: 179.9 }, zoom: 3 }, size)
  expect(new Set(round.map(({ x }) => x))).toEqual(new Set([7, 0]))
  for (const { y } of tilesOf({ centre: { latitude: 84, longitude: 0 }, zoom: 1 }, size)) expect([0, 1]).toContain(y)
})

test('the scale is a round distance that fits', () => {
  // 40 million metres around the equator, over the pictures' pixels.
  expect(metresPerPixel(0, 0)).toBeCloseTo(156_543, 0)
  expect(metresPerPixel(60, 0)).toBeCloseTo(78_271.5, 0)
  expect(scaleOf(950, 120)).toEqual({ metres: 100_000, width: 100_000 / 950 })
  expect(scaleOf(0.5, 100).metres).toBe(50)
  expect(scaleOf(1, 100)).toEqual({ metres: 100, width: 100 })
})
