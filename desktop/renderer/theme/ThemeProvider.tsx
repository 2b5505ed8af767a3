import './layers.css'
import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './fonts.css'
import './global.css'
import { MantineProvider, mergeThemeOverrides } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useMemo } from 'react'
import { resolveVariables, theme } from './theme.ts'

interface Props {
  /** `system` follows the machine and changes with it at once. */
  choice: 'light' | 'dark' | 'system'
  /** What the crosses of dialogs and toasts are called. */
  closeLabel: string
  children: ReactNode
}

/** Colours, type and space for everything below. */
export function ThemeProvider({ choice, closeLabel, children }: Props) {
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)', undefined, { getInitialValueInEffect: false })
  const scheme = choice === 'system' ? (systemIsDark ? 'dark' : 'light') : choice
  const named = useMemo(
    () => mergeThemeOverrides(theme, { components: { CloseButton: { defaultProps: { 'aria-label': closeLabel } } } }),
    [closeLabel],
  )
  return (
    <MantineProvider theme={named} cssVariablesResolver={resolveVariables} forceColorScheme={scheme}>
      {children}
    </MantineProvider>
  )
}
