import { endingOf } from '../../../../shared/files/mediaTypes.ts'
import { mostText, partBytes, partsOf } from '../../../../shared/files/transfer.ts'
import { htmlBreaks, plainOf } from './markup.ts'
import { isOffice, officeText } from './office.ts'
import { pdfText } from './pdfText.ts'

/** Documents above this are not unpacked for their words. */
const mostDocument = 30_000_000

const plainEndings = new Set(['txt', 'csv', 'md', 'log', 'json', 'eml', 'xml'])

/** The words of a file that search can find, '' where it has none that can be read here. */
export async function textIn(name: string, size: number, part: (n: number) => Buffer): Promise<string> {
  const ending = endingOf(name)
  if (size === 0) return ''
  if (plainEndings.has(ending)) return tidy(decoded(part(0).subarray(0, 6 * mostText)))
  if (ending === 'html' || ending === 'htm') return tidy(plainOf(decoded(part(0)), htmlBreaks))
  if (size > mostDocument) return ''
  if (ending === 'pdf') return tidy(await pdfText(wholeOf(size, part), 2 * mostText))
  return isOffice(ending) ? tidy(officeText(ending, Buffer.from(wholeOf(size, part).buffer), 2 * mostText)) : ''
}

/** In memory of its own, which can be handed over. */
function wholeOf(size: number, part: (n: number) => Buffer): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size)
  for (let n = 0; n < partsOf(size); n++) whole.set(part(n), n * partBytes)
  return whole
}

/** UTF-8, with or without its mark, UTF-16 with one, and otherwise what Turkish Windows wrote for decades. */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le')
  try {
    // A letter that was cut at the end is no sign of another encoding.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('windows-1254').decode(bytes)
  }
}

/** One space between words, no empty lines, nothing that is no text, and not more than a record holds. */
function tidy(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[^\S\n]+/g, ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f\ufffd]/g, '')
    .replace(/ ?\n[\n ]*/g, '\n')
    .trim()
  const cut = plain.slice(0, mostText)
  // Not in the middle of a letter that takes two units.
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut
}
