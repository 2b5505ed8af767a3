import { describe, expect, it } from 'vitest'
import { hitsIn, pageText, partsOf, patternOf } from './pageText.ts'

const run = (str: string, hasEOL = false) => ({ str, hasEOL })
/** What is marked of each run, hit by hit. */
const marked = (runs: { str: string; hasEOL: boolean }[], words: string): string[][] => {
  const text = pageText(runs)
  const pattern = patternOf(words)
  if (!pattern) return []
  return hitsIn(text, pattern).map(hit =>
    partsOf(text, hit).map(part => runs[part.run]?.str.slice(part.from, part.to) ?? ''),
  )
}

describe('words in a PDF', () => {
  it('are found whatever letters they are typed with', () => {
    const runs = [run('IŞIK Isı, ışık ve İŞIK: Straße')]
    expect(marked(runs, 'ışık')).toEqual([['IŞIK'], ['ışık'], ['İŞIK']])
    expect(marked(runs, 'ISIK')).toHaveLength(3)
    expect(marked(runs, 'strasse')).toEqual([['Straße']])
    expect(marked([run('I\u0307zmir')], 'izmir')).toEqual([['I\u0307zmir']])
  })

  it('are found across the pieces that a document draws them by', () => {
    expect(marked([run('Hidro'), run('lik pre'), run('sin'), run(' bakımı')], 'hidrolik presin')).toEqual([
      ['Hidro', 'lik pre', 'sin'],
    ])
    // An accent that is a piece of its own belongs to the letter before it.
    expect(marked([run('I'), run('\u0307zmir')], 'İzmir')).toEqual([['I', '\u0307zmir']])
    expect(marked([run('a'), run(''), run('b')], 'ab')).toEqual([['a', '', 'b']])
  })

  it('are found across lines, also where a line divides a word', () => {
    const lines = [
      run('yılda dört', true),
      run('kez yapılır, söz-', true),
      run('leşmeye göre e-', true),
      run('posta ile'),
    ]
    expect(marked(lines, 'dört  kez')).toEqual([['dört', 'kez']])
    expect(marked(lines, 'sözleşme')).toEqual([['söz-', 'leşme']])
    expect(marked(lines, 'e-posta')).toEqual([['e-', 'posta']])
    expect(marked(lines, 'dörtkez')).toEqual([])
  })

  it('are found with the signs that a document has and a keyboard has not', () => {
    const runs = [run('Türkiye’nin “sözleşmesi” 2026–2027, 1\u00a0000\u00a0TL')]
    expect(marked(runs, "türkiye'nin")).toEqual([['Türkiye’nin']])
    expect(marked(runs, '"sözleşmesi"')).toEqual([['“sözleşmesi”']])
    expect(marked(runs, '2026-2027')).toEqual([['2026–2027']])
    expect(marked(runs, '1 000 tl')).toEqual([['1\u00a0000\u00a0TL']])
  })

  it('are taken as they are typed, and none finds nothing', () => {
    expect(marked([run('a.c abc (x) [y]')], 'a.c')).toEqual([['a.c']])
    expect(marked([run('a.c abc (x) [y]')], '(x) [')).toEqual([['(x) [']])
    expect(patternOf('  ')).toBeUndefined()
  })
})
