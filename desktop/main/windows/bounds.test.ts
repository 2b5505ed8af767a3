import { expect, test } from 'vitest'
import { boundsOnScreen } from './bounds.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const second = { x: 1440, y: 0, width: 1920, height: 1080 }

test('a window comes back where it was, on either screen', () => {
  const left = { x: 100, y: 100, width: 1200, height: 700 }
  const right = { x: 1600, y: 40, width: 1200, height: 900 }
  expect(boundsOnScreen(left, [laptop, second])).toEqual(left)
  expect(boundsOnScreen(right, [laptop, second])).toEqual(right)
})

test('a window of a screen that is gone goes where new ones go', () => {
  expect(boundsOnScreen({ x: 1600, y: 40, width: 1200, height: 900 }, [laptop])).toBeUndefined()
  expect(boundsOnScreen({ x: 1400, y: 100, width: 1200, height: 700 }, [laptop])).toBeUndefined()
})

test('a window whose bar cannot be reached counts as lost', () => {
  expect(boundsOnScreen({ x: 100, y: -300, width: 1200, height: 700 }, [laptop])).toBeUndefined()
  expect(boundsOnScreen({ x: 100, y: 890, width: 1200, height: 700 }, [laptop])).toBeUndefined()
})

test('a window is never larger than its screen', () => {
  expect(boundsOnScreen({ x: 0, y: 25, width: 3000, height: 2000 }, [laptop])).toEqual(laptop)
})
