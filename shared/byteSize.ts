import { type Label, type Language, label } from './labels.ts'
import { formatNumber, parseDecimal } from './numbers.ts'

const single = { bytes: 1, name: label('bayt', 'bytes', 'Byte', 'octets') }
/** Units of a thousand, as the systems show sizes of files. */
const units: readonly { bytes: number; name: Label }[] = [
  single,
  { bytes: 1e3, name: label('KB', 'KB', 'KB', 'Ko') },
  { bytes: 1e6, name: label('MB', 'MB', 'MB', 'Mo') },
  { bytes: 1e9, name: label('GB', 'GB', 'GB', 'Go') },
]

/** What each unit may be called when it is typed, in any language; those of 1024 too. */
const spoken = new Map<string, number>([
  ...['b', 'o', 'bayt', 'byte', 'bytes', 'octet', 'octets'].map(name => [name, 1] as const),
  ...['k', 'm', 'g'].flatMap((letter, at) =>
    [`${letter}b`, `${letter}o`, letter].map(name => [name, 1000 ** (at + 1)] as const),
  ),
  ...['k', 'm', 'g'].flatMap((letter, at) =>
    [`${letter}ib`, `${letter}io`].map(name => [name, 1024 ** (at + 1)] as const),
  ),
])

/** Bytes as people read them, with at most two figures that matter below ten: 1.234.567 is `1,2 MB`, 48.213 is `48 KB`. */
export function formatBytes(bytes: number, language: Language): string {
  // What rounds up to a thousand is told in the next unit.
  const at = units.findLastIndex(unit => Math.abs(bytes) >= unit.bytes * 0.9995)
  const { bytes: size, name } = units[at] ?? single
  const value = bytes / size
  const rounded = size === 1 || Math.abs(value) >= 9.95 ? Math.round(value) : Math.round(value * 10) / 10
  return `${formatNumber(rounded, language)}\u00a0${name[language]}`
}

/** The same to the byte: `1.234.567 bayt`. */
export const exactBytes = (bytes: number, language: Language): string =>
  `${formatNumber(bytes, language)}\u00a0${single.name[language]}`

/** A size as it is typed: `2 MB`, `1,5 kb`, `300` (bytes); null when it is none. */
export function parseBytes(text: string, language: Language): number | null {
  const [, figure = '', unit = ''] = /^(.*?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const decimal = parseDecimal(figure, language)
  const size = unit === '' ? 1 : spoken.get(unit.toLowerCase())
  return decimal === null || size === undefined ? null : Math.round(Number(decimal) * size)
}
