/**
 * A key in printable ASCII whose bytewise order (UTF-8, UTF-16, SQLite BINARY, PostgreSQL "C") is Turkish dictionary order:
 * space and punctuation, then digits (runs by their value), then a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z,
 * then other scripts by code point. Accents, then capitals (small first), decide between otherwise equal texts.
 * At most `max` characters: longer texts are told apart by their first `max` letters.
 *
 * Key: one character per letter, then after a blank the accents, then after a blank the capitals; both mostly empty.
 * Agrees with `Intl.Collator('tr', { numeric: true })` save for what sortKey.test.ts names.
 */
export const trSortKey = (text: string, max = 64): string => ordinaryKey(text, max) ?? anyKey(text, max)

function anyKey(text: string, max: number): string {
  // A letter gives at least one character of key; the margin is for marks and signs that give none.
  const source = text.length > max * 4 ? text.slice(0, max * 4) : text
  let key = ''
  let accents = ''
  const capitals: number[] = []
  let unit = 0
  for (let i = 0; i < source.length && key.length < max; ) {
    const code = source.charCodeAt(i)
    if (code >= 48 && code <= 57) {
      let end = i + 1
      while (end < source.length && isDigit(source.charCodeAt(end))) end++
      key += numberKey(source.slice(i, end))
      i = end
      unit++
      continue
    }
    // A mark that follows makes one letter with what stands before it.
    const next = i + 1 < source.length ? source.charCodeAt(i + 1) : 0
    const known = next >= 0x300 && next < 0x370 ? undefined : table[code]
    const letter = known ?? weigh(clusterAt(source, i))
    for (const primary of letter.primary) {
      key += primary
      if (letter.accent) accents += position(unit) + letter.accent
      if (letter.capital) capitals.push(unit)
      unit++
    }
    i += letter.length
  }
  if (accents || capitals.length > 0) key += ` ${accents}`
  if (capitals.length > 0) key += ` ${bits(capitals)}`
  return key.length > max ? key.slice(0, max) : key
}

interface Weight {
  /** One key string per letter it counts as: ß counts as two. */
  primary: readonly string[]
  accent: string
  capital: boolean
  /** UTF-16 units of text it stands for. */
  length: number
}

/** Printable ASCII above the blank, without what JSON would escape. */
const codes = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter(c => c !== '"' && c !== '\\')
const codeAt = (index: number): string => codes[Math.min(index, codes.length - 1)] ?? ''

// The order of the signs is that of the Unicode collation (CLDR root); the two last places hold all other ones.
const signs = [...` _-,;:!?.'"()[]{}@*/\\&#%`, 'other punctuation', ...'`^+<=>|~$', 'other symbol']
const alphabet = [...'abcçdefgğhıijklmnoöpqrsştuüvwxyz']
const firstNumber = signs.length
const firstLetter = firstNumber + 10
const otherScript = codeAt(firstLetter + alphabet.length)
const sixBits = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'

const primaryOf = new Map<string, string>([
  ...signs.map((sign, i) => [sign, codeAt(i)] as const),
  ...alphabet.map((letter, i) => [letter, codeAt(firstLetter + i)] as const),
])
const alike: Record<string, string> = {
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '…': '.',
  '₺': '$',
  '€': '$',
  '£': '$',
}
/** Latin letters that do not decompose: what they count as. */
export const spelled: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ħ: 'h' }
/** Combining marks in the order of their weights. */
const marks = [...'\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0327\u0328\u0304\u0309\u0323']

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** Length first, then the digits, so that 9 < 10 < 100; zeros in front do not count. */
function numberKey(run: string): string {
  const digits = run.replace(/^0+(?=.)/, '')
  const length = digits.length
  if (length < 10) return codeAt(firstNumber + length - 1) + digits
  return codeAt(firstNumber + 9) + codeAt(length - 10) + digits
}

/** Earlier accents weigh more, so their place is counted from the end of the codes. */
const position = (unit: number): string => codeAt(codes.length - 1 - Math.min(unit, codes.length - 1))

/** The capitals as six bits a character, first letter in the highest bit; zeros at the end are left out. */
function bits(units: number[]): string {
  const groups: number[] = []
  for (const unit of units) {
    const group = Math.floor(unit / 6)
    while (groups.length <= group) groups.push(0)
    groups[group] = (groups[group] ?? 0) | (32 >> (unit % 6))
  }
  return groups.map(group => sixBits[group] ?? '').join('')
}

function clusterAt(text: string, at: number): string {
  let end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
  while (end < text.length && /\p{M}/u.test(text[end] ?? '')) end++
  return text.slice(at, end)
}

/** Weight of a letter with its marks. */
function weigh(cluster: string): Weight {
  const length = cluster.length
  const composed = cluster.normalize('NFC')
  const lower = composed === 'I' ? 'ı' : composed.toLowerCase()
  const capital = lower !== composed
  const direct = primaryOf.get(lower)
  if (direct) return { primary: [direct], accent: '', capital, length }
  const decomposed = composed === 'İ' ? 'i' : lower.normalize('NFKD')
  const [base = '', ...tail] = decomposed
  const accent = tail
    .filter(c => /\p{M}/u.test(c))
    .map(c => codeAt(marks.includes(c) ? marks.indexOf(c) : marks.length))
    .join('')
  const like = alike[base] ?? base
  const letters = spelled[base] ?? (tail.some(c => !/\p{M}/u.test(c)) ? decomposed : like)
  const primary = Array.from(letters)
    .filter(c => !/\p{M}/u.test(c))
    .map(unitKey)
    .filter(key => key !== '')
  return { primary, accent: accent || (spelled[base] ? codeAt(marks.length + 1) : ''), capital, length }
}

function unitKey(c: string): string {
  const known = primaryOf.get(alike[c] ?? c)
  if (known) return known
  if (/\s/u.test(c)) return codeAt(0)
  if (/\d/.test(c)) return numberKey(c)
  if (/\p{P}/u.test(c)) return primaryOf.get('other punctuation') ?? ''
  if (/\p{S}/u.test(c)) return primaryOf.get('other symbol') ?? ''
  if (!/[\p{L}\p{N}]/u.test(c)) return ''
  const code = c.codePointAt(0) ?? 0
  return otherScript + [12, 6, 0].map(shift => sixBits[(code >> shift) & 63] ?? '').join('')
}

/** Everything up to Latin Extended-A beforehand; it is what Turkish records are made of. */
const table: (Weight | undefined)[] = Array.from({ length: 0x180 }, (_, code) =>
  isDigit(code) ? undefined : weigh(String.fromCharCode(code)),
)

/** Of a letter that gives one character of key and no accent: this character. 0: not such a letter. */
const ordinary = Uint8Array.from(table, letter => {
  const [first = '', ...others] = letter?.primary ?? []
  // A sign of another script, or a raised number, gives several characters.
  return first.length === 1 && others.length === 0 && letter?.accent === '' ? first.charCodeAt(0) : 0
})
const isCapital = Uint8Array.from(table, letter => (letter?.capital ? 1 : 0))
const firstMark = 0x300
const longest = 64
/** Of the text under way: its key, and its capitals as six bits each. */
const key = new Uint8Array(2 * longest)
const groups = new Uint8Array(longest)

/** The key of a text of such letters alone, as nearly all names are: in less than half the time. */
function ordinaryKey(text: string, max: number): string | undefined {
  if (max > longest) return undefined
  const letters = Math.min(text.length, max)
  // What follows the last letter may be a mark that belongs to it.
  if (text.charCodeAt(letters) >= firstMark) return undefined
  let capitals = 0
  for (let i = 0; i < letters; i++) {
    const code = text.charCodeAt(i)
    const primary = ordinary[code]
    if (!primary) return undefined
    key[i] = primary
    const group = (i / 6) | 0
    if (i % 6 === 0) groups[group] = 0
    if (isCapital[code] === 0) continue
    groups[group] = (groups[group] ?? 0) | (32 >> (i % 6))
    capitals = group + 1
  }
  let length = letters
  if (capitals > 0) {
    key[length++] = 32
    key[length++] = 32
    for (let group = 0; group < capitals; group++) key[length++] = sixBits.charCodeAt(groups[group] ?? 0)
  }
  return Reflect.apply(String.fromCharCode, undefined, key.subarray(0, Math.min(length, max)))
}
