import { minorDigits } from './currencies.ts'
import type { Money } from './fields.ts'

/**
 * The amount in Turkish words as quotes and invoices carry it: `Yalnız bin iki yüz Türk Lirası elli kuruş`. The words of
 * a negative amount (credit note) are those of its absolute value. `joined` writes `Yalnız #BinİkiYüz# Türk Lirası
 * #Elli# kuruş`, so that nothing can be inserted.
 */
export function amountInWords(money: Money, style: 'spaced' | 'joined' = 'spaced'): string {
  const size = 10n ** BigInt(minorDigits(money.currency))
  const amount = BigInt(Math.abs(money.amount))
  const [unit, part] = unitNames[money.currency] ?? [money.currency, '']
  const write = style === 'joined' ? joined : (words: string) => words
  const parts = ['Yalnız', write(numberInWords(amount / size)), unit]
  const rest = amount % size
  if (rest > 0n) parts.push(...(part ? [write(numberInWords(rest)), part] : [`${rest}/${size}`]))
  return parts.join(' ')
}

/** A whole number from 0 up to 10^18 in Turkish words: 1100 → `bin yüz`. */
export function numberInWords(number: bigint | number): string {
  let rest = BigInt(number)
  if (rest < 0n || rest >= 10n ** 18n) throw new RangeError(`no words for ${number}`)
  if (rest === 0n) return 'sıfır'
  const words: string[] = []
  for (let group = 0; rest > 0n; group++, rest /= 1000n) {
    const three = Number(rest % 1000n)
    // One thousand is "bin", never "bir bin"; one million is "bir milyon".
    if (three === 1 && group === 1) words.unshift('bin')
    else if (three > 0) words.unshift(...hundreds(three), ...(group > 0 ? [groups[group] ?? ''] : []))
  }
  return words.join(' ')
}

const ones = ['', 'bir', 'iki', 'üç', 'dört', 'beş', 'altı', 'yedi', 'sekiz', 'dokuz']
const tens = ['', 'on', 'yirmi', 'otuz', 'kırk', 'elli', 'altmış', 'yetmiş', 'seksen', 'doksan']
const groups = ['', 'bin', 'milyon', 'milyar', 'trilyon', 'katrilyon']
const unitNames: Record<string, readonly [unit: string, part: string]> = {
  TRY: ['Türk Lirası', 'kuruş'],
  USD: ['Amerikan Doları', 'sent'],
  EUR: ['Avro', 'sent'],
  GBP: ['İngiliz Sterlini', 'peni'],
}

function hundreds(three: number): string[] {
  const hundred = Math.floor(three / 100)
  const words = [hundred > 1 ? (ones[hundred] ?? '') : '', hundred > 0 ? 'yüz' : '']
  return [...words, tens[Math.floor(three / 10) % 10] ?? '', ones[three % 10] ?? ''].filter(word => word !== '')
}

const joined = (words: string): string =>
  `#${words
    .split(' ')
    .map(word => word.charAt(0).toLocaleUpperCase('tr') + word.slice(1))
    .join('')}#`
