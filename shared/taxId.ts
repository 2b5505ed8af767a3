/** VKN (10 digits, companies) and TCKN (11 digits, persons; a sole trader's tax number is his TCKN). */
export interface TaxIdCheck {
  kind: 'VKN' | 'TCKN'
  /** `placeholder`: stands for "none" on invoices or in forms; shared by many, so never a key for finding doubles. */
  state: 'valid' | 'placeholder' | 'invalid'
}

/** Looks at the digits alone; whether the number exists is known only to the authorities. */
export function checkTaxId(value: string): TaxIdCheck {
  const kind = value.length > 10 ? 'TCKN' : 'VKN'
  if (placeholders.has(value)) return { kind, state: 'placeholder' }
  return { kind, state: isVkn(value) || isTckn(value) ? 'valid' : 'invalid' }
}

/** A typed number without blanks, points, hyphens and a leading TR; '' when anything else than digits is left. */
export function normalizeTaxId(text: string): string {
  const digits = text.replace(/^\s*TR(?=[\s\d])/i, '').replace(/[\s.\-/\u00a0]/g, '')
  return /^\d+$/.test(digits) ? digits : ''
}

export const isVkn = (value: string): boolean => /^\d{10}$/.test(value) && vknCheckDigit(value) === digitAt(value, 9)

export function isTckn(value: string): boolean {
  return /^[1-9]\d{10}$/.test(value) && tcknCheckDigits(value) === value.slice(9)
}

/** What the generators below need of a random source: a whole number from `least` to `most`, both included. */
export interface RandomInts {
  int: (least: number, most: number) => number
}

/** A valid VKN for demo data; never one of the placeholders. */
export function makeVkn(random: RandomInts): string {
  for (;;) {
    const nine = digitsFrom(random, 9)
    const made = nine + vknCheckDigit(nine)
    if (!placeholders.has(made)) return made
  }
}

/** A valid TCKN for demo data; never one of the placeholders. */
export function makeTckn(random: RandomInts): string {
  const nine = String(random.int(1, 9)) + digitsFrom(random, 8)
  return nine + tcknCheckDigits(nine)
}

/**
 * 11111111111: TCKN of an unnamed consumer; 2222222222: VKN of a foreign buyer (both fail the checksum).
 * 1234567890 passes it, but is what people type to get past a form.
 */
const placeholders = new Set(['11111111111', '2222222222', '1234567890'])

const digitAt = (digits: string, at: number): number => digits.charCodeAt(at) - 48

/** Check digit of the first nine digits (algorithm of the revenue administration). */
function vknCheckDigit(digits: string): number {
  let sum = 0
  for (let i = 0; i < 9; i++) {
    const t = (digitAt(digits, i) + 9 - i) % 10
    if (t !== 0) sum += (t * 2 ** (9 - i)) % 9 || 9
  }
  return (10 - (sum % 10)) % 10
}

/** The two check digits of the first nine digits (algorithm of the population office). */
function tcknCheckDigits(digits: string): string {
  let odd = 0
  let even = 0
  for (let i = 0; i < 9; i++) {
    if (i % 2 === 0) odd += digitAt(digits, i)
    else even += digitAt(digits, i)
  }
  const tenth = (((odd * 7 - even) % 10) + 10) % 10
  return `${tenth}${(odd + even + tenth) % 10}`
}

const digitsFrom = (random: RandomInts, count: number): string =>
  Array.from({ length: count }, () => random.int(0, 9)).join('')
