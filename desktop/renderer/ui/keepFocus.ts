/**
 * The keyboard goes on where it was: what has the focus may be taken away by what it does (saved, closed, undone, moved
 * elsewhere), and a browser then gives the focus to nobody. It is given back to the same thing, where that still is or
 * is drawn anew (`data-focus-key`), else to what stands in its place; from a part that closes (a dialog, a menu, what is
 * marked `data-visit`) to where one came from. Only once nobody else has taken the focus. Answers how to stop it.
 */
export function keepFocus(): () => void {
  /** Where the focus is, in front of it where it came from, each in another part of the window. */
  let stays: Stay[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const observer = new MutationObserver(records => {
    const stay = stays.at(-1)
    if (!stay) return
    for (const { target, removedNodes, previousSibling, nextSibling } of records)
      for (const removed of removedNodes)
        if (stay.path.includes(removed)) stay.holes.set(target, [previousSibling, nextSibling])
    if (stay.holes.size > 0 || records.some(({ type }) => type === 'attributes')) look(0)
  })
  /** Whoever closes something may know better where the focus belongs, and what has moved may not be drawn yet. */
  const look = (tried: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const stay = stays.at(-1)
      if (!stay || !isNowhere()) return
      const waits = tried < triesFor(stay.element)
      const target = sameAs(stay.element) ?? (waits ? undefined : nextPlace(stays))
      if (target) target.focus({ preventScroll: true })
      else if (waits) look(tried + 1)
    }, patience)
  }
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return
    clearTimeout(timer)
    const part = partOf(target)
    const known = stays.findIndex(stay => stay.part === part)
    stays = [...(known < 0 ? stays : stays.slice(0, known)), stayAt(target, part)].slice(-most)
    observer.disconnect()
    observer.observe(target, { attributes: true, attributeFilter: ['disabled'] })
    for (let above = target.parentNode; above; above = above.parentNode) observer.observe(above, { childList: true })
  }
  /** A click beside everything leaves what had the focus; it is still there and can have it. */
  const onBlur = ({ target }: FocusEvent) =>
    setTimeout(() => {
      const stay = stays.at(-1)
      if (stay?.element !== target || !isNowhere() || !document.hasFocus()) return
      if (stay.holes.size === 0 && isFocusable(stay.element)) stays = []
    })
  document.addEventListener('focusin', onFocus)
  document.addEventListener('focusout', onBlur)
  return () => {
    clearTimeout(timer)
    observer.disconnect()
    document.removeEventListener('focusin', onFocus)
    document.removeEventListener('focusout', onBlur)
  }
}

/** One place of the focus. */
interface Stay {
  element: HTMLElement
  part: Element
  /** From the element up to the body. */
  path: Node[]
  /** Of parents that lost a part of the path: what stood before and behind it. */
  holes: Map<Node, [Node | null, Node | null]>
  /** The screen it was on. */
  hash: string
  /** The frame's content then; signing in, or another account, brings another. */
  main: Element | null
}

/** Milliseconds, longer than dialogs take to give the focus back themselves. */
const patience = 40
/** So often a control that works, and is disabled meanwhile, is waited for, and what may be drawn anew elsewhere. */
const tries = { disabled: 100, moved: 15 }
/** Parts within parts; deeper ones are forgotten. */
const most = 8

const closing = '[role=dialog], [role=menu], [data-visit]'
const parts = `${closing}, [data-mantine-shared-portal-node] > *, body > *`
const focusables =
  'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"]), [contenteditable="true"]'

const partOf = (element: Element): Element => element.closest(parts) ?? document.body
const isNowhere = () => document.activeElement === null || document.activeElement === document.body
const triesFor = (element: HTMLElement): number =>
  element.isConnected && element.matches(':disabled') ? tries.disabled : keyOf(element) === undefined ? 0 : tries.moved
const mainOf = () => document.getElementById('main')
const screenOf = (hash: string) => hash.split(/[/?]/)[1]
const keyOf = (element: Element): string | undefined =>
  element.closest<HTMLElement>('[data-focus-key]')?.dataset['focusKey']

function stayAt(element: HTMLElement, part: Element): Stay {
  const path: Node[] = []
  for (let node: Node | null = element; node && node !== document.body; node = node.parentNode) path.push(node)
  return { element, part, path, holes: new Map(), hash: window.location.hash, main: mainOf() }
}

/** The element itself, or what shows the same thing now. */
function sameAs(element: HTMLElement): HTMLElement | undefined {
  if (isFocusable(element)) return element
  const key = keyOf(element)
  if (key === undefined || element.isConnected) return undefined
  const again = document.querySelector<HTMLElement>(`[data-focus-key="${CSS.escape(key)}"]`)
  return again && isFocusable(again) ? again : undefined
}

/** What stands where the focus was, or where it was before that; where another has come the open record, or the screen. */
function nextPlace(stays: readonly Stay[]): HTMLElement | undefined {
  const now = window.location.hash
  const main = mainOf()
  for (const stay of stays.toReversed()) {
    if (screenOf(stay.hash) !== screenOf(now) || stay.main !== main) continue
    const same = sameAs(stay.element)
    if (same) return same
    if (!stay.part.isConnected || (stay.hash !== now && !stay.part.matches(closing))) continue
    const near = nearest(stay)
    if (near) return near
  }
  return document.getElementById('record') ?? main ?? undefined
}

/** The next thing behind the hole, else the one before it, within as little around it as possible. */
function nearest({ path, holes, part }: Stay): HTMLElement | undefined {
  for (const around of path.slice(1)) {
    if (!around.isConnected || !(around instanceof Element)) continue
    const found = [...around.querySelectorAll<HTMLElement>(focusables)].filter(isEntrance)
    const next = found.find(isBehind(path, holes, around)) ?? found.at(-1)
    if (next) return next
    if (around === part) return undefined
  }
  return undefined
}

/** Does something stand where the path went on from here, or behind that? */
function isBehind(path: Node[], holes: Stay['holes'], around: Element): (one: Node) => boolean {
  const within = path[path.indexOf(around) - 1]
  if (within?.isConnected) return one => relation(within, one) === behind
  const [before, after] = holes.get(around) ?? []
  if (before?.isConnected) return one => relation(before, one) === behind
  if (before !== null && after?.isConnected) return one => one === after || relation(after, one) !== 0
  return () => true
}

const behind = Node.DOCUMENT_POSITION_FOLLOWING
/** `behind` for what stands behind a node and not in it, more for what stands in it, 0 for what stands before it. */
const relation = (node: Node, one: Node): number =>
  node.compareDocumentPosition(one) & (behind | Node.DOCUMENT_POSITION_CONTAINED_BY)

const isFocusable = (element: HTMLElement): boolean =>
  element.isConnected && !element.matches(':disabled, [inert] *') && element.checkVisibility()

/** Where the focus may come to without being asked for: nothing opens by it. */
const isEntrance = (element: HTMLElement): boolean =>
  isFocusable(element) && element.tabIndex >= 0 && !element.matches('input[aria-haspopup], [role=combobox]')
