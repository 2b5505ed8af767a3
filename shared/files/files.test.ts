import { describe, expect, it } from 'vitest'
import { attachmentHeader, safeFileName } from './fileName.ts'
import { mediaTypeOf, opensOutside, servedType, shownAs } from './mediaTypes.ts'
import { lengthOfPart, missingIn, partBytes, partsOf, runsOf } from './transfer.ts'

describe('parts', () => {
  it('cover a content to the byte', () => {
    for (const size of [0, 1, partBytes - 1, partBytes, partBytes + 1, 5 * partBytes + 7]) {
      const lengths = Array.from({ length: partsOf(size) }, (_, part) => lengthOfPart(size, part))
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(size)
      expect(lengths.every(length => length > 0)).toBe(true)
    }
  })

  it('that are missing are what is in no run', () => {
    const runs = runsOf([0, 1, 2, 7, 9, 10])
    expect(runs).toEqual([
      [0, 2],
      [7, 7],
      [9, 10],
    ])
    expect([...missingIn(runs, 13)]).toEqual([3, 4, 5, 6, 8, 11, 12])
    expect([...missingIn([], 2)]).toEqual([0, 1])
    expect([...missingIn([[0, 4]], 3)]).toEqual([])
  })
})

describe('names', () => {
  it('lead out of no folder and stand for no device', () => {
    expect(safeFileName('../../etc/passwd')).toBe('_.._etc_passwd')
    expect(safeFileName('C:\\Windows\\a.txt')).toBe('C__Windows_a.txt')
    expect(safeFileName('..')).toBe('file')
    expect(safeFileName('nul.txt')).toBe('_nul.txt')
    expect(safeFileName('  .gizli ')).toBe('gizli')
  })

  it('do not turn the reading direction', () => {
    expect(safeFileName('fatura\u202efdp.exe')).toBe('faturafdp.exe')
  })

  it('keep their ending when they are shortened, and their Turkish letters', () => {
    const name = safeFileName(`${'ş'.repeat(300)}.pdf`)
    expect(name).toMatch(/^ş+\.pdf$/)
    expect(name.length).toBe(150)
  })

  it('are said in a header in ASCII and in full', () => {
    expect(attachmentHeader('Sözleşme "1".pdf')).toBe(
      `attachment; filename="Sozlesme _1_.pdf"; filename*=UTF-8''S%C3%B6zle%C5%9Fme%20_1_.pdf`,
    )
    expect(attachmentHeader('a\r\nSet-Cookie: x')).not.toMatch(/[\r\n]/)
  })
})

describe('types', () => {
  it('follow from the ending alone, and what a browser would run is served as bytes', () => {
    expect(mediaTypeOf('a.PDF')).toBe('application/pdf')
    expect(mediaTypeOf('constructor')).toBe('application/octet-stream')
    expect(mediaTypeOf('a.constructor')).toBe('application/octet-stream')
    for (const name of ['a.html', 'a.svg', 'a.xml', 'a.exe', 'a'])
      expect(servedType(name)).toBe('application/octet-stream')
    expect(shownAs('a.svg')).toBeUndefined()
    expect([shownAs('a.PNG'), shownAs('b.pdf'), shownAs('c.docx')]).toEqual(['image', 'pdf', undefined])
    for (const name of ['a.txt', 'a.log', 'a.md', 'a.csv', 'a.json', 'a.xml']) expect(shownAs(name)).toBe('text')
    // A page is no text to whoever sends it.
    expect(shownAs('a.html')).toBeUndefined()
  })

  it('of programs are never opened', () => {
    for (const name of ['a.exe', 'a.bat', 'a.lnk', 'a.desktop', 'a.html', 'a.js', 'a.docm', 'a.jar', 'a'])
      expect(opensOutside(name)).toBe(false)
    for (const name of ['a.pdf', 'a.docx', 'a.jpg']) expect(opensOutside(name)).toBe(true)
  })
})
