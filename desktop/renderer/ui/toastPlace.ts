export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}
interface Room {
  window: { width: number; height: number }
  /** What stands in the way and is being used: the dialog that is open, and what can be pressed or typed in of it. */
  dialog: Box
  controls: readonly Box[]
  /** As wide and high as the toasts want to be. */
  toast: { width: number; height: number }
}
export interface Place {
  left: number
  bottom: number
  width: number
}

const gap = 16
/** A toast can still be read. */
const narrowest = 240
const step = 8

/** Where toasts stand while a dialog is open: beside, below or above it, else on it where they cover nothing one uses. */
export function toastPlaceOf({ window, dialog, controls, toast }: Room): Place {
  const beside = dialog.left - 2 * gap
  if (beside >= narrowest) return { left: gap, bottom: gap, width: Math.min(toast.width, beside) }
  const width = Math.min(toast.width, window.width - 2 * gap)
  const centre = (window.width - width) / 2
  const needed = toast.height + 2 * gap
  if (window.height - dialog.bottom >= needed) return { left: centre, bottom: gap, width }
  if (dialog.top >= needed) return { left: centre, bottom: window.height - dialog.top + gap, width }
  const lefts = [dialog.left + gap, centre, dialog.right - gap - width].filter(left => left >= 0)
  for (let bottom = window.height - gap; bottom - toast.height >= gap; bottom -= step)
    for (const left of lefts) {
      const box = { left, right: left + width, top: bottom - toast.height, bottom }
      if (!controls.some(control => overlap(control, box))) return { left, bottom: window.height - bottom, width }
    }
  return { left: centre, bottom: window.height - gap - toast.height, width }
}

/**
 * Where toasts stand that would lie on what is being used: at the other side of the window, else as low as they cover
 * nothing of it. Undefined: their usual place will do, or no other does better.
 */
export function toastPlaceAside({
  window,
  usual,
  used,
}: Pick<Room, 'window'> & { usual: Box; used: readonly Box[] }): Place | undefined {
  const isFree = (box: Box) => !used.some(one => overlap(box, one))
  if (isFree(usual)) return undefined
  const width = usual.right - usual.left
  const height = usual.bottom - usual.top
  const lefts = [usual.left, window.width - gap - width]
  for (let bottom = usual.bottom; bottom - height >= gap; bottom -= step)
    for (const left of lefts)
      if (isFree({ left, right: left + width, top: bottom - height, bottom }))
        return { left, bottom: window.height - bottom, width }
  return undefined
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right + step && b.left < a.right + step && a.top < b.bottom + step && b.top < a.bottom + step
