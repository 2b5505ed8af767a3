import { pageGap } from './pageLayout.ts'

/** 1 is the size on paper. */
const steps = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4]
export const smallest = 0.25
export const largest = 4
/** A page is not made larger than this only because there is room. */
const largestFit = 1.25
/** Beyond this a canvas is not drawn by every graphics card, and takes 64 MB. */
const mostPixels = 16_777_216

export const clampZoom = (scale: number): number => Math.min(largest, Math.max(smallest, scale))

/** The next step up or down from any size; the same where there is none. */
export function zoomStep(scale: number, direction: 1 | -1): number {
  const near = 0.01
  const next = direction > 0 ? steps.find(step => step > scale + near) : steps.findLast(step => step < scale - near)
  return next ?? clampZoom(scale)
}

/** As wide as there is room. */
export const fittingZoom = (room: number, pageWidth: number): number =>
  pageWidth > 0 ? Math.min(largestFit, clampZoom((room - 2 * pageGap) / pageWidth)) : 1

/** Pixels of a canvas for one CSS pixel: as many as the screen has, as long as the page is not too large for it. */
export const sharpness = (width: number, height: number, pixelRatio: number): number =>
  Math.min(pixelRatio, Math.sqrt(mostPixels / Math.max(1, width * height)))
