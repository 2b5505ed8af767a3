import type { RandomInts } from './taxId.ts'

/** A typed IBAN without blanks and hyphens, in capitals; how it is stored. */
export const normalizeIban = (text: string): string =>
  text.replace(/[\s\u00a0-]+/g, '').replace(/[a-z]/g, c => c.toUpperCase())

/** True for a stored IBAN of any country whose check digits fit (ISO 13616, mod 97) and, for Turkey, whose shape does. */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  if (iban.startsWith('TR') && !/^TR\d{24}$/.test(iban)) return false
  return mod97(iban.slice(4) + iban.slice(0, 4)) === 1
}

/** Groups of four, as it is printed. */
export const formatIban = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')

/** A valid Turkish IBAN for demo data: five digits of bank, a reserve zero, sixteen digits of account. */
export function makeTrIban(random: RandomInts, bank = '00061'): string {
  const account = Array.from({ length: 16 }, () => random.int(0, 9)).join('')
  const check = 98 - mod97(`${bank}0${account}TR00`)
  return `TR${String(check).padStart(2, '0')}${bank}0${account}`
}

/** Remainder by 97 with letters as two digits (A = 10). */
function mod97(text: string): number {
  let rest = 0
  for (const c of text) {
    const value = Number.parseInt(c, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}
