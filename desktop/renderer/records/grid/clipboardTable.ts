/** A block of cells, row by row. */
export type Block = readonly (readonly string[])[]

/** What a spreadsheet, a mail or a page has put on the clipboard, as cells; undefined where there is no text. */
export function readBlock(data: Pick<DataTransfer, 'getData'>): Block | undefined {
  const text = data.getData('text/plain')
  const table = tableIn(data.getData('text/html'))
  // Several tables, or a text with one in it, are no block; what stands in the plain text then is.
  if (table) return table
  return text === '' ? undefined : fromTsv(text)
}

/**
 * Tab-separated cells as spreadsheets write them: a cell with a tab, a line break or a quote in it stands in quotes, its
 * own quotes doubled. A quote elsewhere is one. The line break at the end is no row.
 */
export function fromTsv(text: string): Block {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  const source = text.replace(/\r\n?/g, '\n')
  while (at <= source.length) {
    const quoted = source[at] === '"' ? /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(source.slice(at)) : null
    const cell = quoted ? quoted[0] : (/^[^\t\n]*/.exec(source.slice(at))?.[0] ?? '')
    row.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : cell)
    at += cell.length
    const end = source[at]
    at += 1
    if (end === '\t') continue
    rows.push(row)
    row = []
    if (end === undefined || at >= source.length) break
  }
  return rows
}

export const toTsv = (block: Block): string =>
  block
    .map(row => row.map(cell => (/["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
    .join('\n')

/** For spreadsheets that prefer it: every cell is marked as text where `isText` says so, and then stays what it is. */
export function toHtml(block: Block, isText: (column: number) => boolean): string {
  const rows = block.map(row => {
    const cells = row.map((cell, at) => {
      // Else a text that begins with = would be run as a formula, and 0532… would lose its zero.
      const style = isText(at) ? ' style="mso-number-format:\'\\@\'"' : ''
      return `<td${style}>${escaped(cell).replaceAll('\n', '<br>')}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<table>${rows.join('')}</table>`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The cells of the one table that the markup consists of. Nothing of it is run or loaded: the document is no page. */
function tableIn(html: string): Block | undefined {
  if (!/<table/i.test(html)) return undefined
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const [table, second] = body.querySelectorAll('table')
  if (!table || second) return undefined
  const outside = body.textContent.trim().length - table.textContent.trim().length
  if (outside > 0) return undefined
  return [...table.rows].map(row =>
    [...row.cells].flatMap(cell => [
      textOf(cell),
      ...Array<string>(Math.max(0, Math.min(cell.colSpan, 100) - 1)).fill(''),
    ]),
  )
}

function textOf(cell: HTMLTableCellElement): string {
  for (const line of cell.querySelectorAll('br')) line.replaceWith('\n')
  return cell.textContent
    .split('\n')
    .map(line => line.replace(/[\s\u00a0]+/g, ' ').trim())
    .join('\n')
    .trim()
}
