interface Options {
  /** The lines of each page; the first one is large. */
  pages: readonly (readonly string[])[]
  /** Bytes of the whole, where it shall have so many. */
  size?: number
  /** Nobody has its password. */
  isProtected?: boolean
  /** JavaScript that it asks to have run when it is opened. */
  script?: string
  /** Points. */
  paper?: readonly [width: number, height: number]
}

/** A PDF of text, for tests and made-up records. Its letters are those of Turkish; its font comes from whoever shows it. */
export function makePdf({ pages, size, isProtected, script, paper = [595, 842] }: Options): Uint8Array<ArrayBuffer> {
  const first = 5
  const objects: string[] = [
    `<< /Type /Catalog /Pages 2 0 R${script ? ` /OpenAction << /S /JavaScript /JS (${script}) >>` : ''} >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${first + 2 * i} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding 4 0 R >>',
    `<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [${firstCode} ${glyphs.map(([, name]) => `/${name}`).join(' ')}] >>`,
  ]
  pages.forEach((lines, i) => {
    const drawn = lines.map((line, at) => lineOf(line, at, paper[1])).join('\n')
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${paper.join(' ')}] /Resources << /Font << /F 3 0 R >> >> /Contents ${first + 2 * i + 1} 0 R >>`,
      `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    )
  })
  const lock = '0'.repeat(64)
  if (isProtected) objects.push(`<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${lock}> /U <${lock}> >>`)

  let text = '%PDF-1.7\n'
  const starts: number[] = []
  objects.forEach((object, i) => {
    starts.push(text.length)
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
  })
  const extra = isProtected ? ` /Encrypt ${objects.length} 0 R /ID [<${lock}> <${lock}>]` : ''
  const endOf = (at: number) =>
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.map(start => `${String(start).padStart(10, '0')} 00000 n \n`).join('')}` +
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${extra} >>\nstartxref\n${at}\n%%EOF\n`
  // What fills it up is a comment before the table; how long that is, the number in the table's place depends on.
  const missing = () => (size ?? 0) - text.length - endOf(text.length).length
  if (missing() > 2) {
    const before = text
    for (let fill = missing() - 2; ; fill--) {
      text = `${before}%${' '.repeat(fill)}\n`
      if (missing() >= 0) break
    }
  }
  return Uint8Array.from(text + endOf(text.length), letter => letter.charCodeAt(0) & 0xff)
}

/** Letters that the encoding of western Europe does not have. */
const glyphs = [
  ['ğ', 'gbreve'],
  ['Ğ', 'Gbreve'],
  ['ş', 'scedilla'],
  ['Ş', 'Scedilla'],
  ['ı', 'dotlessi'],
  ['İ', 'Idotaccent'],
] as const
const firstCode = 128

function lineOf(line: string, at: number, height: number): string {
  const codes = [...line].map(letter => {
    const own = glyphs.findIndex(([one]) => one === letter)
    const code = own >= 0 ? firstCode + own : letter.charCodeAt(0)
    if (code > 255) throw new Error(`this PDF has no letter ${letter}`)
    return code.toString(16).padStart(2, '0')
  })
  return `BT /F ${at === 0 ? 20 : 11} Tf 56 ${height - 72 - at * 18 - (at > 0 ? 14 : 0)} Td <${codes.join('')}> Tj ET`
}
