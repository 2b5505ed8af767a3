import { expect, test } from 'vitest'
import { dark, light, type Tokens } from './tokens.ts'

const channel = (value: number) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string) => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['paper', 'surface', 'raised', 'sunken', 'hover'] as const
const hues = ['primary', 'live', 'needs', 'success', 'warning', 'danger'] as const
const pairs = (tokens: Tokens): [string, string, string][] => [
  ...grounds.flatMap(ground =>
    ['ink', 'inkQuiet', ...hues.map(hue => `${hue}Text`)].map(
      text => [`${text} on ${ground}`, tokens[text as keyof Tokens], tokens[ground]] as [string, string, string],
    ),
  ),
  ...hues.flatMap(hue => [
    [`${hue}Text on its soft ground`, tokens[`${hue}Text`], tokens[`${hue}Soft`]] as [string, string, string],
    [`ink on ${hue}Soft`, tokens.ink, tokens[`${hue}Soft`]] as [string, string, string],
  ]),
  ['text on a primary button', tokens.onPrimary, tokens.primary],
  ['text on a hovered primary button', tokens.onPrimary, tokens.primaryHover],
  ['ink on a search mark', tokens.ink, tokens.mark],
]

test.each([
  ['light', light],
  ['dark', dark],
])('every text of the %s theme passes AA on its ground', (_, tokens) => {
  const failing = pairs(tokens).filter(([, text, ground]) => contrast(text, ground) < 4.5)
  expect(failing.map(([name, text, ground]) => `${name} ${contrast(text, ground).toFixed(2)}`)).toEqual([])
})

test.each([
  ['light', light],
  ['dark', dark],
])('the focus ring of the %s theme stands out from every ground', (_, tokens) => {
  for (const ground of grounds) expect(contrast(tokens.primaryText, tokens[ground])).toBeGreaterThan(3)
})
