import { type KeyboardEvent, useState } from 'react'

/**
 * A toolbar as the ARIA pattern has it: Tab stops at it once, at the tool used last; arrows, Home and End go from tool to
 * tool. `leave` is what Esc does.
 */
export function useToolbarKeys(leave: () => void) {
  const [current, setCurrent] = useState(0)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      return leave()
    }
    const tools = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
    const to = steps[event.key]?.(tools.indexOf(event.target as HTMLElement), tools.length)
    if (to === undefined) return
    event.preventDefault()
    tools[to]?.focus()
  }
  return {
    toolbar: { onKeyDown },
    tool: (at: number, isStop: boolean) => ({
      tabIndex: isStop && at === current ? 0 : -1,
      onFocus: () => setCurrent(at),
    }),
  }
}

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
}
