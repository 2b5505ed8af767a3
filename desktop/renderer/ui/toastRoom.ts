import { notificationsStore } from '@mantine/notifications'
import { useEffect } from 'react'
import { type Place, toastPlaceAside, toastPlaceOf } from './toastPlace.ts'

/** Where toasts stand (toast.module.css): beside the rail, above the bars at the window's bottom, on nothing that is used. */
const root = () => document.documentElement.style

const bars = new Set<Element>()
let watched: ResizeObserver | undefined

/** For the `ref` of a bar at the window's bottom: what stands in it is needed while a toast is told. */
export function staysBelowToasts(bar: Element | null): (() => void) | undefined {
  if (!bar) return undefined
  watched ??= new ResizeObserver(measure)
  bars.add(bar)
  watched.observe(bar)
  return () => {
    bars.delete(bar)
    watched?.unobserve(bar)
    measure()
  }
}

function measure(): void {
  // Their heights, not their places: while a list loads its bar stands higher. A hidden one has none.
  const heights = [...bars].map(bar => bar.getBoundingClientRect().height)
  root().setProperty('--bottom-bars', `${Math.max(0, ...heights)}px`)
}

/** The rail is needed too; its width in px. */
export function useToastsBeside(rail: number): void {
  useEffect(() => {
    root().setProperty('--beside-rail', `${rail}px`)
    return () => {
      root().removeProperty('--beside-rail')
    }
  }, [rail])
}

/** While there are toasts, a dialog may open under them, or the keyboard come to stand there; ms. */
const lookEvery = 150
/** As wide as toasts are where there is room, in px. */
const usualWidth = 440
const typedIn = 'input, textarea, [contenteditable="true"]'
const usables = 'a[href], button, input, select, textarea, [role=tab], [role=option], [contenteditable="true"]'
/** Forms that stand among what is read are marked; somebody has opened them to use them. */
const inForms = `[data-form] :is(${usables})`

/** Keeps toasts off what a dialog or an open form is used by, and off what is being typed in. Answers how to stop it. */
export function keepToastsAside(): () => void {
  let timer: ReturnType<typeof setInterval> | undefined
  const follow = () => {
    const areThere = notificationsStore.getState().notifications.length > 0
    if (areThere && timer === undefined) {
      place()
      timer = setInterval(place, lookEvery)
    } else if (!areThere && timer !== undefined) {
      clearInterval(timer)
      timer = undefined
    }
  }
  const stop = notificationsStore.subscribe(follow)
  return () => {
    stop()
    clearInterval(timer)
  }
}

function place(): void {
  const to = freePlace()
  for (const name of ['left', 'bottom', 'width'] as const) {
    if (to) root().setProperty(`--toast-${name}`, `${to[name]}px`)
    else root().removeProperty(`--toast-${name}`)
  }
}

function freePlace(): Place | undefined {
  const size = { width: window.innerWidth, height: window.innerHeight }
  const toasts = [...document.querySelectorAll('[data-toast]')].map(one => one.getBoundingClientRect())
  const height = Math.max(
    56,
    toasts.reduce((sum, { height: own }) => sum + own + 8, 0),
  )
  const dialog = [...document.querySelectorAll('[role=dialog][aria-modal=true]')].at(-1)
  if (dialog)
    return toastPlaceOf({
      window: size,
      dialog: dialog.getBoundingClientRect(),
      controls: [...dialog.querySelectorAll(usables)].map(one => one.getBoundingClientRect()),
      toast: { width: usualWidth, height },
    })
  const active = document.activeElement
  const used = [...document.querySelectorAll(inForms), ...(active?.matches(typedIn) ? [active] : [])]
  if (used.length === 0) return undefined
  const px = (name: string) => Number.parseFloat(root().getPropertyValue(name)) || 0
  const [left, bottom] = [px('--beside-rail') + 16, size.height - px('--bottom-bars') - 16]
  const width = Math.min(usualWidth, size.width - left - 16)
  const usual = { left, right: left + width, top: bottom - height, bottom }
  return toastPlaceAside({ window: size, usual, used: used.map(one => one.getBoundingClientRect()) })
}
