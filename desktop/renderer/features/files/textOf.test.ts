import { expect, test } from 'vitest'
import { mostTextBytes, textOf } from './textOf.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

test('a text is read as it is written: UTF-8 with or without a mark, UTF-16, and what Turkish programs wrote before', () => {
  expect(textOf(utf8('Işık;Şükrü\r\nçğ'))).toBe('Işık;Şükrü\nçğ')
  expect(textOf(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8('İ')]))).toBe('İ')
  expect(textOf(new Uint8Array([0xff, 0xfe, 0x30, 0x01]))).toBe('İ')
  expect(textOf(new Uint8Array([0xfe, 0xff, 0x01, 0x30]))).toBe('İ')
  // "İşığ" in Windows-1254.
  expect(textOf(new Uint8Array([0xdd, 0xfe, 0xfd, 0xf0]))).toBe('İşığ')
})

test('a long text is shown up to its limit, also where that is in the middle of a letter', () => {
  const long = utf8(`${'a'.repeat(mostTextBytes - 1)}ığdır`)
  expect(textOf(long)).toBe('a'.repeat(mostTextBytes - 1))
})

test('what is no text is not shown as one', () => {
  expect(textOf(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00, 0xff]))).toBeUndefined()
})
