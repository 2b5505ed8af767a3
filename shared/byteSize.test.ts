import { expect, it } from 'vitest'
import { exactBytes, formatBytes, parseBytes } from './byteSize.ts'
import { languages } from './labels.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')

it('a size has at most two figures that matter below ten, and never a thousand of a unit', () => {
  const sizes = [0, 999, 1000, 1250, 9960, 48_213, 999_700, 1_234_567, 5_000_000_000, 12_000_000_000_000]
  expect(sizes.map(size => plain(formatBytes(size, 'tr')))).toEqual([
    ...['0 bayt', '999 bayt', '1 KB', '1,3 KB', '10 KB', '48 KB', '1 MB', '1,2 MB', '5 GB', '12.000 GB'],
  ])
  expect(languages.map(language => plain(formatBytes(1_234_567, language)))).toEqual([
    ...['1,2 MB', '1.2 MB', '1,2 MB', '1,2 Mo'],
  ])
  expect(plain(exactBytes(1_234_567, 'tr'))).toBe('1.234.567 bayt')
})

it.each([
  ['2 MB', 2_000_000],
  ['1,5kb', 1500],
  ['1.5 MB', 1_500_000],
  ['1.234.567', 1_234_567],
  ['300 bayt', 300],
  ['3 Go', 3_000_000_000],
  ['2 MiB', 2_097_152],
  ['0', 0],
  ['MB', null],
  ['2 elma', null],
  ['çok', null],
])('%s is read as %s', (text, bytes) => expect(parseBytes(text, 'tr')).toBe(bytes))

it('what is written is read again as what was written', () => {
  for (const language of languages)
    for (const bytes of [0, 512, 2_000_000, 1_200_000_000])
      expect(parseBytes(formatBytes(bytes, language), language)).toBe(bytes)
})
