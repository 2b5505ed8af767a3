import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './PressButtons.module.css'

interface ButtonProps {
  isPressed: boolean
  onPress: () => void
  children: ReactNode
  icon?: Icon
  /** The colour of a choice, shown while it is pressed. */
  color?: string | undefined
  /** For what narrows a list rather than says something. */
  isQuiet?: boolean
}

/** A few short choices beside each other, each pressed and let go by itself. */
export function PressButtons({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className={styles.group} aria-label={label}>
      {children}
    </fieldset>
  )
}

export function PressButton({ isPressed, onPress, children, icon: Glyph, color, isQuiet }: ButtonProps) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-pressed={isPressed}
      data-color={color}
      data-quiet={isQuiet || undefined}
      onClick={onPress}
    >
      {Glyph && <Glyph size={15} stroke={1.5} aria-hidden />}
      {children}
    </button>
  )
}
