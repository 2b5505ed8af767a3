const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The words of a marked-up text: what separates blocks becomes a new line, everything else of the markup goes. */
export function plainOf(markup: string, breaks: RegExp): string {
  return markup
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(breaks, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}));/gi, (whole, decimal, hex, name) => {
      if (name) return entities[String(name).toLowerCase()] ?? whole
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
    })
}

/** Ends of paragraphs, rows and cells in HTML, and in the documents of the office programs. */
export const htmlBreaks = /<\/?(p|div|br|li|tr|td|th|h[1-6]|table|section|article|ul|ol)\b[^>]*>/gi
export const officeBreaks = /<\/?(w:p|w:tab|w:br|a:p|a:br|si|row|text:p|text:h|text:tab|table:table-row)\b[^>]*>/gi
