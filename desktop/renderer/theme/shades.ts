import type { MantineColorsTuple } from '@mantine/core'

/** Share of white (positive) or black (negative) in each of Mantine's ten shades; the colour itself is the eighth. */
const shares = [0.93, 0.84, 0.7, 0.54, 0.38, 0.22, 0.1, 0, -0.14, -0.28]

/** Ten shades of one colour (`#RRGGBB`), lightest first. */
export const shadesOf = (colour: string): MantineColorsTuple =>
  shares.map(share => mixed(colour, share)) as unknown as MantineColorsTuple

function mixed(colour: string, share: number): string {
  const target = share > 0 ? 255 : 0
  const amount = Math.abs(share)
  const parts = [1, 3, 5].map(at => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16)
    return Math.round(value + (target - value) * amount)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${parts.join('')}`
}
