import { describe, expect, it } from 'vitest'
import { heightOf, layoutPages, pageAt, pagesBetween, placeAt } from './pageLayout.ts'
import { fittingZoom, sharpness, zoomStep } from './zoom.ts'

const sizes = [
  { width: 600, height: 800 },
  { width: 800, height: 600 },
  { width: 600, height: 800 },
]

describe('the pages of a PDF', () => {
  it('lie one below the other, as wide as the widest', () => {
    expect(layoutPages(sizes, 0.5)).toEqual({
      tops: [12, 424, 736],
      heights: [400, 300, 400],
      width: 400,
      height: 1148,
    })
    expect(layoutPages([], 1)).toMatchObject({ tops: [], height: 12 })
  })

  it('are found by height; a gap belongs to the page above it', () => {
    const layout = layoutPages(sizes, 0.5)
    expect([0, 12, 423, 424, 735, 736, 9999].map(y => pageAt(layout, y))).toEqual([0, 0, 0, 1, 1, 2, 2])
    expect(pagesBetween(layout, 400, 500)).toEqual([0, 1])
  })

  it('keep what is in the middle of the window there when they get larger', () => {
    const small = layoutPages(sizes, 0.5)
    const large = layoutPages(sizes, 2)
    const place = placeAt(small, 424 + 150)
    expect(place).toEqual({ page: 1, share: 0.5 })
    expect(heightOf(large, place)).toBe((large.tops[1] ?? 0) + 600)
  })
})

describe('the zoom of a PDF', () => {
  it('goes by steps from any size, and ends', () => {
    expect(zoomStep(1, 1)).toBe(1.1)
    expect(zoomStep(1.03, -1)).toBe(1)
    expect(zoomStep(4, 1)).toBe(4)
    expect(zoomStep(0.25, -1)).toBe(0.25)
  })

  it('fits a page into the width, and makes none of it huge', () => {
    expect(fittingZoom(824, 1600)).toBe(0.5)
    expect(fittingZoom(5000, 400)).toBe(1.25)
    expect(fittingZoom(0, 400)).toBe(0.25)
  })

  it('draws as sharp as the screen is, up to what a canvas can hold', () => {
    expect(sharpness(1000, 1400, 2)).toBe(2)
    expect(sharpness(8192, 8192, 2)).toBe(0.5)
  })
})
