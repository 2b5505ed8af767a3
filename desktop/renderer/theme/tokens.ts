/**
 * The colours of the product, the same names in light and dark. Every pair that stands as text on ground passes WCAG AA
 * (tokens.test.ts); `…Text` is the hue where it is read, the bare name where it only fills.
 */
export interface Tokens {
  paper: string
  surface: string
  raised: string
  sunken: string
  /** Under the pointer. */
  hover: string
  line: string
  lineStrong: string
  ink: string
  inkQuiet: string
  primary: string
  primaryHover: string
  primaryText: string
  primarySoft: string
  onPrimary: string
  live: string
  liveText: string
  liveSoft: string
  needs: string
  needsText: string
  needsSoft: string
  success: string
  successText: string
  successSoft: string
  warning: string
  warningText: string
  warningSoft: string
  danger: string
  dangerText: string
  dangerSoft: string
  mark: string
  shade: string
}

export const light: Tokens = {
  paper: '#FBFAF7',
  surface: '#FFFFFF',
  raised: '#FFFFFF',
  sunken: '#F4F2EC',
  hover: '#F4F2EC',
  line: '#E7E4DD',
  lineStrong: '#C9C4B9',
  ink: '#16202E',
  inkQuiet: '#566070',
  primary: '#1D4E89',
  primaryHover: '#173F70',
  primaryText: '#1D4E89',
  primarySoft: '#E8EEF6',
  onPrimary: '#FFFFFF',
  live: '#148F8F',
  liveText: '#0D6E6E',
  liveSoft: '#E1F1F0',
  needs: '#D9522C',
  needsText: '#AE3B1A',
  needsSoft: '#FCEBE5',
  success: '#2E7D5B',
  successText: '#276C4E',
  successSoft: '#E4F1EA',
  warning: '#B7791F',
  warningText: '#855710',
  warningSoft: '#FAF0DC',
  danger: '#B83227',
  dangerText: '#A82C22',
  dangerSoft: '#FAE7E5',
  mark: '#FBE9B0',
  shade: 'rgba(22, 32, 46, 0.32)',
}

export const dark: Tokens = {
  paper: '#0F141B',
  surface: '#171E27',
  raised: '#1D2630',
  sunken: '#0B1016',
  hover: '#202A35',
  line: '#28323E',
  lineStrong: '#46535F',
  ink: '#E6E9EE',
  inkQuiet: '#A3AEBC',
  primary: '#2F69AE',
  primaryHover: '#3A77C0',
  primaryText: '#8DB8EC',
  primarySoft: '#1B2D44',
  onPrimary: '#FFFFFF',
  live: '#3FBDBD',
  liveText: '#5CC9C9',
  liveSoft: '#12302F',
  needs: '#F08A66',
  needsText: '#F59B7B',
  needsSoft: '#3A2119',
  success: '#5DBB8E',
  successText: '#71C79D',
  successSoft: '#15301F',
  warning: '#E0A84A',
  warningText: '#E6B565',
  warningSoft: '#33270F',
  danger: '#E4665A',
  dangerText: '#F28E85',
  dangerSoft: '#3B1B19',
  mark: '#5A4A14',
  shade: 'rgba(4, 7, 11, 0.6)',
}

/** `primarySoft` → `--primary-soft`: what style sheets use. */
export const variablesOf = (tokens: Tokens): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tokens).map(([name, value]) => [
      `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`,
      value,
    ]),
  )
