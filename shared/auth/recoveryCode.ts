import { AppError } from '../errors.ts'
import { randomBytes } from './bytes.ts'
import { type SplitKey, splitRandom } from './splitKey.ts'

/** Crockford's base 32: no I, L, O, U, so that a code can be read from paper and told on the phone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const letters = 25

/** 125 random bits as five groups of five, shown once: `K7Q2M-…`. */
export const newRecoveryCode = (): string => codeFrom(randomBytes(letters))

/** A letter for each byte, in groups of five. */
export const codeFrom = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => alphabet[byte & 31] ?? '')
    .join('')
    .replace(/(.{5})(?=.)/g, '$1-')

/** The letters of a code as typed: in any case, with or without dashes, with the letters that look like others. */
export const plainCode = (code: string): string =>
  code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[ILİ]/g, '1')

/** Both keys of a code, typed in any case, with or without dashes. Throws auth.failed for what cannot be one. */
export function splitRecoveryCode(code: string): Promise<SplitKey> {
  const plain = plainCode(code)
  if (plain.length !== letters || [...plain].some(letter => !alphabet.includes(letter)))
    return Promise.reject(new AppError('auth.failed'))
  return splitRandom(new TextEncoder().encode(plain), 'pergel recovery 1')
}
