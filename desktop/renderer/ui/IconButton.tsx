import { useMergedRef } from '@mantine/hooks'
import type { Icon } from '@tabler/icons-react'
import { type ComponentPropsWithRef, type CSSProperties, useRef } from 'react'
import styles from './IconButton.module.css'
import { useHint } from './useHint.tsx'

type Props = Omit<ComponentPropsWithRef<'button'>, 'children' | 'type'> & {
  label: string
  /** Undefined: not drawn yet, since nobody can see it. */
  icon: Icon | undefined
  /** Its shortcut, shown in the tooltip. */
  keys?: string | undefined
  /** Of the button and of what is drawn in it, in pixels. */
  size?: number
  iconSize?: number
  variant?: 'subtle' | 'light' | 'default'
  color?: 'gray' | 'teal'
}

/**
 * An icon that says what it does: tooltip for eyes, label for readers. A plain element, since a record has some forty:
 * Mantine's takes four components for each, and they took a tenth of what it takes to open a record.
 */
export function IconButton({ label, icon: Glyph, keys, ref, ...props }: Props) {
  const { size = 28, iconSize = 18, variant = 'subtle', color = 'gray', className = '', style, ...rest } = props
  const button = useRef<HTMLButtonElement>(null)
  const hint = useHint(button, keys ? `${label} (${keys})` : label)
  return (
    <>
      <button
        type="button"
        aria-label={label}
        className={`${styles.button} ${className}`}
        data-variant={variant}
        data-color={color}
        style={size === 28 ? style : ({ '--size': `${size / 16}rem`, ...style } as CSSProperties)}
        {...hint.eventsWith(rest)}
        ref={useMergedRef(button, ref)}
      >
        {Glyph && <Glyph size={iconSize} stroke={1.5} aria-hidden />}
      </button>
      {hint.tooltip}
    </>
  )
}
