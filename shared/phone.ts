/**
 * Phone numbers are stored as E.164 (`+905321234567`); Turkish 444 numbers, which have no such form, as their seven
 * digits (`4441234`).
 */
export const isPhone = (value: string): boolean =>
  value.startsWith('+90')
    ? nationalNumber.test(value.slice(3))
    : /^\+[1-9]\d{6,14}$/.test(value) || /^444\d{4}$/.test(value)

/** True for a Turkish mobile number, the only ones that take SMS and WhatsApp here. */
export const isTurkishMobile = (phone: string): boolean => /^\+905\d{9}$/.test(phone)

/**
 * A typed number in its stored form, null when it is none. Turkish numbers in any spelling (`0 (532) 123 45 67`,
 * `5321234567`, `0090 532…`, `444 1 234`); foreign ones need a leading `+` or `00`.
 */
export function normalizePhone(text: string): string | null {
  const typed = text
    .trim()
    .replace(/^tel[:.]?\s*/i, '')
    .replace(/\(0\)(?=\s*[1-9])/, '')
  if (!/^\+?[\d\s().\-/\u00a0\u2010-\u2015]+$/.test(typed)) return null
  const digits = typed.replace(/\D/g, '')
  const foreign = typed.startsWith('+') ? digits : digits.startsWith('00') ? digits.slice(2) : null
  const phone =
    foreign === null ? fromNational(digits) : foreign.startsWith('90') ? fromNational(foreign.slice(2)) : `+${foreign}`
  return phone !== null && isPhone(phone) ? phone : null
}

/** How a stored number is shown: `0532 123 45 67`, `444 1 234`, `+49 301 234 567`. */
export function formatPhone(phone: string): string {
  if (/^444\d{4}$/.test(phone)) return `444 ${phone[3]} ${phone.slice(4)}`
  const turkish = /^\+90(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone)
  if (turkish) return `0${turkish.slice(1).join(' ')}`
  const [code, rest] = splitCountry(phone)
  return `+${code} ${rest.replace(/(\d{3})(?=\d{2})/g, '$1 ')}`
}

/**
 * The forms under which a stored number stands in the exact-prefix index: from each place where people begin to type it,
 * country code aside: area code, subscriber number, last four digits. `phoneQueryForms` makes the other side.
 */
export function phoneSearchForms(phone: string): string[] {
  if (!phone.startsWith('+')) return [phone, phone.slice(3)]
  const [code, rest] = splitCountry(phone)
  const forms = [rest, rest.slice(-7), rest.slice(-4)]
  return [...new Set(code === '90' ? forms : [code + rest, ...forms])]
}

/** What to look for (as prefixes, any of them, three digits at least) when this is typed into search; [] when it is no number. */
export function phoneQueryForms(text: string): string[] {
  const typed = text.trim()
  if (!/^\+?[\d\s().\-/]+$/.test(typed)) return []
  const digits = typed.replace(/\D/g, '')
  const bare = typed.startsWith('+') ? digits : digits.replace(/^00/, '')
  const national = bare.replace(/^90(?=0?[2-589])/, '').replace(/^0/, '')
  // Only + makes the country certain; 00… and 90… may also stand in the middle of a number.
  return [...new Set(typed.startsWith('+') ? [national] : [digits, national])].filter(form => form.length >= 3)
}

/** Area code 2xx to 4xx, mobile 5xx, service 8xx and 900. */
const nationalNumber = /^[2-589]\d{9}$/

function fromNational(digits: string): string | null {
  const bare = digits.length === 12 && digits.startsWith('90') ? digits.slice(2) : digits.replace(/^0/, '')
  if (/^444\d{4}$/.test(bare)) return bare
  return nationalNumber.test(bare) ? `+90${bare}` : null
}

/** Country calling codes of two digits (ITU E.164); 1 and 7 have one, all others three. */
const twoDigitCodes = new Set(
  `20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92
   93 94 95 98`.split(/\s+/),
)

function splitCountry(phone: string): readonly [code: string, rest: string] {
  const digits = phone.slice(1)
  const length = /^[17]/.test(digits) ? 1 : twoDigitCodes.has(digits.slice(0, 2)) ? 2 : 3
  return [digits.slice(0, length), digits.slice(length)]
}
