import { officeBreaks, plainOf } from './markup.ts'
import { openZip } from './zip.ts'

/** Where the words stand, by the ending of the document's name. */
const places: Readonly<Record<string, RegExp>> = {
  docx: /^word\/(document|header\d*|footer\d*|footnotes)\.xml$/,
  xlsx: /^xl\/(sharedStrings|worksheets\/sheet\d+)\.xml$/,
  pptx: /^ppt\/slides\/slide\d+\.xml$/,
  odt: /^content\.xml$/,
  ods: /^content\.xml$/,
  odp: /^content\.xml$/,
}
export const isOffice = (ending: string): boolean => Object.hasOwn(places, ending)

/** The words of an office document, at most about `most` characters. */
export function officeText(ending: string, bytes: Buffer, most: number): string {
  const zip = openZip(bytes)
  const place = places[ending]
  if (!zip || !place) return ''
  let text = ''
  for (const name of zip.names.filter(one => place.test(one)).sort(shortFirst)) {
    const xml = zip.read(name)?.toString('utf8') ?? ''
    // In a sheet the figures are numbers of shared strings and values that nobody searches as words.
    const words = name.startsWith('xl/worksheets/') ? inlineStrings(xml) : xml
    text += `${plainOf(words, officeBreaks)}\n`
    if (text.length > most) break
  }
  return text
}

const inlineStrings = (xml: string): string =>
  [...xml.matchAll(/<is>[\s\S]*?<\/is>/g)].map(([found]) => `${found}<row/>`).join('')

/** `slide2` before `slide10`. */
const shortFirst = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1)
