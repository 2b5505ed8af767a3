// Runs in the page before its own scripts: the clock beside the person. No types here: it knows the DOM, the build does not.

const grid = () => document.querySelector('[data-grid]')

/** Rows within the grid's window, group headers among them, top to bottom. */
function rowsInSight() {
  const element = grid()
  if (!element) return []
  const box = element.getBoundingClientRect()
  return [...element.querySelectorAll('[role=row][id]')]
    .map(row => ({ row, top: row.getBoundingClientRect().top }))
    .filter(({ top }) => top >= box.top && top < box.bottom)
    .sort((a, b) => a.top - b.top)
    .map(({ row }) => row)
}
/** A row on its way has no box to choose it by; a group's header has its name. */
const isHere = row => row.querySelector('input[type=checkbox], [aria-expanded]') !== null
const isWhole = () => {
  const rows = rowsInSight()
  return rows.length > 0 && rows.every(isHere)
}
/** What the list says: how many records it has, and the rows in sight. */
const textOf = () => [grid()?.getAttribute('aria-rowcount'), ...rowsInSight().map(row => row.textContent)]

/** When the page is told of the next picture, after it has been made. */
const nextPicture = () =>
  new Promise(resolve => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve()
      port2.postMessage(0)
    })
  })

const bench = {
  grid,
  isWhole,
  rowsInSight,
  /** Milliseconds from `act` to the picture in which `isShown(before)`, and all rows in sight are whole. */
  async asked(act, isShown = () => true) {
    // In a task of the page's own, not in the one of whoever drives it.
    await nextPicture()
    const before = textOf()
    const from = performance.now()
    act()
    for (;;) {
      await nextPicture()
      if (isWhole() && isShown(before)) return performance.now() - from
      if (performance.now() - from > 15_000) throw new Error(`nothing new is shown: ${textOf().slice(0, 3)}`)
    }
  },
  /** Milliseconds from the list's own scroll event, with which it asks for rows, until all in sight stand there. */
  async drawn(act) {
    await nextPicture()
    let from
    grid().addEventListener('scroll', () => (from = performance.now()), { once: true, capture: true })
    const standing = Promise.withResolvers()
    const observer = new MutationObserver(() => {
      if (from !== undefined && isWhole()) standing.resolve(performance.now() - from)
    })
    observer.observe(grid(), { childList: true, subtree: true })
    act()
    const ms = await standing.promise
    observer.disconnect()
    return ms
  },
  /** Other rows than before. */
  others: before => textOf().join() !== before.join(),
  /** Goes to this share of the list, as by the scrollbar. */
  to(share) {
    grid().scrollTop = Math.floor(share * (grid().scrollHeight - grid().clientHeight))
  },
  async dragged(steps) {
    for (let i = 0; i <= steps; i++) {
      bench.to(i / steps)
      await nextPicture()
    }
    for (let i = steps; i >= 0; i--) {
      bench.to(i / steps)
      await nextPicture()
    }
  },
  /** Puts words into the list's search, as typing does. */
  typed(words) {
    const input = document.querySelector('search input')
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, words)
    input.dispatchEvent(new Event('input', { bubbles: true }))
  },
  /** What a spreadsheet puts on the clipboard, where the keyboard is. */
  pasted(text) {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement.dispatchEvent(event)
  },
}
globalThis.bench = bench
