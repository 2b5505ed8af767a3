export type ShownAs = 'image' | 'pdf' | 'text'

interface Ending {
  type: string
  /** What the app shows by itself. */
  shows?: ShownAs
  /** Programs of the system open it without running anything in it; all others are only kept where the person says. */
  opens?: true
}

/** What a file is, by the ending of its name: nobody's word is taken for it. */
const endings: Readonly<Record<string, Ending>> = {
  jpg: { type: 'image/jpeg', shows: 'image', opens: true },
  jpeg: { type: 'image/jpeg', shows: 'image', opens: true },
  png: { type: 'image/png', shows: 'image', opens: true },
  gif: { type: 'image/gif', shows: 'image', opens: true },
  webp: { type: 'image/webp', shows: 'image', opens: true },
  avif: { type: 'image/avif', shows: 'image', opens: true },
  bmp: { type: 'image/bmp', shows: 'image', opens: true },
  heic: { type: 'image/heic', opens: true },
  tif: { type: 'image/tiff', opens: true },
  tiff: { type: 'image/tiff', opens: true },
  svg: { type: 'image/svg+xml' },
  pdf: { type: 'application/pdf', shows: 'pdf', opens: true },
  txt: { type: 'text/plain', shows: 'text', opens: true },
  log: { type: 'text/plain', shows: 'text', opens: true },
  md: { type: 'text/markdown', shows: 'text', opens: true },
  csv: { type: 'text/csv', shows: 'text', opens: true },
  json: { type: 'application/json', shows: 'text' },
  xml: { type: 'application/xml', shows: 'text' },
  html: { type: 'text/html' },
  htm: { type: 'text/html' },
  eml: { type: 'message/rfc822', opens: true },
  msg: { type: 'application/vnd.ms-outlook', opens: true },
  rtf: { type: 'application/rtf', opens: true },
  doc: { type: 'application/msword', opens: true },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', opens: true },
  xls: { type: 'application/vnd.ms-excel', opens: true },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', opens: true },
  ppt: { type: 'application/vnd.ms-powerpoint', opens: true },
  pptx: { type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', opens: true },
  odt: { type: 'application/vnd.oasis.opendocument.text', opens: true },
  ods: { type: 'application/vnd.oasis.opendocument.spreadsheet', opens: true },
  odp: { type: 'application/vnd.oasis.opendocument.presentation', opens: true },
  dwg: { type: 'image/vnd.dwg', opens: true },
  dxf: { type: 'image/vnd.dxf', opens: true },
  step: { type: 'model/step', opens: true },
  stp: { type: 'model/step', opens: true },
  zip: { type: 'application/zip', opens: true },
  rar: { type: 'application/vnd.rar', opens: true },
  '7z': { type: 'application/x-7z-compressed', opens: true },
  mp3: { type: 'audio/mpeg', opens: true },
  m4a: { type: 'audio/mp4', opens: true },
  ogg: { type: 'audio/ogg', opens: true },
  wav: { type: 'audio/wav', opens: true },
  mp4: { type: 'video/mp4', opens: true },
  mov: { type: 'video/quicktime', opens: true },
  webm: { type: 'video/webm', opens: true },
  mkv: { type: 'video/x-matroska', opens: true },
  avi: { type: 'video/x-msvideo', opens: true },
}

export const unknownMediaType = 'application/octet-stream'

/** `sözleşme.PDF` ends in `pdf`; a name without an ending in ''. */
export const endingOf = (name: string): string => (/\.([a-z0-9]{1,10})$/i.exec(name)?.[1] ?? '').toLowerCase()

const factsOf = (name: string): Ending | undefined => {
  const ending = endingOf(name)
  return Object.hasOwn(endings, ending) ? endings[ending] : undefined
}

export const mediaTypeOf = (name: string): string => factsOf(name)?.type ?? unknownMediaType

/** How the app shows it by itself; undefined where it does not. */
export const shownAs = (name: string): ShownAs | undefined => factsOf(name)?.shows

/** Whether the system's program may be asked to open it. */
export const opensOutside = (name: string): boolean => factsOf(name)?.opens === true

/** Types that a browser would run something of, were it to show them. */
const active = new Set(['text/html', 'image/svg+xml', 'application/xml'])

/** The type that an answer may carry. */
export const servedType = (name: string): string => {
  const type = mediaTypeOf(name)
  return active.has(type) ? unknownMediaType : type
}
