import { describe, expect, it, vi } from 'vitest'
import { createPageTexts, type Found, findInPdf, hitBeside, hitFrom, ordinalOf } from './findInPdf.ts'
import { patternOf } from './pageText.ts'

/** A document of these pages; undefined: one that cannot be read. */
function document(...pages: (string | undefined)[]) {
  const getPage = vi.fn(async (number: number) => ({
    getTextContent: async () => {
      const str = pages[number - 1]
      if (str === undefined) throw new Error('broken')
      return { items: [{ type: 'beginMarkedContent' }, { str, hasEOL: false }] }
    },
  }))
  // Of a document nothing else is used.
  return { getPage, texts: createPageTexts({ getPage } as never), count: pages.length }
}

async function find(
  { texts, count }: ReturnType<typeof document>,
  words: string,
  from = 0,
  gone = new AbortController(),
) {
  const told: Found[] = []
  const pattern = patternOf(words)
  if (pattern) await findInPdf({ texts, count, pattern, from, tell: found => told.push(found), gone: gone.signal })
  return told
}
const last = (told: Found[]): Found => {
  const found = told.at(-1)
  if (!found) throw new Error('nothing was told')
  return found
}

describe('search within a PDF', () => {
  it('begins at the page that is shown, says at once what it found first, and counts all', async () => {
    const told = await find(document('su', 'bakım', 'su su', 'su'), 'su', 1)
    expect([...(told[0]?.pages.keys() ?? [])]).toEqual([2])
    expect(told[0]).toMatchObject({ count: 2, isWhole: false })
    expect(last(told)).toMatchObject({ count: 4, isWhole: true, hasText: true })
  })

  it('goes on behind a page that cannot be read, and knows a document without text', async () => {
    expect(last(await find(document('su', undefined, 'su'), 'su'))).toMatchObject({ count: 2, isWhole: true })
    expect(last(await find(document('', ' '), 'su'))).toMatchObject({ count: 0, isWhole: true, hasText: false })
  })

  it('reads no page twice, and tells nothing more once it is given up', async () => {
    const pdf = document('su', 'su')
    await find(pdf, 'su')
    await find(pdf, 's')
    expect(pdf.getPage).toHaveBeenCalledTimes(2)
    const gone = new AbortController()
    gone.abort()
    expect(await find(pdf, 'su', 0, gone)).toEqual([])
  })

  it('lets the window work in between, however many pages it has', async () => {
    const pdf = document(...Array.from({ length: 60 }, () => 'su '.repeat(2000)))
    await find(pdf, 'su')
    let turns = 0
    let isDone = false
    const count = () => {
      turns++
      if (!isDone) setTimeout(count)
    }
    setTimeout(count)
    await find(pdf, 'su')
    isDone = true
    expect(turns).toBeGreaterThan(0)
  })

  it('goes from one to the next, around both ends', async () => {
    const found = last(await find(document('su su', 'bakım', 'su'), 'su'))
    const first = { page: 0, at: 0 }
    const steps = [first]
    for (let i = 0; i < 3; i++) steps.push(hitBeside(found, steps.at(-1) ?? first, 1))
    expect(steps).toEqual([first, { page: 0, at: 1 }, { page: 2, at: 0 }, first])
    expect(steps.map(hit => ordinalOf(found, hit))).toEqual([1, 2, 3, 1])
    expect(hitBeside(found, first, -1)).toEqual({ page: 2, at: 0 })
    expect(hitBeside(found, { page: 2, at: 0 }, -1)).toEqual({ page: 0, at: 1 })
  })

  it('begins with the one at hand', async () => {
    const found = last(await find(document('su su', 'bakım', 'su'), 'su'))
    expect(hitFrom(found, 0, 3)).toEqual({ page: 0, at: 1 })
    expect(hitFrom(found, 1, 0)).toEqual({ page: 2, at: 0 })
    expect(hitFrom(found, 2, 1)).toEqual({ page: 0, at: 0 })
    expect(hitFrom({ ...found, pages: new Map() }, 0, 0)).toBeUndefined()
  })
})
