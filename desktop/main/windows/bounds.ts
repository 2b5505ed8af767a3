export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

/** As much of a window's upper edge must lie on a screen, to be seen and dragged. */
const grip = { width: 120, height: 40 }

/**
 * Where a window was, if that can still be seen on one of the screens (work areas), not larger than that screen;
 * undefined where the screen it stood on is gone.
 */
export function boundsOnScreen(wanted: Rectangle, screens: readonly Rectangle[]): Rectangle | undefined {
  const screen = screens.find(area => {
    const left = Math.max(wanted.x, area.x)
    const right = Math.min(wanted.x + wanted.width, area.x + area.width)
    const isTopThere = wanted.y >= area.y && wanted.y + grip.height <= area.y + area.height
    return isTopThere && right - left >= grip.width
  })
  if (!screen) return undefined
  const width = Math.min(wanted.width, screen.width)
  const height = Math.min(wanted.height, screen.height)
  return { x: wanted.x, y: wanted.y, width, height }
}
