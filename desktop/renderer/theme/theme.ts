import { type CSSVariablesResolver, createTheme, Tooltip } from '@mantine/core'
import { staysInside } from '../ui/staysInside.ts'
import { takeInSelect, takeMarkedOption } from '../ui/takeMarkedOption.ts'
import { shadesOf } from './shades.ts'
import { dark, light, type Tokens, variablesOf } from './tokens.ts'

const neutral = ['#F8F7F3', '#F4F2EC', '#E7E4DD', '#D9D5CB', '#C9C4B9', '#A8A296', '#66625A', '#4B4842', '#33312D']
const night = ['#E6E9EE', '#C6CDD6', '#A3AEBC', '#8391A2', '#364251', '#232D39', '#171E27', '#0F141B', '#0B1016']

const font = "'Inter Variable', 'Segoe UI', system-ui, sans-serif"

/** Sizes: xs 12, sm 13 (tables, panels), md 14 (forms), lg 18 and xl 22 (titles). Space: the 4 px grid. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 7, dark: 6 },
  colors: {
    gray: tuple(neutral, '#1F1E1B'),
    dark: tuple(night, '#070A0E'),
    blue: shadesOf('#1D4E89'),
    teal: shadesOf(light.liveText),
    green: shadesOf(light.successText),
    yellow: shadesOf(light.warningText),
    orange: shadesOf(light.needsText),
    red: shadesOf(light.danger),
    violet: shadesOf('#5F4B99'),
  },
  black: light.ink,
  fontFamily: font,
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1.125rem', xl: '1.375rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.35', xl: '1.3' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  headings: {
    fontFamily: font,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '0.875rem', lineHeight: '1.45' },
      h4: { fontSize: '0.8125rem', lineHeight: '1.4' },
    },
  },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  shadows: {
    xs: 'none',
    sm: '0 1px 2px rgba(22, 32, 46, 0.06)',
    md: '0 4px 16px rgba(22, 32, 46, 0.12), 0 1px 3px rgba(22, 32, 46, 0.08)',
    lg: '0 8px 28px rgba(22, 32, 46, 0.16), 0 2px 6px rgba(22, 32, 46, 0.08)',
    xl: '0 16px 48px rgba(22, 32, 46, 0.22), 0 2px 8px rgba(22, 32, 46, 0.08)',
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusClassName: 'focus-ring',
  activeClassName: '',
  components: {
    Button: { defaultProps: { size: 'sm', fw: 500 } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Input: { defaultProps: { size: 'sm' } },
    InputWrapper: {
      styles: { label: { marginBottom: '4px' }, description: { marginTop: '4px' }, error: { marginTop: '4px' } },
      defaultProps: { size: 'sm', inputWrapperOrder: ['label', 'input', 'description', 'error'] },
    },
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, transitionProps: { duration: 100 }, withinPortal: true, events: hoverAndFocus() },
    }),
    Menu: {
      defaultProps: {
        shadow: 'md',
        transitionProps: { duration: 100 },
        // The first item has the focus, and a long menu can be scrolled by keyboard.
        withInitialFocusPlaceholder: false,
        menuItemTabIndex: 0,
      },
      styles: { dropdown: { background: 'var(--raised)' } },
    },
    Popover: {
      defaultProps: { shadow: 'md', transitionProps: { duration: 100 } },
      // In the dark a shadow tells little; what floats is lighter than what it floats over.
      styles: { dropdown: { background: 'var(--raised)' } },
    },
    ComboboxDropdown: { defaultProps: staysInside },
    Select: { defaultProps: { allowDeselect: false, onKeyDownCapture: takeInSelect } },
    MultiSelect: { defaultProps: { onKeyDownCapture: takeMarkedOption } },
    Overlay: { styles: { root: { background: 'var(--shade)' } } },
    Modal: {
      // A dialog's head is not the page's.
      styles: {
        title: { fontSize: '1.125rem', fontWeight: 600 },
        content: { background: 'var(--raised)' },
        header: { background: 'var(--raised)' },
      },
      defaultProps: {
        transitionProps: { duration: 120 },
        shadow: 'xl',
        attributes: { header: { role: 'presentation' } },
      },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 150 } } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
})

/** The tokens as CSS variables, and Mantine's own names on the same values. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: { '--rail': '208px', '--rail-folded': '56px', '--topbar': '48px' },
  light: { ...variablesOf(light), ...mantineNames(light) },
  dark: { ...variablesOf(dark), ...mantineNames(dark) },
})

const mantineNames = (tokens: Tokens) => ({
  '--mantine-color-body': tokens.surface,
  '--mantine-color-text': tokens.ink,
  '--mantine-color-bright': tokens.ink,
  '--mantine-color-dimmed': tokens.inkQuiet,
  '--mantine-color-placeholder': tokens.inkQuiet,
  '--mantine-color-anchor': tokens.primaryText,
  '--mantine-color-default': tokens.surface,
  '--mantine-color-default-hover': tokens.hover,
  '--mantine-color-default-color': tokens.ink,
  '--mantine-color-default-border': tokens.lineStrong,
  '--mantine-color-error': tokens.dangerText,
  '--mantine-color-blue-filled': tokens.primary,
  '--mantine-color-blue-filled-hover': tokens.primaryHover,
  '--mantine-primary-color-filled': tokens.primary,
  '--mantine-primary-color-filled-hover': tokens.primaryHover,
  '--mantine-color-gray-light-color': tokens.inkQuiet,
  '--mantine-color-gray-text': tokens.inkQuiet,
  '--mantine-color-gray-light-hover': tokens.hover,
  '--mantine-color-blue-text': tokens.primaryText,
  '--mantine-color-blue-light-color': tokens.primaryText,
  '--mantine-color-blue-light': `color-mix(in srgb, ${tokens.primaryText} 15%, transparent)`,
  '--mantine-color-blue-light-hover': `color-mix(in srgb, ${tokens.primaryText} 22%, transparent)`,
  '--mantine-color-blue-outline': tokens.primaryText,
  '--mantine-color-red-text': tokens.dangerText,
  '--mantine-color-red-light-color': tokens.dangerText,
  '--mantine-color-red-outline': tokens.dangerText,
})

function tuple(shades: string[], last: string) {
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = ''] = shades
  return [a, b, c, d, e, f, g, h, i, last] as const
}

function hoverAndFocus() {
  return { hover: true, focus: true, touch: false }
}
