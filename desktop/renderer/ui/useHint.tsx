import { Tooltip } from '@mantine/core'
import {
  type FocusEvent,
  type HTMLAttributes,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'

/** How long the mouse rests before the tooltip shows, as with every other one (theme.ts). */
const openDelay = 350

type Events<E> = Pick<HTMLAttributes<E>, 'onMouseEnter' | 'onMouseLeave' | 'onFocus' | 'onBlur'>

interface Hint<E> {
  /** These props, with what opens and closes the tooltip. */
  eventsWith<P extends Events<E>>(props: P): P
  tooltip: ReactNode
}

/**
 * A tooltip that is there from the first time that its element is pointed at or has the focus of the keyboard. Screens are
 * full of buttons, and what stands ready to lay a tooltip beside one costs several times what the button does.
 */
export function useHint<E extends HTMLElement>(target: RefObject<E | null>, label: string): Hint<E> {
  const [opened, setOpened] = useState<boolean>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (!opened) return
    const close = ({ key }: KeyboardEvent) => key === 'Escape' && setOpened(false)
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [opened])
  const close = () => {
    clearTimeout(timer.current)
    setOpened(old => old && false)
  }
  return {
    eventsWith: props => ({
      ...props,
      onMouseEnter: event => {
        props.onMouseEnter?.(event)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => setOpened(true), openDelay)
      },
      onMouseLeave: event => {
        props.onMouseLeave?.(event)
        close()
      },
      onFocus: (event: FocusEvent<E>) => {
        props.onFocus?.(event)
        if (event.currentTarget.matches(':focus-visible')) setOpened(true)
      },
      onBlur: event => {
        props.onBlur?.(event)
        close()
      },
    }),
    tooltip: opened === undefined ? null : <Tooltip target={target} label={label} opened={opened} />,
  }
}
