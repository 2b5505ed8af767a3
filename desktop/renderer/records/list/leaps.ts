/** Milliseconds after a leap in which the next one may come, and the rows of its place are drawn. */
const leapMs = 300

/**
 * Marks a table while it is scrolled from place to place and stands at its left edge. What stays there by itself need
 * not meanwhile: each such cell would be a layer of its own, which the browser has to fill for every picture.
 */
export function createLeaps(element: Pick<HTMLElement, 'scrollLeft' | 'toggleAttribute'>): {
  /** `isFar`: nothing of what was on screen is left there. */
  scrolled(isFar: boolean): void
  end(): void
} {
  let timer: ReturnType<typeof setTimeout> | undefined
  const mark = (isLeaping: boolean) => element.toggleAttribute('data-leaping', isLeaping)
  const end = () => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    mark(false)
  }
  return {
    scrolled(isFar) {
      if (element.scrollLeft > 0) return end()
      if (!isFar) return
      if (timer === undefined) mark(true)
      clearTimeout(timer)
      timer = setTimeout(end, leapMs)
    },
    end,
  }
}
