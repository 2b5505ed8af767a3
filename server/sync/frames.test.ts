import { describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { maxEntryBytes } from '../../shared/record.ts'
import { parseFrame } from './frames.ts'

const entry = (seq: number, name: unknown) => ({
  seq,
  id: uuidv7(),
  operation: uuidv7(),
  label: 'edit',
  after: [],
  at: '2026-05-06T07:08:09.000Z',
  patches: [{ kind: 'lead', id: uuidv7(), set: { name: { value: name } } }],
})
const parse = (text: string) => parseFrame(text, Buffer.byteLength(text))
const push = (...entries: unknown[]) => parse(JSON.stringify({ t: 'push', id: 1, entries }))

describe('a push', () => {
  it('loses an entry above the limit, which is named, and keeps the others', () => {
    const large = entry(2, 'ş'.repeat(maxEntryBytes / 2))
    const parsed = push(entry(1, 'a'), large, entry(3, 'b'))
    expect(parsed).toMatchObject({
      frame: { entries: [{ seq: 1 }, { seq: 3 }] },
      refused: [{ seq: 2, id: large.id, error: { code: 'input.tooLarge', params: { max: maxEntryBytes } } }],
    })
    expect(push(entry(1, 'x'.repeat(maxEntryBytes / 2)))).toMatchObject({ frame: { entries: [{ seq: 1 }] } })
  })

  it('may be nested without end; the entry is measured all the same', () => {
    const deep = `${'{"a":'.repeat(500_000)}1${'}'.repeat(500_000)}`
    const text = JSON.stringify({ t: 'push', id: 1, entries: [entry(1, 'deep'), entry(2, 'b')] })
    const parsed = parse(text.replace('"deep"', deep))
    if ('error' in parsed || parsed.frame.t !== 'push') throw new Error('no push')
    expect(parsed.frame.entries.map(({ seq }) => seq)).toEqual([2])
    expect(parsed.refused.map(({ seq }) => seq)).toEqual([1])
  })
})
