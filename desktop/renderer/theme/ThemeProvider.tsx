import './layers.css'
import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './fonts.css'
import './global.css'
import { MantineProvider } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { resolveVariables, theme } from './theme.ts'

/** `system` follows the machine and changes with it at once. */
export function ThemeProvider({ choice, children }: { choice: 'light' | 'dark' | 'system'; children: ReactNode }) {
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)', undefined, { getInitialValueInEffect: false })
  const scheme = choice === 'system' ? (systemIsDark ? 'dark' : 'light') : choice
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} forceColorScheme={scheme}>
      {children}
    </MantineProvider>
  )
}
