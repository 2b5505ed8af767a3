import { ActionIcon, type ActionIconProps } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import type { Icon } from '@tabler/icons-react'
import { type ComponentPropsWithRef, useRef } from 'react'
import { useHint } from './useHint.tsx'

type Props = Omit<ActionIconProps, 'children'> &
  Omit<ComponentPropsWithRef<'button'>, keyof ActionIconProps> & { label: string; icon: Icon; keys?: string }

/** An icon that says what it does: tooltip for eyes, label for readers. `keys` is its shortcut, shown in the tooltip. */
export function IconButton({ label, icon: Glyph, keys, ref, ...rest }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  const hint = useHint(button, keys ? `${label} (${keys})` : label)
  return (
    <>
      <ActionIcon aria-label={label} {...hint.eventsWith(rest)} ref={useMergedRef(button, ref)}>
        <Glyph size={18} stroke={1.5} aria-hidden />
      </ActionIcon>
      {hint.tooltip}
    </>
  )
}
